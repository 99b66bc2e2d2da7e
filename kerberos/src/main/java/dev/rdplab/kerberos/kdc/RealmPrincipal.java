package dev.rdplab.kerberos.kdc;

import dev.rdplab.kerberos.protocol.EncryptionKey;
import dev.rdplab.kerberos.protocol.EncryptionType;
import dev.rdplab.kerberos.protocol.PasswordKey;
import dev.rdplab.kerberos.protocol.Principal;
import dev.rdplab.kerberos.protocol.PrincipalName;
import dev.rdplab.protocol.handshake.NonceSource;
import dev.rdplab.protocol.wire.Secret;
import java.util.List;
import java.util.Optional;

/**
 * A user or service of a realm.
 *
 * @param keys best first
 * @param salt of a user's password; empty for a random key
 */
public record RealmPrincipal(
        Principal principal, List<EncryptionKey> keys, long kvno, Optional<String> salt, State state) {

    /** What a KDC thinks of an account; it has one error for locked and disabled, and Windows' dialog tells no more. */
    public enum State {
        ENABLED,
        LOCKED_OR_DISABLED,
        EXPIRED,
        PASSWORD_EXPIRED
    }

    public RealmPrincipal {
        keys = List.copyOf(keys);
    }

    /** With the keys that follow from a password. */
    public static RealmPrincipal user(String realm, String name, Secret password) {
        var principal = new Principal(PrincipalName.of(name), realm);
        var keys = EncryptionType.SUPPORTED.stream()
                .map(type -> PasswordKey.of(type, password, principal.salt()))
                .toList();
        return new RealmPrincipal(principal, keys, 1, Optional.of(principal.salt()), State.ENABLED);
    }

    /** With keys drawn at random. */
    public static RealmPrincipal service(Principal principal, NonceSource nonces) {
        var keys = EncryptionType.SUPPORTED.stream()
                .map(type -> new EncryptionKey(type, nonces.next("key of " + principal, type.keyLength())))
                .toList();
        return new RealmPrincipal(principal, keys, 1, Optional.empty(), State.ENABLED);
    }

    public RealmPrincipal withState(State changed) {
        return new RealmPrincipal(principal, keys, kvno, salt, changed);
    }

    /** With the keys of these types alone. */
    public RealmPrincipal withTypes(List<EncryptionType> types) {
        return new RealmPrincipal(
                principal, keys.stream().filter(k -> types.contains(k.type())).toList(), kvno, salt, state);
    }

    Optional<EncryptionKey> key(EncryptionType type) {
        return keys.stream().filter(key -> key.type().equals(type)).findFirst();
    }
}
