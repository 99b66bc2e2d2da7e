package dev.rdplab.protocol.spnego;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.protocol.PduChecks;
import dev.rdplab.protocol.credssp.TsRequest;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.testkit.Capture;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class NegTokenTest {

    private static final List<String> FILES = List.of(
            "xf3_spnego_ntlm",
            "xf3_spnego_krb5",
            "xf3_spnego_krb5_hybridex",
            "xf3_spnego_krb5_skew",
            "xf3_krb5_shadow");

    static List<Bytes> captured() {
        var inCredSsp = FILES.stream()
                .map(Capture::load)
                .flatMap(c -> c.rows().stream())
                .filter(r -> r.name().startsWith("TSRequest"))
                .flatMap(r -> TsRequest.decode(Bytes.copyOf(r.bytes())).negoTokens().stream());
        var alone = Capture.load("gss_spnego_ntlm").rows().stream()
                .filter(r -> r.name().equals("SPNEGO"))
                .map(r -> Bytes.copyOf(r.bytes()));
        return Stream.concat(inCredSsp, alone).toList();
    }

    @Test
    void thereAreManyCapturedOnes() {
        assertThat(captured()).hasSizeGreaterThan(24);
    }

    @ParameterizedTest
    @MethodSource("captured")
    void readsAndWritesWhatWasCaptured(Bytes token) {
        PduChecks.roundTrips(NegToken::decode, token);
        PduChecks.rejectsEveryPrefix(NegToken::decode, token);
        PduChecks.rejectsATrailingByte(NegToken::decode, token);
    }

    @Test
    void survivesMutations() {
        PduChecks.survivesMutations(NegToken::decode, captured(), 20261122, 20_000);
        PduChecks.survivesMutations(in -> TokenTitle.of(in.rest("token")), captured(), 4178, 20_000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "xf3_shadow_nla_ok | 3 | NTLM NEGOTIATE",
                "xf3_shadow_nla_ok | 4 | NTLM CHALLENGE",
                "xf3_shadow_nla_ok | 5 | NTLM AUTHENTICATE",
                "xf3_spnego_ntlm | 3 | SPNEGO NegTokenInit (KRB5 TGT-REQ)",
                "xf3_spnego_ntlm | 4 | SPNEGO NegTokenResp (selects NTLM)",
                "xf3_spnego_ntlm | 5 | SPNEGO NegTokenResp (NTLM NEGOTIATE)",
                "xf3_spnego_ntlm | 6 | SPNEGO NegTokenResp (NTLM CHALLENGE)",
                "xf3_spnego_ntlm | 7 | SPNEGO NegTokenResp (NTLM AUTHENTICATE, mechListMIC)",
                "xf3_spnego_ntlm | 8 | SPNEGO NegTokenResp (mechListMIC)",
                "xf3_spnego_krb5 | 4 | SPNEGO NegTokenResp (selects KRB5)",
                "xf3_spnego_krb5 | 5 | SPNEGO NegTokenResp (KRB5 AP-REQ)",
                "xf3_spnego_krb5 | 6 | SPNEGO NegTokenResp (KRB5 AP-REP, mechListMIC)",
                "xf3_spnego_krb5_skew | 6 | SPNEGO NegTokenResp (KRB5 ERROR)",
                "xf3_krb5_shadow | 4 | SPNEGO NegTokenResp (KRB5 TGT-REP)",
                "rd_krb5 | 3 | KRB5 AP-REQ",
                "rd_krb5 | 4 | KRB5 AP-REP"
            })
    void namesWhatWasCaptured(String file, int seq, String title) {
        var request =
                TsRequest.decode(Bytes.copyOf(Capture.load(file).row(1, seq).bytes()));
        assertThat(TokenTitle.of(request.negoTokens().get(0))).isEqualTo(title);
    }

    @Test
    void namesNothingInRubbish() {
        assertThat(TokenTitle.of(Bytes.EMPTY)).isEqualTo("unknown token");
        assertThat(TokenTitle.of(Bytes.of(0x60, 0x80))).isEqualTo("unknown token");
        assertThat(TokenTitle.of(Bytes.ascii("NTLMSSP\0"))).isEqualTo("NTLM");
    }

    @Test
    void looksIntoSpnegoOnce() {
        Bytes token = Bytes.of(0);
        for (int depth = 0; depth < 3000; depth++) {
            token = NegTokenInit.of(List.of(Oid.NTLM), token).toBytes();
        }
        assertThat(TokenTitle.of(token)).isEqualTo("SPNEGO NegTokenInit (SPNEGO)");
    }

    @Test
    void writesNumbersWithDots() {
        assertThat(Oid.SPNEGO.dotted()).isEqualTo("1.3.6.1.5.5.2");
        assertThat(Oid.NTLM.dotted()).isEqualTo("1.3.6.1.4.1.311.2.2.10");
        assertThat(Oid.KRB5.dotted()).isEqualTo("1.2.840.113554.1.2.2");
        assertThat(Oid.MS_KRB5.dotted()).isEqualTo("1.2.840.48018.1.2.2");
        assertThat(Oid.KRB5_USER_TO_USER.dotted()).isEqualTo("1.2.840.113554.1.2.2.3");
        assertThat(Oid.NEGOEX.dotted()).isEqualTo("1.3.6.1.4.1.311.2.2.30");
    }
}
