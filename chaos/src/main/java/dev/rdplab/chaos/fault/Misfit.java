package dev.rdplab.chaos.fault;

/** Inside the injector only: the fault cannot be done to this message. */
final class Misfit extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Misfit(String message) {
        super(message, null, false, false);
    }
}
