package dev.rdplab.console;

/** A request that cannot be carried out, and the HTTP status that says so. */
final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String allowed;

    Problem(int status, String message) {
        this(status, message, "");
    }

    private Problem(int status, String message, String allowed) {
        super(message, null, false, false);
        this.status = status;
        this.allowed = allowed;
    }

    /** The method is not one of those that the path knows. */
    static Problem notAllowed(String method, String... allowed) {
        var methods = String.join(", ", allowed);
        return new Problem(405, Body.shortened(method) + " is not allowed here; allowed: " + methods, methods);
    }

    int status() {
        return status;
    }

    /** For the header Allow, which goes with status 405; else empty. */
    String allowed() {
        return allowed;
    }
}
