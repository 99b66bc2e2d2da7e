package dev.rdplab.lab.scenario;

import dev.rdplab.lab.codes.CodeSpace;
import dev.rdplab.lab.scenario.ServerSpec.CredSsp;
import dev.rdplab.lab.scenario.ServerSpec.Licensing;
import dev.rdplab.lab.scenario.ServerSpec.Listen;
import dev.rdplab.lab.scenario.ServerSpec.Mcs;
import dev.rdplab.lab.scenario.ServerSpec.Session;
import dev.rdplab.lab.scenario.ServerSpec.Tls;
import dev.rdplab.protocol.handshake.Deadlines;
import dev.rdplab.protocol.handshake.server.AccountState;
import dev.rdplab.protocol.handshake.server.SecurityLayer;
import dev.rdplab.protocol.wire.Secret;
import dev.rdplab.transport.tls.TlsEngine;
import dev.rdplab.transport.tls.TlsVersion;
import dev.rdplab.words.YamlList;
import dev.rdplab.words.YamlMap;
import dev.rdplab.words.YamlNode;
import dev.rdplab.words.YamlScalar;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the key {@code server}. */
final class ServerReader {

    private static final int MAX_ACCOUNTS = 100;

    private ServerReader() {}

    static ServerSpec read(Optional<YamlMap> given) {
        if (given.isEmpty()) {
            return lawful(SecurityLayer.NLA);
        }
        var map = given.get();
        map.allow(
                "listen",
                "security",
                "negotiation-failure",
                "forced-protocol",
                "response-flags",
                "tls",
                "accounts",
                "credssp",
                "early-auth",
                "mcs",
                "licensing",
                "error-info",
                "disconnect-reason",
                "auto-detect",
                "multitransport",
                "reactivate",
                "dismiss",
                "deadlines");
        var security = map.scalar("security")
                .map(s -> s.oneOf(List.of(SecurityLayer.values()), SecurityLayer::word))
                .orElse(SecurityLayer.NLA);
        return new ServerSpec(
                map.get("listen").map(ServerReader::listen).orElse(Listen.AT_ONCE),
                security,
                code(map, "negotiation-failure", CodeSpace.NEGOTIATION),
                code(map, "forced-protocol", CodeSpace.PROTOCOL),
                responseFlags(map),
                map.map("tls").map(tls -> tls(tls)).orElse(Tls.DEFAULT),
                map.list("accounts").map(ServerReader::accounts).orElse(List.of(ServerSpec.LAB_ACCOUNT)),
                map.map("credssp").map(ServerReader::credSsp).orElse(CredSsp.DEFAULT),
                code(map, "early-auth", CodeSpace.EARLY_AUTH).orElse(0),
                map.map("mcs").map(ServerReader::mcs).orElse(Mcs.DEFAULT),
                map.get("licensing").map(ServerReader::licensing).orElse(Licensing.DEFAULT),
                new Session(
                        code(map, "error-info", CodeSpace.ERRINFO),
                        code(map, "disconnect-reason", CodeSpace.ULTIMATUM),
                        flag(map, "auto-detect", false),
                        flag(map, "multitransport", false),
                        flag(map, "reactivate", false),
                        late(map)),
                DeadlineReader.read(map.get("deadlines"), Deadlines.each(Duration.ofSeconds(60))));
    }

    private static OptionalLong responseFlags(YamlMap map) {
        var flags = map.scalar("response-flags").map(s -> s.number(0, 0xff));
        return flags.isPresent() ? OptionalLong.of(flags.get()) : OptionalLong.empty();
    }

    /** Whether the farewell comes in the session; it needs something to say. */
    private static boolean late(YamlMap map) {
        var when = map.scalar("dismiss").map(s -> s.oneOf(List.of("after-client-info", "in-session"), word -> word));
        if (when.isPresent() && !map.has("error-info") && !map.has("disconnect-reason")) {
            throw map.required("dismiss").wrong("there is no farewell", "error-info or disconnect-reason beside it");
        }
        return when.filter("in-session"::equals).isPresent();
    }

    private static ServerSpec lawful(SecurityLayer security) {
        return new ServerSpec(
                Listen.AT_ONCE,
                security,
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Tls.DEFAULT,
                List.of(ServerSpec.LAB_ACCOUNT),
                CredSsp.DEFAULT,
                0,
                Mcs.DEFAULT,
                Licensing.DEFAULT,
                Session.DEFAULT,
                Deadlines.each(Duration.ofSeconds(60)));
    }

    private static Listen listen(YamlNode node) {
        if (node instanceof YamlScalar scalar) {
            return scalar.oneOf(List.of("at-once", "refuse"), word -> word).equals("refuse")
                    ? new Listen(true, Duration.ZERO)
                    : Listen.AT_ONCE;
        }
        var map = node.asMap().allow("after");
        return new Listen(false, map.required("after").asScalar().duration());
    }

