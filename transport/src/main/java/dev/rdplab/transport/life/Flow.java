package dev.rdplab.transport.life;

/**
 * What all phases of an open connection have in common.
 *
 * @param broken whether a write has met a reset, which shows to the reader as a mere end of input
 * @param lastFrame whether the owner wants no further frame taken
 */
public record Flow(Hold hold, boolean broken, boolean lastFrame) {

    /** A wait, with or without an end. */
    public enum Hold {
        /** There is none. */
        NONE,
        /** Until its timer is due. */
        TIMED,
        /** Without an end. */
        FOREVER
    }

    /** Nothing has happened. */
    public static final Flow FREE = new Flow(Hold.NONE, false, false);

    Flow hold(Hold other) {
        return new Flow(other, broken, lastFrame);
    }

    Flow afterFailedWrite() {
        return new Flow(hold, true, lastFrame);
    }

    Flow withoutFurtherFrames() {
        return new Flow(hold, broken, true);
    }
}
