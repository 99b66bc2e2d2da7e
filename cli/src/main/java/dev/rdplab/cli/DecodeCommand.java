package dev.rdplab.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rdplab.lab.fields.MeantField;
import dev.rdplab.protocol.Role;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rdplab decode}: the fields of PDUs. */
@Command(
        name = "decode",
        description =
                "The fields of PDUs with their meanings: from hexadecimal digits, a hex dump (xxd, hexdump -C, Wireshark,"
                        + " FreeRDP's log), a byte string of Python, C or JSON, an array of bytes, Base64, lines of a log"
                        + " that end in digits, rows of seq, direction, stage, name, hex with tabs between, or pcap and"
                        + " pcapng with exported PDUs (link type 252). A file holds the same; - reads stdin.",
        mixinStandardHelpOptions = true,
        addMethodSubcommands = RdpLab.METHODS_ARE_COMMANDS,
        footer = {
            "",
            "  rdplab decode 030000130ed000000000000203080001000000",
            "  rdplab decode handshake.tsv",
            "  xxd reply.bin | rdplab decode -",
            "",
            "Exit code 1 when anything does not decode completely. Passwords are not printed.",
        })
final class DecodeCommand implements Callable<Integer> {

    private static final int SHOWN_BYTES = 24;
    private static final int NARROW_BYTES = 4;

    /** Columns from which bytes and meaning have one each. */
    private static final int WIDE = 120;

    private final Terminal terminal;

    @Parameters(paramLabel = "HEX|FILE", arity = "1..*", description = "bytes as text, or a file")
    private List<String> input;

    @Option(
            names = "--from",
            paramLabel = "END",
            description = "which end sent it, client or server, if the input does not say")
    private Role from;

    @Option(names = "--titles", description = "one line per PDU, without its fields")
    private boolean titles;

    @Mixin
    private OutputOptions output;

    DecodeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var decoded = Decoding.of(DecodeInput.of(input), Optional.ofNullable(from));
        int number = 0;
        int wrong = 0;
        for (Decoding.Decoded each : decoded) {
            number++;
            wrong += each.problem().isPresent() ? 1 : 0;
            if (output.json) {
                OutputOptions.print(terminal, json(number, each));
            } else {
                print(number, each);
            }
        }
        if (wrong > 0 && !output.json && number > 1) {
            terminal.err().println(wrong + " of " + number + " did not decode");
        }
        return wrong == 0 && number > 0 ? Exit.EXPECTED : Exit.UNEXPECTED;
    }

    private void print(int number, Decoding.Decoded each) {
        var paint = output.paint(terminal);
        var arrow = each.sender() == Role.CLIENT ? "C>S" : "S>C";
        terminal.out()
                .println("#" + number + "  " + each.connection() + "  " + arrow + "  " + paint.bold(each.title()) + "  "
                        + each.bytes().length() + " bytes, " + each.stage());
        each.problem().ifPresent(problem -> terminal.out().println("  " + paint.bad(problem.getMessage())));
        if (!titles && !each.fields().isEmpty()) {
            boolean wide = terminal.outColumns() == 0 || terminal.outColumns() >= WIDE;
            var table = wide
                    ? new Table("  offset", "length", "field", "bytes", "meaning")
                    : new Table("  offset", "field", "bytes, meaning")
                            .leading(2)
                            .wraps();
            for (MeantField meant : MeantField.of(each.bytes(), each.fields())) {
                var field = meant.field();
                var offset = "  " + field.offset();
                if (wide) {
                    var length = Integer.toString(field.length());
                    table.row(offset, length, field.path(), shown(meant, SHOWN_BYTES), meant.meaning());
                } else {
                    var bytes = shown(meant, meant.meaning().isEmpty() ? 2 * NARROW_BYTES : NARROW_BYTES);
                    table.row(offset, field.path(), (bytes + "  " + meant.meaning()).stripTrailing());
                }
            }
            terminal.out().print(table.render(paint, terminal.outColumns()));
        }
    }

    private static ObjectNode json(int number, Decoding.Decoded each) {
        var node = OutputOptions.object()
                .put("number", number)
                .put("connection", each.connection())
                .put("from", each.sender().word())
                .put("pdu", each.title())
                .put("stage", each.stage().word())
                .put("length", each.bytes().length())
                .put("ok", each.problem().isEmpty());
        var fields = node.putArray("fields");
        for (MeantField meant : MeantField.of(each.bytes(), each.fields())) {
            var one = fields.addObject()
                    .put("field", meant.field().path())
                    .put("offset", meant.field().offset())
                    .put("length", meant.field().length());
            if (meant.secret()) {
                one.putNull("bytes");
            } else {
                one.put("bytes", meant.bytes().hex()).put("meaning", meant.meaning());
            }
        }
        each.problem().ifPresent(problem -> node.putObject("problem")
                .put("field", problem.field())
                .put("offset", problem.offset())
                .put("problem", problem.problem().name())
                .put("detail", problem.detail()));
        return node;
    }

    private static String shown(MeantField meant, int most) {
        if (meant.secret()) {
            return "***";
        }
        int end = Math.min(meant.bytes().length(), most);
        return meant.bytes().slice(0, end).hex() + (meant.bytes().length() > most ? "..." : "");
    }
}
