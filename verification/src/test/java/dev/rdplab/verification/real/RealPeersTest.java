package dev.rdplab.verification.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.testkit.ClosedPort;
import dev.rdplab.testkit.needs.Needs;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real programs against each other: what they do here is what the tests of our own peers may rely on. */
@Needs(
        value = {
            "xfreerdp",
            "xfreerdp3",
            "freerdp-shadow-cli",
            "winpr-hash",
            "freerdp-shadow-cli3",
            "winpr-hash3",
            "xrdp",
            "openssl",
            "rdesktop",
            "krb5kdc",
            "kdb5_util",
            "kadmin.local",
            "kinit",
            "toxiproxy-server",
            "tshark",
            "Xvfb"
        },
        also = XrdpsFiles.class)
@Tag("real")
class RealPeersTest {
    private static final Account ALICE = Account.ALICE;
    private static final Account MISTAKEN = ALICE.withPassword("not-her-password");
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration STEADY = Duration.ofMillis(500);

    @Test
    void freeRdp2LogsOnToItsOwnShadowOnlyWithTheRightPassword() {
        try (Shadow2 shadow = Shadow2.start(ShadowMode.NLA)) {
            assertThat(XFreeRdp2.run(LIMIT, XFreeRdp2.logOn(shadow.port(), ALICE, "+auth-only")))
                    .returns(0, Finished::exitCode);
            assertThat(XFreeRdp2.run(LIMIT, XFreeRdp2.logOn(shadow.port(), MISTAKEN, "+auth-only")))
                    .returns(147, Finished::exitCode);
        }
    }

    @Test
    void freeRdp3LogsOnToItsOwnShadowOnlyWithTheRightPassword() {
        try (Shadow3 shadow = Shadow3.start(ShadowMode.NLA)) {
            Finished right = XFreeRdp3.run(LIMIT, XFreeRdp3.logOn(shadow.port(), ALICE, "+auth-only"));
            assertThat(right).returns(131, Finished::exitCode).matches(XFreeRdp3::authenticated);

            Finished wrong = XFreeRdp3.run(LIMIT, XFreeRdp3.logOn(shadow.port(), MISTAKEN, "+auth-only"));
            assertThat(wrong).returns(132, Finished::exitCode).matches(run -> !XFreeRdp3.authenticated(run));
            assertThat(wrong.output()).contains("0xC00700EA");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NLA", "TLS", "RDP"})
    void freeRdpHoldsASessionWithTheOtherVersionsShadow(ShadowMode mode) {
        try (Shadow3 shadow = Shadow3.start(mode);
                RealProcess client = XFreeRdp2.start(XFreeRdp2.logOn(shadow.port(), ALICE))) {
            assertThat(client.awaitOutput(XFreeRdp2.SESSION, LIMIT).staysUp(STEADY))
                    .isTrue();
        }
        try (Shadow2 shadow = Shadow2.start(mode);
                RealProcess client = XFreeRdp3.start(XFreeRdp3.logOn(shadow.port(), ALICE))) {
            assertThat(client.awaitOutput(XFreeRdp3.SESSION, LIMIT).staysUp(STEADY))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void rdesktopHoldsASessionWithXrdp(Xrdp.Mode mode) {
        try (Xrdp xrdp = Xrdp.start(mode);
                RealProcess client = Rdesktop.start(Rdesktop.logOn(xrdp.port(), "bob"))) {
            assertThat(client.awaitOutput(Rdesktop.SESSION, LIMIT).staysUp(STEADY))
                    .isTrue();
            assertThat(client.output()).contains(mode == Xrdp.Mode.RDP ? "using plain RDP." : "using SSL.");
        }
    }

    @Test
    void freeRdpAndXrdpCannotAgreeOnStandardRdpSecurity() {
        try (Xrdp xrdp = Xrdp.start(Xrdp.Mode.RDP)) {
            Finished run = XFreeRdp2.run(LIMIT, XFreeRdp2.logOn(xrdp.port(), ALICE, "/sec:rdp"));

            assertThat(run).returns(131, Finished::exitCode);
            assertThat(xrdp.log()).contains("MAC checksum error for non-FIPS PDU");
        }
    }

    @Test
    void aClientAgainstAClosedPortIsRefused() throws IOException {
        try (var closed = ClosedPort.any()) {
            assertThat(Rdesktop.run(LIMIT, Rdesktop.logOn(closed.number(), "bob")))
                    .returns(76, Finished::exitCode);
        }
    }

    @Test
    void freeRdp3LogsOnWithAKerberosTicket() {
        try (KerberosKdc kdc = KerberosKdc.start();
                Shadow3 shadow = Shadow3.start(kdc)) {
            assertThat(kdc.kinit(MISTAKEN)).returns(1, Finished::exitCode);
            assertThat(kdc.kinit(ALICE)).returns(0, Finished::exitCode);

            String[] withoutNtlm = {
                "/cert:ignore", "/auth-pkg-list:!ntlm", "/u:alice", "/p:", "-clipboard", "/v:localhost:" + shadow.port()
            };
            try (RealProcess client = XFreeRdp3.start(kdc.environment(), withoutNtlm)) {
                assertThat(client.awaitOutput(XFreeRdp3.SESSION, LIMIT).staysUp(STEADY))
                        .isTrue();
            }
        }
    }

    @Test
    void toxiproxyAnswersWithItsVersion() throws IOException, InterruptedException {
        try (ToxiproxyServer toxiproxy = ToxiproxyServer.start()) {
            var request = HttpRequest.newBuilder(toxiproxy.api().resolve("/version"))
                    .timeout(LIMIT)
                    .build();
            var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("2.");
        }
    }

    @Test
    void tsharkNamesAConnectionRequest(@TempDir Path folder) throws IOException {
        // pcap file header 24, record header 16, then one exported PDU: tag 12 "tpkt", end tag, a bare Connection
        // Request
        String header = "d4c3b2a1 02000400 00000000 00000000 ffff0000 fc000000";
        String pdu = "000c0004 74706b74 00000000 0300000b06e00000000000";
        int length = pdu.replace(" ", "").length() / 2;
        String record = "00000000 00000000 %1$02x000000 %1$02x000000".formatted(length);
        byte[] bytes = HexFormat.of().parseHex((header + record + pdu).replace(" ", ""));
        Path capture = Files.write(folder.resolve("request.pcap"), bytes);

        assertThat(Tshark.frames(capture))
                .singleElement()
                .asString()
                .containsPattern(Pattern.compile("CR TPDU|Connection Request"));
        assertThat(Tshark.fields(capture, "cotp.type")).containsExactly("0x0e");
    }
}
