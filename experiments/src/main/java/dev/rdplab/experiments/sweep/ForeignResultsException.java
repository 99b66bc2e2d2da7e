package dev.rdplab.experiments.sweep;

/** A directory holds results that are not of the grid in question. The message names both. */
public final class ForeignResultsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ForeignResultsException(String message) {
        super(message);
    }
}
