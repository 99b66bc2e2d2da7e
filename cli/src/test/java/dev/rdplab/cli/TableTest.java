package dev.rdplab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TableTest {

    private final Table table =
            new Table("name", "what").row("a", "short").row("bb", "rather a long text in this cell");

    @Test
    void alignsColumns() {
        assertThat(table.render(Paint.OFF, 0))
                .isEqualTo("name  what\n" + "a     short\n" + "bb    rather a long text in this cell\n");
    }

    @Test
    void shortensTheWidestColumnToFit() {
        assertThat(table.render(Paint.OFF, 20)).isEqualTo("name  what\na     short\nbb    rather a lo...\n");
    }

    @Test
    void coloursDoNotCount() {
        var painted = new Table("name", "what").row(Paint.ON.good("a"), "x").render(Paint.ON, 0);

        var out = new StringWriter();
        Terminal.to(out, new StringWriter()).out().print(painted);
        assertThat(out.toString()).contains("\u001b[32ma\u001b[0m     x");
    }

    @Test
    void headingsStandAboveTheirRows() {
        var parts = new Table("name")
                .heading("first:")
                .row("a")
                .row("b")
                .heading("second:")
                .row("c");

        assertThat(parts.render(Paint.OFF, 0)).isEqualTo("name\n\nfirst:\na\nb\n\nsecond:\nc\n");
    }

    @Test
    void wrapsAtBlanks() {
        assertThat(Wrap.text("- ", "  ", "one two three four", 10)).isEqualTo("- one two\n  three\n  four");
    }
}
