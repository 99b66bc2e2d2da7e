package dev.rdplab.diagnosis.capture.rebuild;

/** Bytes that a record carries: exact, or within a block where the cipher pads. */
record Length(int least, int most) {

    boolean exact() {
        return least == most;
    }

    /** What either allows. */
    Length or(Length other) {
        return new Length(Math.min(least, other.least), Math.max(most, other.most));
    }

    /** Whether it can be this. */
    boolean is(int bytes) {
        return least <= bytes && bytes <= most;
    }

    /** Whether it can be one of these. */
    boolean in(int from, int to) {
        return least <= to && from <= most;
    }

    boolean least(int bytes) {
        return most >= bytes;
    }

    boolean isMultiple(int of) {
        return most / of * of >= least;
    }
}
