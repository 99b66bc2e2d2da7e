package dev.rdplab.lab.admin;

/** A request that cannot be carried out, and the HTTP status that says so. */
final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    Problem(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }
}
