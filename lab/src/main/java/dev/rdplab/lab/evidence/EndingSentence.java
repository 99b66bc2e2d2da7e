package dev.rdplab.lab.evidence;

import dev.rdplab.lab.codes.CodeSpace;
import dev.rdplab.lab.codes.CodeTables;
import dev.rdplab.lab.result.Codes;
import dev.rdplab.lab.result.Results;
import dev.rdplab.lab.result.Side;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.handshake.EndingKind;
import java.util.Optional;

/** How a connection ended, in a sentence for people. */
public final class EndingSentence {

    private EndingSentence() {}

    /** One sentence that says what happened, without the stage. */
    public static String of(Side side) {
        String who = side.by() == null ? "one end" : "the " + side.by();
        String detail = side.detail().isEmpty() ? "" : ": " + side.detail();
        return switch (side.ending()) {
            case COMPLETED -> "completed";
            case REFUSED ->
                isNameless(side)
                        ? "the name has no address"
                        : "connection refused" + (side.detail().equals("connection refused") ? "" : detail);
            case CLOSED_FIN -> who + " closed the connection (FIN)" + unspoken(side);
            case CLOSED_RST -> who + " reset the connection (RST)" + unspoken(side);
            case TIMEOUT -> timeout(side, who, detail);
            case TLS_ALERT ->
                who + (side.code().isEmpty() ? " sent " : " sent the TLS alert ") + named(CodeSpace.TLS_ALERT, side);
            case NEGOTIATION_FAILURE -> who + " refused the request: " + named(CodeSpace.NEGOTIATION, side);
            case CREDSSP_ERROR -> who + " refused the logon: " + named(CodeSpace.NTSTATUS, side);
            case ACCESS_DENIED -> "the password was accepted, the user was not (early user authorization)";
            case ERROR_INFO ->
                who
                        + (side.code().isEmpty() ? " gave a reason: " : " gave the reason ")
                        + named(CodeSpace.ERRINFO, side);
            case LICENSE_ERROR -> who + " ended licensing: " + named(CodeSpace.LICENSE, side);
            case MCS_REFUSED ->
                side.lastReceived().contains("DisconnectProviderUltimatum")
                        ? who + " sent a DisconnectProviderUltimatum: " + named(CodeSpace.ULTIMATUM, side)
                        : who + " ended the conference: " + named(CodeSpace.MCS, side);
            case CAPTURE_ENDS -> side.detail();
            case ALREADY_UP -> side.detail();
            case PORT_CHECK -> "a port check or health probe" + detail;
            case PROTOCOL_VIOLATION -> who + " sent something that does not belong here" + detail;
            case REDIRECTED -> who + " redirects the client to another server" + detail;
        };
    }

    /** What to do about a capture that does not hold the outcome; empty for an ending that it does hold. */
    public static Optional<String> next(Side side) {
        return switch (side.ending()) {
            case ALREADY_UP -> Optional.of("to see a handshake, start the capture before the client connects");
            case CAPTURE_ENDS -> Optional.of("capture again, both directions, until the client shows its message");
            default -> Optional.empty();
        };
    }

    private static String timeout(Side side, String who, String detail) {
        if (side.detail().startsWith(Results.INCOMPLETE)) {
            return side.detail();
        }
        return side.by() == Role.CLIENT ? "no answer" + detail : who + " gave up waiting" + detail;
    }

    /** Where a record before the close may have held a reason, the text does not say that there was none. */
    private static String unspoken(Side side) {
        int or = side.detail().indexOf("; or ");
        return or < 0 ? " and gave no reason" : side.detail().substring(or);
    }

    /** Whether there was nothing to connect to. */
    public static boolean isNameless(Side side) {
        return side.ending() == EndingKind.REFUSED && side.detail().startsWith("unknown host");
    }

    private static String named(CodeSpace space, Side side) {
        if (side.code().isEmpty()) {
            return side.detail().isEmpty() ? "without a code" : side.detail();
        }
        long code = side.code().getAsLong();
        return Codes.text(code)
                + CodeTables.find(space, code).map(known -> " " + known.name()).orElse("");
    }
}
