package dev.rdplab.lab.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.handshake.EndingKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads what causes.yaml says of an end against the conditions: no sentence names an end for what the other did. */
class CauseSentencesTest {

    private static final Set<EndingKind> CLOSES = EnumSet.of(EndingKind.CLOSED_FIN, EndingKind.CLOSED_RST);

    private static final Pattern SERVER_DID = Pattern.compile(
            "\\bthe server(?:'s kernel)? (?:closed|reset|ended|dropped|closes|resets|drops|hangs up|gave no)\\b",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern CLIENT_DID =
            Pattern.compile("\\bthe client (?:closed|left|reset|closes|leaves|resets)\\b", Pattern.CASE_INSENSITIVE);

    static Stream<KnownCause> causes() {
        return Causes.known().all().stream();
    }

    @ParameterizedTest
    @MethodSource("causes")
    void aReasonThatNamesAnEndFitsOnlyEndingsOfThatEnd(KnownCause cause) {
        for (var rule : cause.when()) {
            names(rule.because()).forEach(end -> assertThat(rule.condition().by())
                    .as("%s: %s", cause.id(), rule.because())
                    .containsExactly(end));
        }
    }

    @ParameterizedTest
    @MethodSource("causes")
    void whatTheWireShowsOfAnEndHoldsForEveryClose(KnownCause cause) {
        var ends = names(cause.wire());
        for (var rule : cause.when()) {
            boolean close = rule.condition().endings().stream().anyMatch(CLOSES::contains);
            if (close && !ends.isEmpty()) {
                assertThat(rule.condition().by())
                        .as("%s: %s, by its wire \"%s\"", cause.id(), rule.because(), cause.wire())
                        .containsExactlyElementsOf(ends);
            }
        }
    }

    private static List<Role> names(String sentence) {
        boolean server = SERVER_DID.matcher(sentence).find();
        boolean client = CLIENT_DID.matcher(sentence).find();
        return server == client ? List.of() : List.of(server ? Role.SERVER : Role.CLIENT);
    }
}
