package dev.rdplab.lab.scenario;

import dev.rdplab.clientsim.ClientProfile;
import dev.rdplab.clientsim.Security;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Deadlines;
import dev.rdplab.protocol.wire.Secret;
import dev.rdplab.words.YamlMap;
import dev.rdplab.words.YamlScalar;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads the key {@code client}. */
final class ClientReader {

    private ClientReader() {}

    static ClientSpec read(Optional<YamlMap> given, YamlMap whole) {
        var map = given.orElseGet(() -> new YamlMap(whole.place(), Map.of()));
        map.allow(
                "profile",
                "security",
                "mode",
                "credssp-version",
                "domain",
                "user",
                "password",
                "tls",
                "certificate",
                "until",
                "stay",
                "attempts",
                "deadlines");
        var lab = ServerSpec.LAB_ACCOUNT;
        return new ClientSpec(
                map.scalar("profile")
                        .map(s -> s.oneOf(List.of(ClientProfile.values()), ClientProfile::word))
                        .orElse(ClientProfile.MSTSC),
                map.scalar("security")
                        .map(s -> s.oneOf(List.of(Security.values()), Security::word))
                        .orElse(Security.AUTO),
                map.scalar("mode")
                        .map(s -> s.oneOf(List.of(ClientSpec.Mode.values()), ClientReader::word))
                        .orElse(ClientSpec.Mode.PASSWORD),
                map.scalar("credssp-version").map(s -> (int) s.number(2, 255)).orElse(6),
                map.string("domain").orElse(""),
                map.string("user").orElse(lab.user()),
                map.scalar("password").map(s -> Secret.of(s.text())).orElse(lab.password()),
                map.map("tls")
                        .map(tls -> tls.allow("versions", "engine"))
                        .flatMap(ServerReader::versions)
                        .orElse(List.of()),
                map.map("tls").flatMap(ServerReader::engine),
                map.scalar("certificate")
                        .map(s -> s.oneOf(List.of(CertificateAnswer.values()), CertificateAnswer::word))
                        .orElse(CertificateAnswer.ACCEPT),
                map.scalar("until").map(s -> s.oneOf(List.of(Stage.values()), Stage::word)),
                map.scalar("stay").map(YamlScalar::duration).orElse(Duration.ZERO),
                map.scalar("attempts")
                        .map(s -> OptionalInt.of((int) s.number(1, 10_000)))
                        .orElse(OptionalInt.empty()),
                DeadlineReader.read(map.get("deadlines"), Deadlines.each(ClientSpec.DEFAULT_DEADLINE)));
    }

    private static String word(ClientSpec.Mode mode) {
        return mode.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
