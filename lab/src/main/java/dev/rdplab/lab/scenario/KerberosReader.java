package dev.rdplab.lab.scenario;

import dev.rdplab.clientsim.ClientProfile;
import dev.rdplab.kerberos.client.KdcSettings;
import dev.rdplab.kerberos.kdc.KdcBehaviour;
import dev.rdplab.kerberos.kdc.Realm;
import dev.rdplab.kerberos.kdc.RealmPrincipal;
import dev.rdplab.protocol.handshake.client.Delegation;
import dev.rdplab.protocol.handshake.client.KerberosAuthentication.Form;
import dev.rdplab.protocol.kerberos.EncryptionType;
import dev.rdplab.protocol.wire.Secret;
import dev.rdplab.words.YamlMap;
import dev.rdplab.words.YamlScalar;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the key {@code kerberos}. */
final class KerberosReader {

    private static final List<EncryptionType> TYPES = List.of(
            EncryptionType.AES256_CTS_HMAC_SHA1_96, EncryptionType.AES128_CTS_HMAC_SHA1_96, EncryptionType.RC4_HMAC);

    private KerberosReader() {}

    /** @param profile decides the form of the token, where the file does not */
    static KerberosSpec read(YamlMap map, ClientProfile profile) {
        map.allow("kdc", "account", "pac", "ticket-age", "server", "client");
        var kdc = part(map, "kdc").allow("transport", "delay", "clock", "timeout");
        return new KerberosSpec(
                new KdcBehaviour(
                        word(kdc, "transport", KdcBehaviour.Transport.values(), KdcBehaviour.Transport.UDP_AND_TCP),
                        kdc.scalar("delay").map(YamlScalar::duration).orElse(Duration.ZERO),
                        kdc.scalar("clock").map(YamlScalar::signedDuration).orElse(Duration.ZERO)),
                kdc.scalar("timeout").map(YamlScalar::duration).orElse(KdcSettings.DEFAULT_TIMEOUT),
                word(map, "account", RealmPrincipal.State.values(), RealmPrincipal.State.ENABLED),
                map.scalar("pac").map(s -> (int) s.bytes(Realm.MAX_PAC)).orElse(0),
                part(map, "client")
                        .list("types")
                        .map(list -> list.distinct(n -> n.asScalar().oneOf(TYPES, EncryptionType::toString)))
                        .orElse(List.of()),
                map.scalar("ticket-age").map(YamlScalar::duration).orElse(Duration.ZERO),
                server(part(map, "server")),
                client(part(map, "client"), profile));
    }

    private static KerberosSpec.ServerSide server(YamlMap map) {
        map.allow("keytab", "clock", "ntlm", "replayed", "restricted-admin", "remote-guard");
        return new KerberosSpec.ServerSide(
                word(map, "keytab", KerberosSpec.Keytab.values(), KerberosSpec.Keytab.RIGHT),
                map.scalar("clock").map(YamlScalar::signedDuration).orElse(Duration.ZERO),
                flag(map, "ntlm", true),
                flag(map, "replayed", false),
                flag(map, "restricted-admin", true),
                flag(map, "remote-guard", true));
    }

    private static KerberosSpec.ClientSide client(YamlMap map, ClientProfile profile) {
        map.allow("types", "form", "host", "password", "clock", "kdc-time", "ntlm", "delegation", "mode");
        return new KerberosSpec.ClientSide(
                word(map, "form", Form.values(), form(profile)),
                map.string("host").orElse(""),
                map.scalar("password").map(s -> Secret.of(s.text())),
                map.scalar("clock").map(YamlScalar::signedDuration).orElse(Duration.ZERO),
                flag(map, "kdc-time", false),
                flag(map, "ntlm", true),
                flag(map, "delegation", true),
                word(map, "mode", Delegation.values(), Delegation.PASSWORD));
    }

    private static Form form(ClientProfile profile) {
        return switch (profile) {
            case MSTSC -> Form.SPNEGO_WINDOWS;
            case RDESKTOP -> Form.BARE;
            default -> Form.SPNEGO;
        };
    }

    private static YamlMap part(YamlMap map, String key) {
        return map.map(key).orElseGet(() -> new YamlMap(map.place(), Map.of()));
    }

    private static boolean flag(YamlMap map, String key, boolean otherwise) {
        return map.scalar(key).map(YamlScalar::bool).orElse(otherwise);
    }

    private static <E extends Enum<E>> E word(YamlMap map, String key, E[] values, E otherwise) {
        return map.scalar(key)
                .map(s -> s.oneOf(Arrays.asList(values), KerberosReader::word))
                .orElse(otherwise);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
