package dev.rdplab.cli;

import dev.rdplab.chaos.process.OwnCommand;
import java.util.Locale;

/** What {@code rdplab} alone shows on a terminal: where to begin, and the offer to start the live page. */
final class StartScreen {

    private static final String PORT = "8390";

    private StartScreen() {}

    static void print(Terminal terminal) {
        var table = new Table("you have", "type")
                .row("a server that cannot be reached", OwnCommand.in("rdplab probe HOST"))
                .row("the code of a dialog or a log", OwnCommand.in("rdplab explain 0x904 0x7"))
                .row("a capture, or logs", OwnCommand.in("rdplab diagnose FILE"))
                .row("a client to test", OwnCommand.in("rdplab serve --scenario server-key-unreadable"))
                .row("no failure yet", OwnCommand.in("rdplab reproduce"));
        terminal.out().println("The RDP handshake lab: why a remote desktop connection dies.");
        terminal.out().println();
        terminal.out().print(table.render(Paint.OFF, terminal.outColumns()));
        terminal.out().println();
        terminal.out().println(OwnCommand.in("All commands: rdplab --help. One command: rdplab help probe"));
        terminal.out().flush();
    }

    /** The command line that starts what the user said yes to; empty when he did not. */
    static String[] offer(Terminal terminal) {
        var answer = PasswordPrompt.line(
                        "Start a fake server with its live page on http://127.0.0.1:" + PORT + "/ now? [y/N] ")
                .orElse("")
                .strip()
                .toLowerCase(Locale.ROOT);
        terminal.out().flush();
        return answer.equals("y") || answer.equals("yes") ? new String[] {"serve", "--admin", PORT} : new String[0];
    }
}
