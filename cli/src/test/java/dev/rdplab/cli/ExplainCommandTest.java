package dev.rdplab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainCommandTest {

    @Test
    void explainsThePairInHexAndInDecimal() {
        var hex = Cli.run("explain", "0x904", "0x7");

        assertThat(hex.exit()).isZero();
        assertThat(hex.err()).isEmpty();
        assertThat(hex.out())
                .startsWith("0x904 / 0x7")
                .contains(
                        "What it means",
                        "Known causes",
                        "private key",
                        "Often blamed, but not the cause",
                        "[reported]");
        assertThat(Cli.run("explain", "2308", "7").out()).isEqualTo(hex.out());
        assertThat(Cli.run("explain", "0x904/0x7").out()).isEqualTo(hex.out());
    }

    @Test
    void neverWritesWiderThanTheTerminalButForLongWords() {
        assertThat(Cli.run("explain", "0x904", "0x7").out().lines())
                .allMatch(line -> line.length() <= Terminal.DEFAULT_COLUMNS
                        || !line.strip().contains(" ")
                        || line.contains("https://"));
    }

    @ParameterizedTest
    @CsvSource({
        "KRB_AP_ERR_SKEW, five minutes",
        "0x80090342, SEC_E_KDC_UNKNOWN_ETYPE",
        "0xC0000234, STATUS_ACCOUNT_LOCKED_OUT",
        "-1073741260, STATUS_ACCOUNT_LOCKED_OUT",
        "147, XF_EXIT_CONNECT_TRANSPORT_FAILED",
        "0x00010007, ERRINFO_SERVER_DENIED_CONNECTION",
        "HYBRID_REQUIRED_BY_SERVER, NLA",
        "40, handshake_failure",
        "0x0/0x0, HRESULT",
        "0x6, one table only: ./rdplab explain extended:6",
        "0x7, one table only: ./rdplab explain extended:7",
        "0x9, one table only: ./rdplab explain extended:9",
    })
    void explainsSingleCodes(String code, String expected) {
        var run = Cli.run("explain", code);

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains(expected);
    }

    @Test
    void saysThatANumberInATextMayBeGivenAlone() {
        var result = Cli.run("explain", "Error 1289");

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains("no code in 'Error 1289'", "give it alone (explain 1289)");
        assertThat(Cli.run("explain", "hello").err()).contains("no code in 'hello'; give a number");
    }

    @Test
    void saysUnknownAndEndsWithOne() {
        var run = Cli.run("explain", "0x12345678");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("unknown");
    }

    @Test
    void printsOneJsonObjectAndNothingElse() {
        var run = Cli.run("explain", "0x904", "0x7", "--json");

        assertThat(run.objects()).hasSize(1);
        var root = run.objects().get(0);
        assertThat(root.path("known").asBoolean()).isTrue();
        assertThat(root.path("pair").path("wire")).hasSize(5);
        assertThat(root.path("taken")).isNotEmpty();
        assertThat(root.path("causes").get(0).path("id").asText()).isEqualTo("private-key-unreadable");
        assertThat(Cli.run("explain", "0x12345678", "--json")
                        .objects()
                        .get(0)
                        .path("known")
                        .asBoolean())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "explain",
                "explain 0xZZ",
                "explain it does not work",
                "explain 99999999999",
                "explain --nonsense",
                "nonsense",
                "--nonsense",
            })
    void wrongUsageIsOneLineAndEndsWithTwo(String line) {
        var run = Cli.run(line.split(" "));

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("rdplab: ").doesNotContain("Exception", "\tat ");
        assertThat(run.err().lines().count()).isLessThanOrEqualTo(2);
    }

    @Test
    void takesTheCodesOutOfATextAndSaysWhich() {
        var run = Cli.run("explain", "Error code: 0x904\nExtended error code: 0x7");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("taken from the text: 0x904 Extended error code: 0x7", "private key");
        assertThat(Cli.run("explain", "0x904", "seven").exit()).isZero();
        assertThat(Cli.run("explain", "0x904,", "0x7").out()).startsWith("0x904 / 0x7  ");
        assertThat(Cli.run("explain", "0x204 and STATUS_LOGON_FAILURE", "--json")
                        .objects())
                .hasSize(2);
    }

    @Test
    void isShortUnlessAllIsAskedFor() {
        var few = Cli.run("explain", "0x904", "0x7").out().lines().count();
        var all = Cli.run("explain", "0x904", "0x7", "--all").out().lines().count();

        assertThat(few).isLessThan(50);
        assertThat(all).isGreaterThan(2 * few);
    }

    @Test
    void listsEachSourceOnceWithWhatHangsOnIt() {
        var run = Cli.run("explain", "--sources", "--json");

        assertThat(run.exit()).isZero();
        assertThat(run.objects())
                .extracting(each -> each.path("source").asText())
                .doesNotHaveDuplicates();
        assertThat(run.objects()).allMatch(each -> !each.path("statements").isEmpty());
        assertThat(Cli.run("explain", "0x904", "0x7", "--sources").out()).contains("cause private-key-unreadable");
    }

    @Test
    void helpListsTheCommands() {
        var run = Cli.run("--help");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("explain", "scenarios", "Exit codes");
    }

    @ParameterizedTest
    @CsvSource({
        "closed-rts, did you mean closed-rst?",
        "private-key-unreadble, did you mean private-key-unreadable?",
        "evnt:226, did you mean event?",
        "exti:131, did you mean exit?",
    })
    void aMisspeltWordIsNotGuessed(String text, String told) {
        var run = Cli.run("explain", text);

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains(told);
        assertThat(run.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "event:99999",
        "exit:77",
        "neg:9",
        "alert:200",
        "krb:999",
        "errno:9999",
        "0xDEADBEEF",
        "0x507",
        "0x607",
        "0x1796",
    })
    void aNumberThatItsTableDoesNotHoldIsUnknown(String text) {
        var run = Cli.run("explain", text, "--json");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.objects()).singleElement().satisfies(each -> {
            assertThat(each.path("known").asBoolean()).isFalse();
            assertThat(each.path("meanings")).isEmpty();
            assertThat(each.path("causes")).isEmpty();
        });
    }

    @Test
    void aNumberBesideASymbolIsExplainedToo() {
        var run = Cli.run("explain", "SEC_E_LOGON_DENIED", "10054", "--json");

        assertThat(run.objects()).hasSize(2);
        assertThat(run.out()).contains("SEC_E_LOGON_DENIED", "WSAECONNRESET");
    }

    @Test
    void aNumberIsTitledAsItWasAskedForToo() {
        assertThat(Cli.run("explain", "36870").out()).startsWith("0x9006 = 36870");
    }
}
