package dev.rdplab.experiments.sweep;

/** Something happened after which no cell may be tried, such as a refused logon. The message says what, in one line. */
public final class SweepStoppedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SweepStoppedException(String message) {
        super(message);
    }
}
