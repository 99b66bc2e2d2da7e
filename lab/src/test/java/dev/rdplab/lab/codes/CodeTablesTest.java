package dev.rdplab.lab.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodeTablesTest {

    @ParameterizedTest
    @CsvSource({
        "mstsc, 0x904, disconnectReasonAtClientWinsockFDCLOSE",
        "extended, 7, exDiscReasonServerDeniedConnection",
        "errinfo, 0x112F, ERRINFO_GRAPHICS_SUBSYSTEM_FAILED",
        "negotiation, 5, HYBRID_REQUIRED_BY_SERVER",
        "ntstatus, 0xC0000234, STATUS_ACCOUNT_LOCKED_OUT",
        "tls-alert, 40, handshake_failure",
        "early-auth, 5, AUTHZ_ACCESS_DENIED",
        "license, 2, ERR_NO_LICENSE",
        "mcs, 14, rt-unspecified-failure",
        "freerdp, 0x2000D, ERRCONNECT_CONNECT_TRANSPORT_FAILED",
        "xfreerdp-exit, 147, XF_EXIT_CONNECT_TRANSPORT_FAILED",
        "rdesktop-exit, 76, EX_PROTOCOL",
        "secure-transport, -9824, errSSLPeerHandshakeFail",
        "gnutls, -110, GNUTLS_E_PREMATURE_TERMINATION",
        "nss, -12286, SSL_ERROR_NO_CYPHER_OVERLAP",
        "curl, 35, CURLE_SSL_CONNECT_ERROR",
        "errno, -104, ECONNRESET",
    })
    void findsANumberInItsSpace(String space, String number, String name) {
        var code = CodeTables.find(CodeSpace.of(space).orElseThrow(), Numbers.parse(number));

        assertThat(code).map(Code::name).contains(name);
    }

    @Test
    void everyRowHasASourceAndANameOrAMeaning() {
        assertThat(CodeTables.all()).hasSizeGreaterThan(480).allSatisfy(code -> {
            assertThat(code.source()).as("source of %s", code).isNotBlank();
            assertThat(code.name() + code.meaning()).as("what %s says", code).isNotBlank();
        });
    }

    @Test
    void noNumberStandsTwiceInItsSpace() { // an event id may, in two channels
        var seen = new HashSet<List<Object>>();

        assertThat(CodeTables.all()).allSatisfy(code -> assertThat(seen.add(
                        List.of(code.space(), code.number(), code.space() == CodeSpace.EVENT ? code.name() : "")))
                .as("%s %s", code.space(), code.text())
                .isTrue());
    }

    @Test
    void theSpacesTogetherAreAll() {
        var spaces = new ArrayList<Code>();
        for (CodeSpace space : CodeSpace.values()) {
            assertThat(CodeTables.of(space)).isNotEmpty().allMatch(code -> code.space() == space);
            spaces.addAll(CodeTables.of(space));
        }
        assertThat(CodeTables.all()).isEqualTo(spaces);
    }

    @Test
    void everyRowOfEveryTableIsFoundByItsNumber() {
        assertThat(CodeTables.all())
                .allSatisfy(code -> assertThat(CodeTables.find(code.number())).contains(code));
    }

    @Test
    void readsTheErrorInfoOutOfAFreeRdpError() {
        assertThat(CodeTables.find(CodeSpace.FREERDP, 0x0001_0007))
                .map(Code::name)
                .contains("ERRINFO_SERVER_DENIED_CONNECTION");
    }

    @Test
    void findsSymbolsWithAndWithoutTheirPrefix() {
        assertThat(CodeTables.named("errinfo_idle_timeout")).hasSize(1);
        assertThat(CodeTables.named("IDLE_TIMEOUT")).extracting(Code::space).contains(CodeSpace.ERRINFO);
        assertThat(CodeTables.named("no_such_symbol_anywhere")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0x904, 2308", "2308, 2308", "C000006D, 3221225581", "-1073741715, 3221225581", "0XfF, 255", "7, 7"})
    void readsNumbersAsPeopleCopyThem(String text, long number) {
        assertThat(Numbers.parse(text)).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "0x", "0x1FFFFFFFF", "4294967296", "-2147483649", "0x904x", "1.5", "dead", "9 9"})
    void refusesWhatIsNoNumber(String text) {
        assertThatThrownBy(() -> Numbers.parse(text)).isInstanceOf(NumberFormatException.class);
    }

    @Test
    void negativeNumbersKeepTheirSign() {
        assertThat(CodeTables.named("errSSLClosedAbort")).extracting(Code::text).containsExactly("-9806");
        assertThat(CodeSpace.TLS_ALERT.format(40)).isEqualTo("40");
        assertThat(CodeSpace.NTSTATUS.format(0xC000006DL)).isEqualTo("0xC000006D");
    }

    @Test
    void writesPairsAsMstscDoes() {
        assertThat(CodePair.parse("2308/7")).hasToString("0x904/0x7").isEqualTo(CodePair.of(0x904, 7));
        assertThat(CodePair.parse("0x204")).hasToString("0x204");
    }

    /** Values of [MS-ERREF] that were once under another number here. */
    @Test
    void theNumbersOfSspiAreThoseOfTheSpecification() {
        assertThat(CodeTables.find(CodeSpace.NTSTATUS, 0x8009033AL)
                        .orElseThrow()
                        .name())
                .isEqualTo("SEC_E_STRONG_CRYPTO_NOT_SUPPORTED");
        assertThat(CodeTables.find(CodeSpace.NTSTATUS, 0x80090352L)
                        .orElseThrow()
                        .name())
                .isEqualTo("SEC_E_ISSUING_CA_UNTRUSTED");
        assertThat(CodeTables.find(CodeSpace.NTSTATUS, 0x8009035BL)
                        .orElseThrow()
                        .name())
                .isEqualTo("SEC_E_KDC_CERT_REVOKED");
        assertThat(CodeTables.find(CodeSpace.NTSTATUS, 0x8009035DL)
                        .orElseThrow()
                        .name())
                .isEqualTo("SEC_E_INVALID_PARAMETER");
        assertThat(CodeTables.find(CodeSpace.WINSOCK, 10035).orElseThrow().name())
                .isEqualTo("WSAEWOULDBLOCK");
    }
}
