package dev.rdplab.diagnosis.capture.rebuild;

/**
 * What an end adds to the records of TLS 1.3, RFC 8446 section 5.4, as far as its own records tell.
 *
 * @param zeros in every record, in bytes; Java adds 16
 * @param block bytes that content, content type and zeros together are a multiple of; 1 where they are not
 * @param maybe zeros in a single record, in bytes, that are possible besides
 */
record Padding(int zeros, int block, int maybe) {

    /** More than this no end has been seen to add to some records and not to others. */
    private static final int SOME = 130;

    /** What an end may add whose Finished does not show what it adds. */
    private static final int ANY = 512;

    static Padding known(int zeros) {
        return new Padding(zeros, 1, SOME);
    }

    static Padding assumed(int zeros) {
        return new Padding(zeros, 1, ANY);
    }

    static Padding blocks(int block) {
        return new Padding(0, block, ANY);
    }
}
