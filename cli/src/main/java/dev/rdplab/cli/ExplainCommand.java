package dev.rdplab.cli;

import dev.rdplab.lab.codes.CodePair;
import dev.rdplab.lab.codes.Numbers;
import dev.rdplab.lab.explain.Explanation;
import dev.rdplab.lab.explain.PastedText;
import dev.rdplab.lab.explain.Sources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rdplab explain}: what a code means. */
@Command(
        name = "explain",
        description = {
            "Explains the codes in any text: mstsc's two numbers, Set Error Info, RDP_NEG_FAILURE, NTSTATUS and HRESULT,"
                    + " TLS alerts, Windows event ids, socket errors, FreeRDP's errors and exit codes, Kerberos, licensing,"
                    + " MCS; also ids of causes, endings, stages and names of scenarios.",
        },
        mixinStandardHelpOptions = true,
        addMethodSubcommands = RdpLab.METHODS_ARE_COMMANDS,
        footer = {
            "",
            "  rdplab explain 0x904 0x7      the two numbers of mstsc's details box",
            "  rdplab explain 'Error code: 0x904, Extended error code: 0x7'",
            "  rdplab explain 0xC000006D     a number, in every table that knows it",
            "  rdplab explain event:36870    a number of one table: event, exit, neg, alert, errinfo, status, krb, errno ...",
            "  rdplab explain SSL_CERT_NOT_ON_SERVER",
            "  rdplab explain - < log.txt    a text from standard input",
            "",
            "Exit code 1 when the code is not known, 2 when the text has none.",
        })
final class ExplainCommand implements Callable<Integer> {

    private static final Pattern DECIMAL = Pattern.compile("(?<![\\w.:-])\\d{1,9}(?![\\w.:-])");

    private static final String STDIN = "-";

    private final Terminal terminal;

    @Parameters(
            paramLabel = "TEXT",
            arity = "0..*",
            description = "codes, symbols, or any text that holds some; - reads standard input")
    private List<String> words = new ArrayList<>();

    @Option(names = "--all", description = "print everything that is known: wire, fix, check and tables, with sources")
    private boolean all;

    @Option(
            names = "--sources",
            description = "list each source with the statements based on it; without TEXT all sources")
    private boolean sources;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    ExplainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (words.isEmpty()) {
            if (!sources) {
                throw new UsageException(
                        "nothing to explain; give a code, a pair such as 0x904/0x7, or a text with codes");
            }
            sources(Sources.all());
            return Exit.EXPECTED;
        }
        var read = read(words.equals(List.of(STDIN)) ? standardInput() : String.join(" ", words));
        if (sources) {
            sources(Sources.of(read.explanations()));
        } else if (output.json) {
            read.explanations().forEach(each -> OutputOptions.print(terminal, ExplanationJson.of(each, read.taken())));
        } else {
            print(read);
        }
        return read.explanations().stream().anyMatch(Explanation::known) ? Exit.EXPECTED : Exit.UNEXPECTED;
    }

    private void print(PastedText read) {
        var text = new ExplanationText(terminal, output.paint(terminal), all || output.verbose);
        if (read.explanations().size() > 1 || read.explanations().get(0).asked().length() * 3 < joined().length()) {
            text.taken(read.taken());
        }
        for (int i = 0; i < read.explanations().size(); i++) {
            if (i > 0) {
                terminal.out().println();
            }
            text.print(read.explanations().get(i));
        }
    }

    private String joined() {
        return String.join(" ", words);
    }

    private PastedText read(String text) {
        // two numbers as two arguments are the two numbers of the box, whatever they are
        if (words.size() == 2) {
            try {
                var pair = CodePair.parse(words.get(0) + "/" + words.get(1));
                var explained = Explanation.of(pair);
                boolean status = pair.reason() > Integer.MAX_VALUE;
                if (explained.known() && explained.pair().isPresent()
                        || !status && words.stream().allMatch(word -> word.startsWith("0x"))) {
                    return new PastedText(words, List.of(explained));
                }
            } catch (NumberFormatException words) {
                // a text of two words
            }
        }
        PastedText.tableMeant(text.strip()).ifPresent(near -> {
            throw new UsageException("no table is called " + quoted(text.substring(0, text.indexOf(':')))
                    + " (did you mean " + near + "?); tables: " + String.join(", ", PastedText.tables()));
        });
        var read = eachACode().orElseGet(() -> PastedText.of(text));
        if (read.isEmpty()) {
            throw new UsageException(
                    "no code in " + quoted(text)
                            + PastedText.meant(text)
                                    .map(near -> " (did you mean " + near + "?)")
                                    .orElse("")
                            + numberAlone(text)
                            + "; give a number of at most 32 bits (0x904, 2308), a pair (0x904/0x7), a name, or a text with one");
        }
        return read;
    }

    /** A decimal number in a text may be a line, a port or a time; alone it is a code. */
    private static String numberAlone(String text) {
        var number = DECIMAL.matcher(text);
        return number.find()
                ? ": " + number.group() + " in a text may be anything; if it is the code, give it alone (explain "
                        + number.group() + ")"
                : "";
    }

    /** Arguments that are a code each, and no two numbers, which could be a pair: no text, where a number may be anything. */
    private Optional<PastedText> eachACode() {
        long numbers = words.stream()
                .filter(word -> Numbers.isNumber(word.replaceAll("[,;]$", "")))
                .count();
        if (words.size() < 2 || numbers > 1 || words.contains(STDIN)) {
            return Optional.empty();
        }
        var alone = words.stream()
                .map(PastedText::of)
                .flatMap(read -> read.explanations().stream().limit(1))
                .toList();
        boolean each = alone.size() == words.size() && words.stream().noneMatch(word -> word.matches(".*\\s.*"));
        return each ? Optional.of(new PastedText(words, alone)) : Optional.empty();
    }

    private static String quoted(String text) {
        var line = text.strip().replaceAll("[\\p{Cntrl}]+", " ");
        return "'" + (line.length() > 60 ? line.substring(0, 60) + "..." : line) + "'";
    }

    private String standardInput() {
        try {
            return new String(System.in.readNBytes(PastedText.LONGEST), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new CannotRunException("cannot read standard input: " + e.getMessage());
        }
    }

    private void sources(Map<String, List<String>> listed) {
        listed.forEach((source, statements) -> {
            if (output.json) {
                var node = OutputOptions.object().put("source", source);
                var array = node.putArray("statements");
                statements.forEach(array::add);
                OutputOptions.print(terminal, node);
            } else {
                terminal.out().println(output.paint(terminal).bold(source));
                statements.forEach(each -> terminal.out().println(Wrap.text("  ", "    ", each, terminal.width())));
            }
        });
    }
}
