package dev.rdplab.diagnosis.logs;

/** A file whose content is in no known format of logs. The message names the file and what to do. */
public final class UnreadableLogException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableLogException(String message) {
        super(message);
    }
}
