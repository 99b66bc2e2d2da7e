package dev.rdplab.lab.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who ended a connection, and what had been presented by then, decide between causes of one code. */
class LikeliestCauseTest {

    private static final String SPNEGO_NEGOTIATE = "TSRequest (SPNEGO NegTokenInit (NTLM NEGOTIATE))";
    private static final String AUTHENTICATE = "TSRequest (NTLM AUTHENTICATE)";
    private static final String TICKET = "TSRequest (SPNEGO NegTokenInit (KRB5 AP-REQ))";

    @ParameterizedTest
    @CsvSource({
        // stage, ending, by, code, last sent, observed, likeliest, not among the causes
        "credssp, credssp-error, server, 0xC000006D, AUTHENTICATE, , wrong-password, spnego-not-supported",
        "credssp, credssp-error, server, 0xC000006D, NEGOTIATE, , logon-refused-otherwise, wrong-password",
        "credssp, credssp-error, server, 0xC00700EA, NEGOTIATE, , spnego-not-supported, wrong-password",
        "credssp, credssp-error, server, 0xC00700EA, AUTHENTICATE, , wrong-password, spnego-not-supported",
        "credssp, credssp-error, server, 0xC0070308, NEGOTIATE, , spnego-not-supported, wrong-password",
        "credssp, credssp-error, server, 0xC007030C, AUTHENTICATE, , wrong-password, spnego-not-supported",
        "credssp, credssp-error, server, 0xC000006E, AUTHENTICATE, , account-restricted, ",
        "credssp, credssp-error, server, 0xC000006E, TICKET, , account-restricted, protected-users",
        "credssp, credssp-error, server, 0xC0000418, AUTHENTICATE, , ntlm-disabled, wrong-password",
        "credssp, credssp-error, server, 0xC00000BB, NEGOTIATE, , ntlm-disabled, wrong-password",
        "credssp, credssp-error, server, 0xC000006D, AUTHENTICATE, ntlmv1, wrong-password, ",
        "credssp, closed-fin, server, , AUTHENTICATE, ntlmv1, ntlmv1-refused, ",
        "credssp, timeout, client, , AUTHENTICATE, ntlmv1, path-mtu-black-hole, ntlmv1-refused",
        "credssp, credssp-error, client, 0xC000006D, NEGOTIATE, , , wrong-password",
        "credssp, tls-alert, server, 80, AUTHENTICATE, encrypted-alert, wrong-password-silent-server, ",
        "credssp, tls-alert, server, 80, NEGOTIATE, encrypted-alert, credssp-message-rejected, wrong-password-silent-server",
        "tls, tls-alert, server, 70, , , tls-mismatch, client-tls-policy",
        "tls, tls-alert, client, 70, , client-hello-answered, client-tls-policy, tls-internal-error",
        "tls, tls-alert, client, 80, , client-hello-answered, client-tls-policy, tls-internal-error",
        "tls, tls-alert, server, 80, , , tls-internal-error, client-tls-policy",
        "tls, tls-alert, client, 48, , client-hello-answered, certificate-rejected, client-certificate-required",
        "tls, tls-alert, server, 48, , client-hello-answered, client-certificate-required, certificate-rejected",
        "mcs-connect, tls-alert, server, 116, , , client-certificate-required, certificate-rejected",
        "client-info, mcs-refused, server, 3, , rdp, salted-mac, ",
        "client-info, closed-fin, server, , , rdp no-encryption, dropped-after-client-info, salted-mac",
        "x224, protocol-violation, server, , , rdp-selected, rdp-security-only, stray-bytes-in-tunnel",
        "client-info, closed-fin, client, , , rdp, client-left, salted-mac",
        "rdstls, closed-fin, client, , , , client-left, redirection-logon-refused",
        "rds-aad, closed-fin, client, , , , client-left, entra-sign-in-failed",
        "active, closed-fin, client, , , , client-left, tunnel-lost-state",
        "connect, refused, client, , , proxy-refused, proxy-refused, port-not-listening",
        "connect, refused, server, , , , port-not-listening, proxy-refused",
        "x224, negotiation-failure, server, 2, , asked-nla-only, nla-off, ",
        "x224, negotiation-failure, server, 7, , , entra-required, wrong-password",
    })
    void isTheOneThatFits(
            String stage,
            String ending,
            String by,
            String code,
            String sent,
            String observed,
            String likeliest,
            String absent) {
        var facts = Facts.of(
                        Stage.of(stage).orElseThrow(), EndingKind.of(ending).orElseThrow())
                .by(by.equals("client") ? Role.CLIENT : Role.SERVER);
        facts = new Facts(
                facts.stage(),
                facts.ending(),
                facts.by(),
                facts.code(),
                sent(sent),
                facts.lastReceived(),
                facts.observed());
        facts = code == null ? facts : facts.code(Long.decode(code));
        for (String word : observed == null ? new String[0] : observed.split(" ")) {
            facts = facts.observed(word);
        }

        var causes = Causes.of(facts);

        if (likeliest != null) {
            assertThat(causes.get(0).known().id()).isEqualTo(likeliest);
        }
        if (absent != null) {
            assertThat(causes).extracting(each -> each.known().id()).doesNotContain(absent);
        }
    }

    /** One cause of alert 80 is no common version: OpenSSL's own policy leaves none. */
    @ParameterizedTest
    @CsvSource({"server, true", "client, false"})
    void alert80OfAServerMayBeAMismatch(String by, boolean among) {
        var facts = Facts.of(Stage.TLS, EndingKind.TLS_ALERT)
                .by(by.equals("client") ? Role.CLIENT : Role.SERVER)
                .code(80);

        assertThat(Causes.of(facts).stream().anyMatch(each -> each.known().id().equals("tls-mismatch")))
                .isEqualTo(among);
    }

    private static String sent(String word) {
        if (word == null) {
            return "";
        }
        return switch (word) {
            case "NEGOTIATE" -> SPNEGO_NEGOTIATE;
            case "TICKET" -> TICKET;
            default -> AUTHENTICATE;
        };
    }
}
