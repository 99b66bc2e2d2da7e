package dev.rdplab.diagnosis.probe;

import dev.rdplab.clientsim.ClientOptions;
import dev.rdplab.clientsim.Security;
import dev.rdplab.transport.SocketSettings;
import dev.rdplab.transport.tls.TlsClientSettings;
import dev.rdplab.transport.tls.TlsVersion;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * One thing changed against the first connection.
 *
 * @param works the word for the rules when the changed connection got further
 * @param fails the word when it ended where the first one did; empty for none
 */
record Variation(String what, ClientOptions options, String works, String fails) {

    static Variation again(ClientOptions options) {
        return new Variation("the same again", options, "", "");
    }

    static Variation tls(ClientOptions options, TlsVersion version) {
        return new Variation(
                version.standardName().replace("TLSv", "TLS ") + " alone",
                options.tls(options.tls().versions(version)),
                "other-tls-version-works",
                "one-tls-version-fails-too");
    }

    /** What Windows spoke before 2012, and hardened servers speak no more. */
    static Variation oldTls(ClientOptions options) {
        return new Variation(
                "TLS 1.0 and 1.1",
                options.tls(options.tls().versions(TlsVersion.TLS_1_0, TlsVersion.TLS_1_1)),
                "old-tls-works",
                "");
    }

    static Variation withoutNla(ClientOptions options) {
        return new Variation(
                "without NLA", options.security(Security.TLS), "without-nla-works", "without-nla-fails-too");
    }

    /** Tells a server without NLA from one with standard RDP security alone: both answer a request for NLA with failure 2. */
    static Variation tlsAlone(ClientOptions options) {
        return new Variation("TLS alone", options.security(Security.TLS), "tls-works", "tls-refused-too");
    }

    static Variation rdpSecurity(ClientOptions options) {
        return new Variation("standard RDP security", options.security(Security.RDP), "rdp-security-works", "");
    }

    static Variation everythingOffered(ClientOptions options) {
        return new Variation("everything offered", options.security(Security.AUTO), "full-offer-works", "");
    }

    /** One version, two suites, one group and no name. */
    static Variation smallerHello(ClientOptions options) {
        var tls = unnamed(options.tls())
                .versions(TlsVersion.TLS_1_2)
                .cipherSuites("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256")
                .groups("secp256r1");
        return new Variation("a smaller ClientHello", options.tls(tls), "smaller-hello-works", "");
    }

    /** Asks the server's kernel for packets that any path carries; the bytes of RDP and TLS stay the same. */
    static Variation smallSegments(ClientOptions options) {
        return new Variation(
                "small TCP segments",
                options.socket(options.socket().maxSegment(SocketSettings.SMALLEST_SEGMENT)),
                "small-segments-work",
                "small-segments-fail");
    }

    static Variation withoutName(ClientOptions options) {
        return new Variation("no name in TLS", options.tls(unnamed(options.tls())), "without-name-works", "");
    }

    static Variation withName(ClientOptions options, String name) {
        return new Variation(
                "the name " + name + " in TLS", options.tls(options.tls().serverName(name)), "with-name-works", "");
    }

    static Variation address(ClientOptions options, InetAddress address) {
        var text = address.getHostAddress();
        return new Variation(
                (text.contains(":") ? "IPv6 " : "IPv4 ") + text,
                options.target(new InetSocketAddress(address, options.target().getPort())),
                "other-address-works",
                "every-address-fails");
    }

    private static TlsClientSettings unnamed(TlsClientSettings tls) {
        return new TlsClientSettings(
                tls.versions(), tls.cipherSuites(), tls.groups(), Optional.empty(), tls.trust(), tls.engine());
    }

    /** Names of nothing are not worth a line. */
    List<String> word(boolean further) {
        var word = further ? works : fails;
        return word.isEmpty() ? List.of() : List.of(word);
    }
}
