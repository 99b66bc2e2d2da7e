package dev.rdplab.protocol.wire;

import dev.rdplab.protocol.Stage;

/** The peer broke the protocol. The only exception that a peer's bytes can cause. */
public final class ProtocolViolationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Stage stage;
    private final String pdu;
    private final String field;
    private final int offset;
    private final Problem problem;
    private final String detail;

    /**
     * @param offset bytes from the start of the message to the field, or -1 where no single place is wrong
     * @param detail the value and the bound, lower case
     */
    public ProtocolViolationException(
            Stage stage, String pdu, String field, int offset, Problem problem, String detail) {
        super(describe(stage, pdu, field, offset, problem, detail), null, false, false);
        this.stage = stage;
        this.pdu = pdu;
        this.field = field;
        this.offset = offset;
        this.problem = problem;
        this.detail = detail;
    }

    private static String describe(Stage stage, String pdu, String field, int offset, Problem problem, String detail) {
        var text = new StringBuilder().append(stage).append(": ").append(pdu);
        if (!field.isEmpty()) {
            text.append('.').append(field);
        }
        if (offset >= 0) {
            text.append(" at offset ").append(offset);
        }
        text.append(": ").append(problem);
        return detail.isEmpty()
                ? text.toString()
                : text.append(", ").append(detail).toString();
    }

    public Stage stage() {
        return stage;
    }

    public String pdu() {
        return pdu;
    }

    public String field() {
        return field;
    }

    /** Bytes from the start of the message, or -1. */
    public int offset() {
        return offset;
    }

    public Problem problem() {
        return problem;
    }

    public String detail() {
        return detail;
    }
}
