package dev.rdplab.lab.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rdplab.lab.codes.CodePair;
import dev.rdplab.lab.codes.CodeSpace;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.words.BadValueException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How causes are found and ranked, on a table of three. */
class CausesTest {

    private static final String TABLE =
            """
            causes:
              - id: weak
                cause: The weak one
                wire: x
                fix: x
                check: x
                codes: [mstsc 0x904/0x7]
                confidence: inferred
                source: x
                when: [{ stage: tls, ending: timeout, score: 20, because: it may be }]
              - id: strong
                cause: The strong one
                wire: x
                fix: x
                check: x
                codes: [mstsc 0x904/0x7, xfreerdp-exit 147]
                confidence: reported
                source: x
                when:
                  - { stage: tls, ending: timeout, score: 60, because: it was }
                  - { ending: timeout, score: 30, because: it often is }
                against: [{ observed: acknowledged, minus: 45, because: the bytes arrived }]
              - id: other
                cause: The other one
                wire: x
                fix: x
                check: x
                codes: [mstsc 0x904]
                confidence: reported
                source: x
                when: [{ stage: x224, ending: closed-rst, score: 90, because: a RST }]
            """;

    private final Causes causes = Causes.read("x.yaml", TABLE);

    private static List<String> ids(List<KnownCause> causes) {
        return causes.stream().map(KnownCause::id).toList();
    }

    @Test
    void ranksByTheBestRuleThatFits() {
        assertThat(causes.rank(Facts.of(Stage.TLS, EndingKind.TIMEOUT)))
                .extracting(ranked -> ranked.known().id() + " " + ranked.score())
                .containsExactly("strong 60", "weak 20");
    }

    @Test
    void givesTheReasonsBestFirst() {
        var strong = causes.rank(Facts.of(Stage.TLS, EndingKind.TIMEOUT)).get(0);

        assertThat(strong.evidence()).containsExactly("it was", "it often is");
        assertThat(strong.counter()).isEmpty();
    }

    @Test
    void whatSpeaksAgainstLowersTheScore() {
        var ranked = causes.rank(Facts.of(Stage.TLS, EndingKind.TIMEOUT).observed("acknowledged"));

        assertThat(ranked)
                .extracting(each -> each.known().id() + " " + each.score())
                .containsExactly("weak 20", "strong 15");
        assertThat(ranked.get(1).counter()).containsExactly("the bytes arrived");
    }

    @Test
    void aCauseWithoutScoreIsLeftOut() {
        var zero = Causes.read("x.yaml", TABLE.replace("minus: 45", "minus: 60"));

        assertThat(zero.rank(Facts.of(Stage.TLS, EndingKind.TIMEOUT).observed("acknowledged")))
                .extracting(each -> each.known().id())
                .containsExactly("weak");
    }

    @Test
    void findsByIdEndingAndStage() {
        assertThat(causes.find("other")).map(KnownCause::cause).contains("The other one");
        assertThat(causes.find("another")).isEmpty();
        assertThat(ids(causes.endingIn(EndingKind.TIMEOUT))).containsExactly("strong", "weak");
        assertThat(ids(causes.failingIn(Stage.X224))).containsExactly("other");
        assertThat(ids(causes.failingIn(Stage.ACTIVE))).isEmpty();
    }

    @Test
    void theExactPairComesBeforeAPartOfIt() {
        assertThat(ids(causes.showing(CodeSpace.MSTSC, CodePair.parse("0x904/0x7"))))
                .containsExactly("strong", "weak", "other");
        assertThat(ids(causes.showing(CodeSpace.XFREERDP_EXIT, CodePair.parse("147"))))
                .containsExactly("strong");
    }

    @Test
    void aCauseOfAnotherExtendedCodeDoesNotShow() {
        assertThat(ids(causes.showing(CodeSpace.MSTSC, CodePair.parse("0x904/0x8"))))
                .containsExactly("other");
    }

    @Test
    void aReasonAloneShowsTheCausesOfAllItsPairs() {
        var listed = Causes.read("x.yaml", TABLE.replace("mstsc 0x904", "mstsc 0x204"));
        assertThat(ids(listed.showing(CodeSpace.MSTSC, CodePair.parse("0x204"))))
                .containsExactly("other", "strong", "weak");
    }

    @Test
    void aClosedSocketAloneNamesNoCauseBeforeAnother() {
        var listed = Causes.read("x.yaml", TABLE.replace("reported", "inferred"));
        assertThat(ids(listed.showing(CodeSpace.MSTSC, CodePair.parse("0x904"))))
                .containsExactly("weak", "strong", "other");
        var elsewhere = Causes.read("x.yaml", TABLE.replace("mstsc 0x904", "xfreerdp-exit 2308"));
        assertThat(ids(elsewhere.showing(CodeSpace.XFREERDP_EXIT, CodePair.parse("2308"))))
                .startsWith("other");
    }

    @Test
    void oneTableAfterAnother() {
        assertThat(ids(causes.and(causes).all())).containsExactly("weak", "strong", "other", "weak", "strong", "other");
    }

    @Test
    void anIdThatIsTakenIsAnError() {
        assertThatThrownBy(() -> Causes.read("x.yaml", TABLE.replace("id: other", "id: weak")))
                .isInstanceOf(BadValueException.class)
                .hasMessageContaining("the id weak is taken");
    }

    @Test
    void aMistakeInARuleIsFoundWhenTheFileIsRead() {
        assertThatThrownBy(() -> Causes.read("x.yaml", TABLE.replace("minus: 45", "minus: 450")))
                .isInstanceOf(BadValueException.class)
                .hasMessageContaining("minus");
    }
}
