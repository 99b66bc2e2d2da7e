package dev.rdplab.kerberos.client;

import dev.rdplab.kerberos.protocol.EncryptionKey;
import dev.rdplab.kerberos.protocol.EncryptionType;
import dev.rdplab.kerberos.protocol.PasswordKey;
import dev.rdplab.kerberos.protocol.Principal;
import dev.rdplab.kerberos.protocol.ServiceKeys;
import dev.rdplab.protocol.wire.Secret;
import java.util.List;
import java.util.Optional;

/** What a principal proves itself with. */
public sealed interface LongTermKey {

    /** @param salt and {@code iterations}: as the KDC says */
    Optional<EncryptionKey> key(Principal client, EncryptionType type, String salt, int iterations);

    /** The types it can be used with, best first. */
    List<EncryptionType> types(Principal client);

    record Password(Secret password) implements LongTermKey {

        @Override
        public Optional<EncryptionKey> key(Principal client, EncryptionType type, String salt, int iterations) {
            return Optional.of(PasswordKey.of(type, password, salt, iterations));
        }

        @Override
        public List<EncryptionType> types(Principal client) {
            return EncryptionType.SUPPORTED;
        }
    }

    record Keytab(ServiceKeys keys) implements LongTermKey {

        @Override
        public Optional<EncryptionKey> key(Principal client, EncryptionType type, String salt, int iterations) {
            return keys.entries().stream()
                    .filter(e -> e.principal().sameAs(client) && e.key().type().equals(type))
                    .max((a, b) -> Long.compare(a.kvno(), b.kvno()))
                    .map(ServiceKeys.Entry::key);
        }

        @Override
        public List<EncryptionType> types(Principal client) {
            return EncryptionType.SUPPORTED.stream()
                    .filter(type -> key(client, type, "", 1).isPresent())
                    .toList();
        }
    }
}
