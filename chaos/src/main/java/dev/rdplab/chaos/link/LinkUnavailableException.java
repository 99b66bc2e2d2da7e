package dev.rdplab.chaos.link;

/** A backend is missing or cannot make the link; the message says what is missing and how to get it. */
public final class LinkUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LinkUnavailableException(String message) {
        super(message);
    }

    public LinkUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
