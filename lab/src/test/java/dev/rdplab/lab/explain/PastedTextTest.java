package dev.rdplab.lab.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.lab.codes.Tsv;
import dev.rdplab.lab.verdict.KnownCause;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people paste, in many notations and languages. */
class PastedTextTest {

    static Stream<Map<String, String>> pastes() {
        return Tsv.rows(PastedTextTest.class, "pastes.tsv").stream();
    }

    @ParameterizedTest
    @MethodSource("pastes")
    void isUnderstood(Map<String, String> row) {
        var read = PastedText.of(row.get("paste").replace("\\n", "\n"));

        var all = read.explanations().stream().map(PastedTextTest::text).collect(Collectors.joining("\n"));
        for (String part : row.get("holds").split(" & ")) {
            if (part.startsWith("#")) {
                assertThat(read.explanations()).hasSize(Integer.parseInt(part.substring(1)));
            } else if (part.startsWith("!")) {
                assertThat(all).doesNotContain(part.substring(1));
            } else {
                assertThat(all).contains(part);
            }
        }
        assertThat(read.taken().isEmpty()).isEqualTo(read.isEmpty());
    }

    private static String text(Explanation each) {
        var text = new StringBuilder(each.asked()).append('\n');
        each.meanings().forEach(code -> text.append(code.space())
                .append(' ')
                .append(code.text())
                .append(' ')
                .append(code.name())
                .append(' ')
                .append(code.meaning())
                .append(' ')
                .append(code.remark())
                .append('\n'));
        each.causes().forEach(cause -> text.append(cause.id())
                .append(' ')
                .append(cause.cause())
                .append('\n'));
        each.says().forEach(line -> text.append(line).append('\n'));
        return text.append(each.hint()).toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The connection of the user was not restored. (0x0)",
                "AcceptSecurityContext took 0 attempts, state 0",
                "the request of time=1711358374 was seen",
                "the remote client with the id /org/example/Client/2827062531 was removed from the list of those that wait"
            })
    void aNumberThatNothingCallsACodeIsNone(String text) {
        assertThat(PastedText.of(text).isEmpty()).isTrue();
    }

    @Test
    void aChooserLooksInOneTableAlone() {
        var neg = PastedText.of("neg:7").explanations().get(0);

        assertThat(neg.meanings()).hasSize(1);
        assertThat(neg.meanings().get(0).name()).isEqualTo("ENTRA_AUTH_REQUIRED_BY_SERVER");
        for (String exit : List.of("exit:131", "exit 131")) {
            assertThat(PastedText.of(exit).explanations().get(0).meanings())
                    .isNotEmpty()
                    .allMatch(code -> code.space().word().equals("xfreerdp-exit"));
        }
        for (String event : List.of("Schannel 36870", "TerminalServices 1057")) {
            assertThat(PastedText.of(event).explanations().get(0).meanings()).hasSize(1);
        }
    }

    @Test
    void severalCodesOfOneTextAreExplainedEach() {
        var read = PastedText.of("first 0x204, then 0x904/0x7 and in the log STATUS_LOGON_FAILURE (0xC000006D)");

        assertThat(read.explanations())
                .extracting(Explanation::asked)
                .containsExactly("0x204", "0x904 / 0x7", "STATUS_LOGON_FAILURE");
    }

    @Test
    void timesPortsAndAddressesOfALogAreNoCodes() {
        var read = PastedText.of(
                "2026-11-30 14:22:33.123 [4711:4712] 192.0.2.10:3389 connection from host-7 closed after 131 ms,"
                        + " 2308 bytes sent and 7 received, then the next try at 14:22:40 from port 50123 went through as usual");

        assertThat(read.explanations()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hello", "it does not work", "0xZZ", "99999999999", "0x1234567890"})
    void aTextWithoutACodeGivesNothing(String text) {
        assertThat(PastedText.of(text).isEmpty()).isTrue();
    }

    @Test
    void aCodeThatNobodyKnowsIsToldAsUnknown() {
        assertThat(PastedText.of("0x12345678").explanations().get(0).known()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Timestamp (UTC): 10/02/23 08:14:11 AM",
                "2023-10-02T08:14:11Z",
                "after 2308 ms the server closed; 516 bytes",
                "On 3 servers 7 users get this error",
                "thumbprint 3F A1 00 90 4A 77 bc de 90 40 00 07 11 22 33 44 55 66 77 88",
                "192.168.0.7/24",
                "call me at +49 89 2308 516",
                "GUID {28AA95BB-D444-4719-A36F-40462168127E}",
                "FreeRDP version 2.11.7 (Debian)",
                "internal error state is 10013",
            })
    void datesCountsAndAddressesAreNoCodes(String text) {
        assertThat(PastedText.of(text).explanations()).isEmpty();
    }

    @Test
    void aMisspeltWordIsToldWithTheOneThatWasMeant() {
        assertThat(PastedText.meant("closed-rts")).contains("closed-rst");
        assertThat(PastedText.meant("private-key-unreadble")).contains("private-key-unreadable");
        assertThat(PastedText.meant("ntlmv1")).contains("ntlmv1-refused");
        assertThat(PastedText.meant("hello")).isEmpty();
        assertThat(PastedText.tableMeant("evnt:226")).contains("event");
        assertThat(PastedText.tableMeant("event:226")).isEmpty();
        assertThat(PastedText.tableMeant("Fehlercode:0x904")).isEmpty();
    }

    @Test
    void theAnswerLeadsWithTheLikeliestTable() {
        assertThat(Explanation.of(131).meanings().get(0).space().word()).isEqualTo("xfreerdp-exit");
        assertThat(Explanation.of(1026).meanings().get(0).space().word()).isEqualTo("event");
        assertThat(Explanation.of(40).meanings().get(0).space().word()).isEqualTo("tls-alert");
        for (long several : List.of(6L, 7L, 9L)) {
            assertThat(Explanation.of(several).meanings().get(0).space().word()).isEqualTo("extended");
        }
    }

    @Test
    void theClientsOwnTlsPolicyIsAmongTheFirstCausesOfATlsFailure() {
        var causes = PastedText.of("ERRCONNECT_TLS_CONNECT_FAILED")
                .explanations()
                .get(0)
                .causes();

        assertThat(causes.subList(0, 3)).extracting(KnownCause::id).contains("client-tls-policy");
    }
}
