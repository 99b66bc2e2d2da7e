package dev.rdplab.cli;

/** What was asked for makes no sense; the message is one line for the user. Ends the program with 2. */
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
