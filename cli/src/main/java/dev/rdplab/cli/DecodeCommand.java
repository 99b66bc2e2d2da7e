package dev.rdplab.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.wire.Field;
import java.util.List;
import java.util.Locale;
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
                "The fields of PDUs: from hexadecimal digits, a file with them, rows of seq, direction, stage, name, hex"
                        + " with tabs between, or pcap and pcapng with exported PDUs (link type 252). - reads stdin.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "  rdplab decode 030000130ed000000000000203080001000000",
            "  rdplab decode handshake.tsv",
            "",
            "Exit code 1 when anything does not decode whole. Passwords are not printed.",
        })
final class DecodeCommand implements Callable<Integer> {

    private static final int SHOWN_BYTES = 24;

    private final Terminal terminal;

    @Parameters(paramLabel = "HEX|FILE", arity = "1..*", description = "digits (blanks allowed), or a file")
    private List<String> input;

    @Option(names = "--from", paramLabel = "END", description = "client or server, where the input does not say")
    private Role from;

    @Option(names = "--titles", description = "one line a PDU, without its fields")
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
            var table = new Table("  offset", "length", "field", "bytes");
            for (Field field : each.fields()) {
                table.row("  " + field.offset(), Integer.toString(field.length()), field.path(), shown(each, field));
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
        for (Field field : each.fields()) {
            var one = fields.addObject()
                    .put("field", field.path())
                    .put("offset", field.offset())
                    .put("length", field.length());
            if (secret(field)) {
                one.putNull("bytes");
            } else {
                one.put(
                        "bytes",
                        each.bytes()
                                .slice(field.offset(), field.offset() + field.length())
                                .hex());
            }
        }
        each.problem().ifPresent(problem -> node.putObject("problem")
                .put("field", problem.field())
                .put("offset", problem.offset())
                .put("problem", problem.problem().name())
                .put("detail", problem.detail()));
        return node;
    }

    private static String shown(Decoding.Decoded each, Field field) {
        if (secret(field)) {
            return "***";
        }
        int end = field.offset() + field.length();
        return field.length() <= SHOWN_BYTES
                ? each.bytes().slice(field.offset(), end).hex()
                : each.bytes()
                                .slice(field.offset(), field.offset() + SHOWN_BYTES)
                                .hex() + "...";
    }

    private static boolean secret(Field field) {
        String path = field.path().toLowerCase(Locale.ROOT);
        return path.endsWith("password") || path.endsWith("autoreconnectcookie");
    }
}
