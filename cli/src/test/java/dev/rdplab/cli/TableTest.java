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
    void wrapsTheLastColumnToFit() {
        assertThat(table.render(Paint.OFF, 30))
                .isEqualTo("name  what\na     short\nbb    rather a long text in\n      this cell\n");
    }

    @Test
    void nothingThatOneWouldCopyIsCutAtAnyWidth() {
        var names = new Table("scenario", "stage", "ending", "confidence", "ms")
                .row(
                        "closed-before-confirm-with-a-long-name",
                        "early-auth",
                        "credssp-error 0xC000006D",
                        "reported",
                        "12");
        for (int width = 20; width <= 160; width++) {
            assertThat(names.render(Paint.OFF, width))
                    .as("%d", width)
                    .contains("closed-before-confirm-with-a-long-name", "early-auth", "credssp-error", "0xC000006D")
                    .doesNotContain("...");
        }
        assertThat(names.render(Paint.OFF, 80)).doesNotContain("reported").contains("0xC000006D\n");
        assertThat(names.render(Paint.OFF, 40))
                .contains("closed-before-confirm-with-a-long-name\n  early-auth  credssp-error 0xC000006D\n");
    }

    @Test
    void leadingColumnsShareALineAndTheOthersKeepTheirHeaders() {
        var cells = new Table("mtu", "clamp", "n", "success", "died in")
                .leading(2)
                .row("1500", "off", "20", "100.0 % [83.9-100.0 %]", "")
                .row("1280", "on", "20", "0.0 % [0.0-16.1 %]", "tls timeout 20");

        assertThat(cells.render(Paint.OFF, 80)).contains("mtu   clamp  n   success                 died in\n");
        assertThat(cells.render(Paint.OFF, 46))
                .isEqualTo(String.join(
                        "\n",
                        "mtu   clamp",
                        "  n   success                 died in",
                        "1500  off",
                        "  20  100.0 % [83.9-100.0 %]",
                        "1280  on",
                        "  20  0.0 % [0.0-16.1 %]      tls timeout 20",
                        ""));
        assertThat(cells.render(Paint.OFF, 40)).contains("1280  on\n  20  0.0 % [0.0-16.1 %]\n  tls timeout 20\n");
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
