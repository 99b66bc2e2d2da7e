package dev.rdplab.lab.scenario;

import dev.rdplab.transport.tls.TlsEngine;
import dev.rdplab.transport.tls.TlsVersion;
import dev.rdplab.words.Form;
import dev.rdplab.words.Forms;
import dev.rdplab.words.Key;
import dev.rdplab.words.Section;
import dev.rdplab.words.Values;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The key {@code tls} of a server and of a client. */
final class TlsKeys {

    private static final int MAX_LIST = 100;
    private static final Form<TlsVersion> VERSION = Forms.words(TlsVersion.values(), TlsVersion::number);

    static final Key<List<TlsVersion>> VERSIONS = Key.of(
            "versions",
            Forms.either(VERSION.as(List::of), Forms.list(VERSION, 1, TlsVersion.values().length)),
            "versions that are spoken, one or a list");
    static final Key<TlsEngine> ENGINE = Key.of(
            "engine",
            Forms.words(TlsEngine.values()),
            "what speaks TLS; left out: at the server OpenSSL for TLS 1.2 and 1.3 with its own suites, where it loads,"
                    + " and BouncyCastle for all else, at the client BouncyCastle; both come with the lab, so no Java's"
                    + " policy matters. `jdk` serves what this Java's policy leaves");

    private static final Key<List<String>> CIPHERS = Key.of(
            "ciphers",
            Forms.list(
                    Forms.text(
                            "cipher suite",
                            Pattern.compile("(TLS|SSL)_[A-Z0-9_]{4,60}"),
                            64,
                            "a standard name such as TLS_AES_128_GCM_SHA256",
                            "TLS_AES_128_GCM_SHA256"),
                    0,
                    MAX_LIST),
            "cipher suites by their standard names; left out: the engine's own");
    private static final Key<List<String>> GROUPS = Key.of(
            "groups",
            Forms.list(Forms.text(), 0, MAX_LIST),
            "named groups, such as `x25519`; left out: the engine's own");
    private static final Key<CertificateVariant> CERTIFICATE = Key.of(
                    "certificate",
                    Forms.words(CertificateVariant.values(), CertificateVariant::word),
                    "the certificate that is shown")
            .or("good");
    private static final Key<Boolean> CLIENT_CERTIFICATE =
            Key.flag("client-certificate", "asks the client for a certificate; it need not have one");

    static final Section<ServerSpec.Tls> SERVER =
            Section.of(TlsKeys::server, VERSIONS, CIPHERS, GROUPS, CERTIFICATE, CLIENT_CERTIFICATE, ENGINE);

    /** Which versions a client speaks, and with what. */
    record Client(List<TlsVersion> versions, Optional<TlsEngine> engine) {}

    static final Section<Client> CLIENT = Section.of(
            values -> new Client(values.find(VERSIONS).orElse(List.of()), values.find(ENGINE)), VERSIONS, ENGINE);

    private TlsKeys() {}

    private static ServerSpec.Tls server(Values values) {
        return new ServerSpec.Tls(
                values.find(VERSIONS).orElse(List.of(TlsVersion.TLS_1_2, TlsVersion.TLS_1_3)),
                values.find(CIPHERS).orElse(List.of()),
                values.find(GROUPS).orElse(List.of()),
                values.get(CERTIFICATE),
                values.get(CLIENT_CERTIFICATE),
                values.find(ENGINE));
    }
}
