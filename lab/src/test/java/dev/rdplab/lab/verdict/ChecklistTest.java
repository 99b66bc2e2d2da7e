package dev.rdplab.lab.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.lab.codes.Code;
import dev.rdplab.lab.codes.CodePair;
import dev.rdplab.lab.codes.CodeSpace;
import dev.rdplab.lab.codes.CodeTables;
import dev.rdplab.lab.codes.Tsv;
import dev.rdplab.lab.explain.PastedText;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every statement that was checked against public sources, with the value and the source that were found right. */
class ChecklistTest {

    /** Rows that other tests hold: what they are about is not a table. */
    private static final Map<String, String> ELSEWHERE = Map.of(
            "T3", "CatalogueAgreementTest: reproduce and diagnose of the same bytes",
            "T30", "StatementsTest: measured is said only of what was run",
            "T44", "DocumentsTest: counts in README are computed",
            "T46", "ReportedCausesTest: the page is printed from the causes",
            "B20", "WrittenFlowsTest: a session that its user closes ended well");

    static Stream<Map<String, String>> rows() {
        return Tsv.rows(ChecklistTest.class, "checklist.tsv").stream();
    }

    @Test
    void everyRowHasATest() {
        var tested = rows().map(row -> row.get("row")).collect(Collectors.toSet());
        var all = Stream.concat(
                        IntStream.rangeClosed(1, 46).mapToObj(i -> "T" + i),
                        IntStream.rangeClosed(1, 23).mapToObj(i -> "B" + i))
                .filter(row -> !ELSEWHERE.containsKey(row))
                .toList();

        assertThat(tested).containsAll(all).doesNotContainAnyElementsOf(ELSEWHERE.keySet());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void holds(Map<String, String> row) {
        String subject = row.get("subject");
        String said =
                switch (row.get("what")) {
                    case "predict" -> prediction(subject.split(" "));
                    case "explain" -> explained(subject);
                    case "cause" -> text(Causes.known().find(subject).orElseThrow());
                    case "code" -> code(subject.split(" "));
                    case "pair" ->
                        Pairs.find(CodePair.parse(subject)).orElseThrow().toString();
                    default -> throw new AssertionError(row);
                };
        for (String part : row.get("holds").split(" & ")) {
            if (part.startsWith("!")) {
                assertThat(said).doesNotContain(part.substring(1));
            } else {
                assertThat(said).contains(part);
            }
        }
    }

    private static String prediction(String[] asked) {
        var facts = new Facts(
                Stage.of(asked[1]).orElseThrow(),
                EndingKind.of(asked[2]).orElseThrow(),
                asked[5].equals("client") ? Role.CLIENT : Role.SERVER,
                asked[3].equals("-")
                        ? java.util.OptionalLong.empty()
                        : java.util.OptionalLong.of(Long.decode(asked[3])),
                "",
                "",
                asked[4].equals("-") ? Set.of() : Set.copyOf(List.of(asked[4].split(","))));
        return Predictions.of(facts).values().stream()
                .filter(prediction -> prediction.program().word().equals(asked[0]))
                .map(prediction -> prediction.shows() + " " + prediction.confidence() + ": " + prediction.source())
                .findFirst()
                .orElseThrow();
    }

    private static String explained(String text) {
        return PastedText.of(text).explanations().stream()
                .map(each -> each.asked()
                        + each.meanings().stream().map(ChecklistTest::text).toList()
                        + each.causes().stream().map(ChecklistTest::text).toList()
                        + each.says())
                .collect(Collectors.joining("\n"));
    }

    private static String code(String[] asked) {
        return text(CodeTables.find(CodeSpace.of(asked[0]).orElseThrow(), Long.decode(asked[1]))
                .orElseThrow());
    }

    private static String text(Code code) {
        return String.join(
                " ",
                code.text(),
                code.name() + " [" + code.confidence() + "]",
                code.meaning(),
                code.remark(),
                code.source());
    }

    private static String text(KnownCause.Seen seen) {
        var space = CodeSpace.of(seen.space()).orElseThrow();
        return seen.space() + " "
                + (space == CodeSpace.MSTSC
                        ? seen.pair()
                        : space.format(seen.pair().reason()));
    }

    private static String text(KnownCause cause) {
        return cause + " " + cause.codes().stream().map(ChecklistTest::text).toList();
    }
}
