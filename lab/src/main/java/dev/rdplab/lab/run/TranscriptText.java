package dev.rdplab.lab.run;

import dev.rdplab.lab.Program;
import dev.rdplab.lab.verdict.Causes;
import dev.rdplab.lab.verdict.Facts;
import dev.rdplab.lab.verdict.Predictions;
import dev.rdplab.protocol.handshake.Ending;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Transcript;
import dev.rdplab.transport.ConnectionReport;
import java.util.Locale;

/** A finished connection in plain text, for people. Holds the names and lengths of messages, never their bytes: no secrets. */
public final class TranscriptText {

    private static final int CAUSES = 3;

    private TranscriptText() {}

    /** One line an event: milliseconds since the connection began, and what happened. */
    public static String of(ConnectionReport report) {
        var text = new StringBuilder();
        for (var event : report.transcript().events()) {
            double millis = (event.nanos() - report.startNanos()) / 1e6;
            text.append(String.format(Locale.ROOT, "%9.1f ms  %s%n", Math.max(0, millis), line(event)));
        }
        if (report.transcript().omitted() > 0) {
            text.append("              ").append(report.transcript().omitted()).append(" more left out\n");
        }
        return text.toString();
    }

    /** How it ended, what mstsc would show for it, and the likely causes. */
    public static String verdict(Ending ending) {
        var text = new StringBuilder(ending(ending)).append('\n');
        text.append("last sent ").append(named(ending.lastSent()));
        text.append(", last received ").append(named(ending.lastReceived())).append('\n');
        var facts = Facts.of(ending);
        var mstsc = Predictions.of(facts).get(Program.MSTSC);
        text.append("mstsc shows ")
                .append(mstsc.shows())
                .append(" (")
                .append(mstsc.confidence())
                .append(")\n");
        if (ending.kind() != EndingKind.COMPLETED) {
            Causes.of(facts).stream().limit(CAUSES).forEach(cause -> text.append("possible cause: ")
                    .append(cause.known().cause())
                    .append("; ")
                    .append(cause.known().fix())
                    .append('\n'));
        }
        return text.toString();
    }

    /** One line: {@code closed-rst by server in tls}. */
    public static String ending(Ending ending) {
        var outcome = ending.outcome();
        return ending.kind() + " by " + outcome.by() + " in " + ending.stage()
                + (outcome.code().isPresent()
                        ? ", code 0x" + Long.toHexString(outcome.code().getAsLong())
                        : "")
                + (outcome.detail().isEmpty() ? "" : " (" + outcome.detail() + ")");
    }

    private static String line(Transcript.Event event) {
        return switch (event.kind()) {
            case STAGE -> "stage " + event.stage();
            case SENT -> "  -> " + message(event);
            case RECEIVED -> "  <- " + message(event);
            case TLS -> "  TLS up: " + event.detail();
            case FAULT -> "  FAULT at " + event.detail();
            case SIGNAL -> "  " + event.detail();
            case ENDING -> "ended: " + event.detail();
            case DEVIATION -> "  borne: " + event.detail();
        };
    }

    private static String message(Transcript.Event event) {
        var name = event.pdu().isEmpty() ? "message" : event.pdu();
        return name + (event.carries().isEmpty() ? "" : " (" + event.carries() + ")") + ", "
                + event.bytes().length() + " bytes"
                + (event.detail().isEmpty() ? "" : ", " + event.detail());
    }

    private static String named(String pdu) {
        return pdu.isEmpty() ? "nothing" : pdu;
    }
}
