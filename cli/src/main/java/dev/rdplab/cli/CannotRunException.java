package dev.rdplab.cli;

/** Something is missing here; the message says what, and how to get it. Ends the program with 3. */
final class CannotRunException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CannotRunException(String message) {
        super(message);
    }
}
