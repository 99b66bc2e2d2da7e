package dev.rdplab.lab.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.lab.codes.Code;
import dev.rdplab.lab.codes.CodePair;
import dev.rdplab.lab.codes.CodeSpace;
import dev.rdplab.lab.codes.CodeTables;
import dev.rdplab.lab.verdict.KnownCause;
import org.junit.jupiter.api.Test;

class ExplanationTest {

    @Test
    void explainsThePairThisLabIsFor() {
        var explanation = Explanation.of(CodePair.of(0x904, 7));

        assertThat(explanation.meanings())
                .extracting(Code::name)
                .containsExactly("disconnectReasonAtClientWinsockFDCLOSE", "exDiscReasonServerDeniedConnection");
        assertThat(explanation.pair().orElseThrow().wire()).hasSize(5);
        assertThat(explanation.pair().orElseThrow().not()).isNotEmpty();
        assertThat(explanation.causes()).hasSizeGreaterThan(5);
        assertThat(explanation.causes().get(0).id()).isEqualTo("private-key-unreadable");
    }

    @Test
    void theLaterCloseHasOtherCauses() {
        var explanation = Explanation.of(CodePair.of(0x904, 0));

        assertThat(explanation.causes())
                .extracting(KnownCause::id)
                .contains("tunnel-lost-state")
                .doesNotContain("private-key-unreadable");
    }

    @Test
    void anErrorInfoBehindAnUnknownReasonIsStillNamed() {
        var explanation = Explanation.of(CodePair.of(0x3, 0x19));

        assertThat(explanation.meanings()).extracting(Code::name).contains("ERRINFO_SERVER_SHUTDOWN");
        assertThat(explanation.causes()).extracting(KnownCause::id).contains("session-ended-by-server");
    }

    @Test
    void knowsEveryNumberOfEveryTable() {
        assertThat(CodeTables.all())
                .filteredOn(code -> code.space() != CodeSpace.CURL)
                .allSatisfy(code ->
                        assertThat(Explanation.of(code.number()).known()).isTrue());
    }

    @Test
    void curlsExitCodesAreMeantOnlyWhereCurlIsNamed() {
        assertThat(Explanation.of(35).meanings()).extracting(Code::space).doesNotContain(CodeSpace.CURL);
        assertThat(PastedText.of("curl:35").explanations().get(0).meanings())
                .extracting(Code::name)
                .containsExactly("CURLE_SSL_CONNECT_ERROR");
    }

    @Test
    void aSingleNumberIsExplainedInEverySpaceThatKnowsIt() {
        assertThat(Explanation.of(0xC000006DL).causes())
                .extracting(KnownCause::id)
                .contains("wrong-password");
        assertThat(Explanation.of(7).meanings())
                .extracting(Code::space)
                .contains(CodeSpace.EXTENDED, CodeSpace.ERRINFO, CodeSpace.XFREERDP_EXIT);
    }

    @Test
    void saysThatNothingIsKnown() {
        assertThat(Explanation.of(0x7777_7777).known()).isFalse();
        assertThat(Explanation.of(CodePair.of(0x7777, 0x7777)).known()).isFalse();
        assertThat(Explanation.named("NOT_A_SYMBOL").known()).isFalse();
    }

    @Test
    void decimalDigitsOfAHexadecimalCodeGetAHint() {
        assertThat(Explanation.of(904).hint()).contains("0x904").contains("FDCLOSE");
        assertThat(Explanation.of(0x904).hint()).isEmpty();
    }
}
