package dev.rdplab.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rdplab.lab.codes.Code;
import dev.rdplab.lab.codes.CodePair;
import dev.rdplab.lab.codes.Numbers;
import dev.rdplab.lab.explain.Explanation;
import dev.rdplab.lab.verdict.KnownCause;
import dev.rdplab.lab.verdict.KnownPair;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code rdplab explain}: what a code means. */
@Command(
        name = "explain",
        description = {
            "What a code means, in hex or decimal: mstsc reason and extended code, Set Error Info, RDP_NEG_FAILURE,"
                    + " NTSTATUS of CredSSP, TLS alert, FreeRDP error and exit code, rdesktop exit code, licensing, MCS.",
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "  rdplab explain 0x904 0x7      the two numbers of mstsc's details box",
            "  rdplab explain 2308/7         the same",
            "  rdplab explain 0xC000006D     one number, wherever it means something",
            "  rdplab explain SSL_CERT_NOT_ON_SERVER",
            "",
            "Exit code 1 when nothing is known of the code.",
        })
final class ExplainCommand implements PlainLine.Command {

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "CODE", description = "a number, a pair such as 0x904/0x7, or a symbol")
    private String code;

    @Parameters(index = "1", arity = "0..1", paramLabel = "EXTENDED", description = "mstsc's extended error code")
    private String extended;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    ExplainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public boolean flag(String name) {
        return output.flag(name);
    }

    @Override
    public boolean option(String name, String value) {
        return false;
    }

    @Override
    public boolean parameter(int index, String text) {
        switch (index) {
            case 0 -> code = text;
            case 1 -> extended = text;
            default -> {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean complete() {
        return code != null;
    }

    @Override
    public Integer call() {
        var explanation = explanation();
        if (output.json) {
            OutputOptions.print(terminal, json(explanation));
        } else {
            new ExplanationText(terminal, output.paint(terminal), output.verbose).print(explanation);
        }
        return explanation.known() ? Exit.EXPECTED : Exit.UNEXPECTED;
    }

    private Explanation explanation() {
        String asked = extended == null ? code : code + "/" + extended;
        try {
            return Explanation.of(CodePair.parse(asked));
        } catch (NumberFormatException e) {
            if (extended == null && code.matches("[A-Za-z(][A-Za-z0-9_().-]*") && !Numbers.isNumber(code)) {
                return Explanation.named(code);
            }
            throw new UsageException(e.getMessage());
        }
    }

    private static ObjectNode json(Explanation explanation) {
        var root = OutputOptions.object();
        root.put("asked", explanation.asked());
        root.put("known", explanation.known());
        var meanings = root.putArray("meanings");
        for (Code each : explanation.meanings()) {
            meanings.addObject()
                    .put("space", each.space().word())
                    .put("code", each.text())
                    .put("number", each.number())
                    .put("name", each.name())
                    .put("meaning", each.meaning())
                    .put("remark", each.remark())
                    .put("confidence", each.confidence().word())
                    .put("source", each.source());
        }
        explanation.pair().ifPresent(pair -> root.set("pair", json(pair)));
        var causes = root.putArray("causes");
        for (KnownCause cause : explanation.causes()) {
            causes.addObject()
                    .put("id", cause.id())
                    .put("cause", cause.cause())
                    .put("wire", cause.wire())
                    .put("fix", cause.fix())
                    .put("check", cause.check())
                    .put("confidence", cause.confidence().word())
                    .put("source", cause.source());
        }
        if (!explanation.hint().isEmpty()) {
            root.put("hint", explanation.hint());
        }
        return root;
    }

    private static ObjectNode json(KnownPair pair) {
        var node = OutputOptions.object()
                .put("pair", pair.pair().toString())
                .put("title", pair.title())
                .put("meaning", pair.meaning())
                .put("dialog", pair.dialog())
                .put("confidence", pair.confidence().word())
                .put("source", pair.source());
        var wire = node.putArray("wire");
        for (var each : pair.wire()) {
            wire.addObject()
                    .put("what", each.what())
                    .put("scenario", each.scenario())
                    .put("confidence", each.confidence().word())
                    .put("source", each.source());
        }
        var not = node.putArray("not");
        pair.not().forEach(each -> not.addObject()
                .put("what", each.what())
                .put("because", each.because())
                .put("scenario", each.scenario()));
        return node;
    }
}
