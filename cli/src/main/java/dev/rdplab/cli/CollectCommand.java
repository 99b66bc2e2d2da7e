package dev.rdplab.cli;

import dev.rdplab.diagnosis.logs.ExportCommands;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rdplab collect}: the commands that export the right Windows logs. */
@Command(
        name = "collect",
        description = "Print the commands that export the Windows logs which say why a connection failed."
                + " They only read. Give the files to: rdplab diagnose CAPTURE --log FILE",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "  rdplab collect",
            "  rdplab collect --last 4h",
            "  rdplab collect --powershell > collect.ps1",
        })
final class CollectCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private OutputOptions output;

    @Option(names = "--powershell", description = "write them as a PowerShell script")
    private boolean powerShell;

    @Option(
            names = "--last",
            paramLabel = "TIME",
            defaultValue = "1h",
            converter = DurationOption.class,
            description = "how far back (${DEFAULT-VALUE})")
    private Duration last;

    CollectCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (output.json) {
            for (ExportCommands machine : ExportCommands.values()) {
                var node = OutputOptions.object().put("machine", machine.word()).put("where", machine.where());
                var commands = node.putArray("commands");
                machine.commands(last).forEach(commands::add);
                OutputOptions.print(terminal, node);
            }
        } else if (powerShell) {
            terminal.out().print(ExportCommands.powerShell());
        } else {
            for (ExportCommands machine : ExportCommands.values()) {
                terminal.out().println("# " + machine.where());
                machine.commands(last).forEach(terminal.out()::println);
                terminal.out().println();
            }
        }
        return Exit.EXPECTED;
    }
}