    private static Tls tls(YamlMap map) {
        map.allow("versions", "ciphers", "groups", "certificate", "client-certificate", "engine");
        return new Tls(
                versions(map).orElse(Tls.DEFAULT.versions()),
                map.list("ciphers").map(ServerReader::ciphers).orElse(List.of()),
                map.list("groups")
                        .map(list -> list.distinct(n -> n.asScalar().string()))
                        .orElse(List.of()),
                map.scalar("certificate")
                        .map(s -> s.oneOf(List.of(CertificateVariant.values()), CertificateVariant::word))
                        .orElse(CertificateVariant.GOOD),
                flag(map, "client-certificate", false),
                engine(map));
    }

    /** The key {@code versions}, one or a list. */
    static Optional<List<TlsVersion>> versions(YamlMap map) {
        return map.get("versions").map(node -> {
            if (node instanceof YamlScalar scalar) {
                return List.of(version(scalar));
            }
            var versions = node.asList().distinct(n -> version(n.asScalar()));
            if (versions.isEmpty()) {
                throw node.wrong("is empty", "at least one of 1.0, 1.1, 1.2, 1.3");
            }
            return versions;
        });
    }

    /** The key {@code engine}. */
    static Optional<TlsEngine> engine(YamlMap map) {
        return map.scalar("engine").map(s -> s.oneOf(List.of(TlsEngine.values()), ServerReader::word));
    }

    private static TlsVersion version(YamlScalar scalar) {
        return scalar.oneOf(List.of(TlsVersion.values()), TlsVersion::number);
    }

    private static List<String> ciphers(YamlList list) {
        return list.distinct(node -> {
            var scalar = node.asScalar();
            if (!scalar.text().matches("TLS_[A-Z0-9_]{4,60}|SSL_[A-Z0-9_]{4,60}")) {
                throw scalar.wrong(
                        scalar.described() + " is no cipher suite", "a standard name such as TLS_AES_128_GCM_SHA256");
            }
            return scalar.text();
        });
    }

    private static List<ServerSpec.Account> accounts(YamlList list) {
        if (list.items().size() > MAX_ACCOUNTS) {
            throw list.wrong(list.items().size() + " accounts", "at most " + MAX_ACCOUNTS);
        }
        return list.distinct(node -> {
            var map = node.asMap().allow("domain", "user", "password", "state");
            return new ServerSpec.Account(
                    map.string("domain").orElse(""),
                    map.required("user").asScalar().string(),
                    Secret.of(map.required("password").asScalar().text()),
                    map.scalar("state")
                            .map(s -> s.oneOf(List.of(AccountState.values()), AccountState::word))
                            .orElse(AccountState.ENABLED));
        });
    }

    private static CredSsp credSsp(YamlMap map) {
        map.allow(
                "version", "pub-key-auth", "mechanism", "target-info", "timestamp-skew", "error-instead-of-challenge");
        var normal = CredSsp.DEFAULT;
        return new CredSsp(
                map.scalar("version").map(s -> (int) s.number(2, 255)).orElse(normal.version()),
                word(map, "pub-key-auth", CredSsp.PubKeyAuth.values(), normal.pubKeyAuth()),
                word(map, "mechanism", CredSsp.Mechanism.values(), normal.mechanism()),
                word(map, "target-info", CredSsp.TargetInfo.values(), normal.targetInfo()),
                map.scalar("timestamp-skew").map(YamlScalar::signedDuration).orElse(normal.timestampSkew()),
                code(map, "error-instead-of-challenge", CodeSpace.NTSTATUS));
    }

    private static Mcs mcs(YamlMap map) {
        map.allow("connect-response", "attach-user", "channel-join", "skip-channel-join", "message-channel");
        return new Mcs(
                result(map, "connect-response"),
                result(map, "attach-user"),
                result(map, "channel-join"),
                flag(map, "skip-channel-join", false),
                flag(map, "message-channel", true));
    }

    private static int result(YamlMap map, String key) {
        long result = code(map, key, CodeSpace.MCS).orElse(0);
        if (result > 15) {
            throw map.required(key).wrong(result + " is out of bounds", "0 to 15, or a name such as rt-user-rejected");
        }
        return (int) result;
    }

    private static Licensing licensing(YamlNode node) {
        if (node instanceof YamlScalar scalar) {
            var mode =
                    scalar.oneOf(List.of(Licensing.Mode.VALID_CLIENT, Licensing.Mode.NEW_LICENSE), ServerReader::word);
            return new Licensing(mode, 7, 2);
        }
        var map = node.asMap().allow("error", "transition");
        map.required("error");
        return new Licensing(
                Licensing.Mode.ERROR,
                code(map, "error", CodeSpace.LICENSE).getAsLong(),
                code(map, "transition", CodeSpace.LICENSE_TRANSITION).orElse(1));
    }

    private static OptionalLong code(YamlMap map, String key, CodeSpace space) {
        return map.scalar(key)
                .map(s -> OptionalLong.of(CodeWords.code(s, space)))
                .orElse(OptionalLong.empty());
    }

    private static boolean flag(YamlMap map, String key, boolean otherwise) {
        return map.scalar(key).map(YamlScalar::bool).orElse(otherwise);
    }

    private static <E extends Enum<E>> E word(YamlMap map, String key, E[] values, E otherwise) {
        return map.scalar(key)
                .map(s -> s.oneOf(Arrays.asList(values), ServerReader::word))
                .orElse(otherwise);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
