package dev.rdplab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.lab.scenario.Catalogue;
import dev.rdplab.words.VisibleText;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What reaches a terminal. */
class TerminalTest {

    @TempDir
    private Path folder;

    private static String printed(String text) {
        var out = new StringWriter();
        Terminal.to(out, new StringWriter()).out().print(text);
        return out.toString();
    }

    @Test
    void whatATerminalWouldObeyIsShownInstead() {
        assertThat(printed("\u001b]52;c;cHdu\u0007\u001b[2J")).isEqualTo("\\x1b]52;c;cHdu\\x07\\x1b[2J");
        assertThat(printed("a\r\tb\u0000\u007f\u009b31m")).isEqualTo("a\\x0d\\x09b\\x00\\x7f\\x9b31m");
        assertThat(printed("exe.\u202egpj \u2028\u2066\ufeff\u00ad"))
                .isEqualTo("exe.\\u202egpj \\u2028\\u2066\\ufeff\\u00ad");
        assertThat(printed("\ufdd0\uffff\ud800 \ud800\udc00 \udb40\udc41"))
                .isEqualTo("\\ufdd0\\uffff\\ud800 \ud800\udc00 \\U000e0041");
        assertThat(printed("two\nlines, \u00e9\u6f22")).isEqualTo("two\nlines, \u00e9\u6f22");
    }

    /** Progress and results on one terminal. */
    @Test
    void aResultDoesNotStandBehindTheProgress() {
        var screen = new StringWriter();
        var terminal = Terminal.to(screen, screen, 80, Map.of());

        terminal.status("probe 1 of 3");
        OutputOptions.print(terminal, OutputOptions.object().put("schema", "x"));

        assertThat(screen.toString()).endsWith("probe 1 of 3\r\u001b[K{\"schema\":\"x\"}\n");
    }

    /** As with {@code | less}: the reader is the terminal behind the pipe. */
    @Test
    void aPipeIsWrappedForTheTerminalOfStderr() {
        var none = new StringWriter();

        assertThat(Terminal.piped(none, none, 80).width()).isEqualTo(80);
        assertThat(Terminal.piped(none, none, 20).width()).isEqualTo(40);
        assertThat(Terminal.piped(none, none, 200).width()).isEqualTo(Terminal.DEFAULT_COLUMNS);
        assertThat(Terminal.piped(none, none, 0).width()).isEqualTo(Terminal.DEFAULT_COLUMNS);
        assertThat(Terminal.piped(none, none, 80).outColours()).isFalse();
    }

    /** All of Unicode, in both forms. */
    @Test
    void noHiddenCharacterPasses() {
        var wrong = IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .filter(c -> !isRight(c))
                .mapToObj(Integer::toHexString)
                .toList();

        assertThat(wrong).isEmpty();
    }

    private static boolean isRight(int c) {
        var text = Character.toString(c);
        return VisibleText.isHidden(c)
                ? VisibleText.of(text).matches("\\\\(x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8})")
                        && VisibleText.json(text).matches("(\\\\u[0-9a-f]{4}){1,2}")
                : VisibleText.of(text).equals(text) && VisibleText.json(text).equals(text);
    }

    @Test
    void coloursPassAndCopiesOfThemDoNot() {
        assertThat(printed(Paint.ON.bad("\u001b[32mcompleted"))).isEqualTo("\u001b[31m\\x1b[32mcompleted\u001b[0m");
        assertThat(Paint.width(Paint.ON.bad("a\u001b"))).isEqualTo(5);
        assertThat(Paint.plain(Paint.ON.bad("a"))).isEqualTo("a");
    }

    @Test
    void aStatusLineHasTheSameLimitsAndFits() {
        var err = new StringWriter();
        Terminal.to(new StringWriter(), err, 10, Map.of()).status("\u001b[2J and more");
        assertThat(err.toString()).isEqualTo("\r\u001b[K\\x1b[2J a");
    }

    @Test
    void aDumbTerminalGetsNoSequenceAtAll() {
        var out = new StringWriter();
        var terminal = Terminal.to(out, out, 80, Map.of("TERM", "dumb"));
        RdpLab.run(terminal, "explain", "0x904", "0x7");
        RdpLab.run(terminal, "reproduce", "x224/silence", "--virtual-time");
        terminal.status("12 of 99");

        assertThat(out.toString()).contains("0x904").doesNotContain("\u001b", "\r");
    }

    @Test
    void whatTheCharsetHasNoCodeForIsAnEscape() throws IOException {
        var out = new StringWriter();
        try (var writer = new VisibleWriter(out, StandardCharsets.US_ASCII.newEncoder())) {
            writer.write("d\u00e9 \u6f22 \ud83d\ude00");
        }
        assertThat(out).hasToString("d\\xe9 \\u6f22 \\U0001f600");
    }

    @Test
    void aStrangersFileSaysNothingToTheTerminal() throws IOException {
        var evil = "\"\\e]0;PWN\\a\\e[2J\\u202e\"";
        var text = Catalogue.text("x224/silence")
                .replaceFirst("summary: .*", "summary: " + java.util.regex.Matcher.quoteReplacement(evil));
        var file = Files.writeString(folder.resolve("silence.yaml"), text).toString();
        var wrong = Files.writeString(folder.resolve("wrong.yaml"), "name: x\nkind: " + evil + "\n")
                .toString();

        for (var run : List.of(
                Cli.run("reproduce", file, "--virtual-time"),
                Cli.run("reproduce", file, "--virtual-time", "--json"),
                Cli.run("scenarios", "check", wrong),
                Cli.run("explain", "\u001b[2J"),
                Cli.run("nope\u001b[2J"))) {
            assertThat(run.out() + run.err()).doesNotContain("\u001b", "\u0007", "\u202e");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "explain 0x904",
                "decode 0300000b06e00000000000",
                "scenarios list",
                "scenarios list --json",
                "--help"
            })
    void aFullDiskIsThree(String line) {
        var err = new StringWriter();
        int exit = RdpLab.run(Terminal.to(new Full("No space left on device"), err), line.split(" "));

        assertThat(exit).isEqualTo(3);
        assertThat(err).hasToString("rdplab: cannot write to stdout: No space left on device" + System.lineSeparator());
    }

    @Test
    void aPipeThatNobodyReadsIsThreeWithoutAWord() {
        var err = new StringWriter();
        int exit = RdpLab.run(Terminal.to(new Full("Broken pipe"), err), "explain", "0x904");

        assertThat(exit).isEqualTo(3);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void aHeapThatIsTooSmallIsThreeAndNamed() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(
                        java,
                        "-Xmx8m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.rdplab.cli.RdpLab",
                        "reproduce",
                        "server-key-unreadable")
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isEqualTo(3);
        assertThat(said).contains("rdplab: not enough memory: Java's heap is limited to ");
    }

    /** A disk without room. */
    private static final class Full extends Writer {
        private final String reason;

        Full(String reason) {
            this.reason = reason;
        }

        @Override
        public void write(char[] text, int offset, int length) throws IOException {
            throw new IOException(reason);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 40, 54, 55, 80, 160, 400})
    void everyWidthIsFine(int columns) {
        for (var line : List.of(
                "--help",
                "probe --help",
                "scenarios list",
                "explain 0x904 0x7",
                "reproduce x224/silence --virtual-time")) {
            var out = new StringWriter();
            int exit = RdpLab.run(Terminal.to(out, out, columns, Map.of()), line.split(" "));

            assertThat(exit).as(line + " at " + columns + ": " + out).isZero();
            assertThat(out.toString()).doesNotContain("Exception");
        }
    }
}
