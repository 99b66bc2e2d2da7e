package dev.rdplab.cli;

/** What the exit code of a command says. */
final class Exit {

    /** As expected; the handshake completed. */
    static final int EXPECTED = 0;
    /** Not as expected; the handshake failed; nothing is known. */
    static final int UNEXPECTED = 1;
    /** The command line or a file given on it is wrong. */
    static final int USAGE = 2;
    /** Something that is needed is missing. */
    static final int CANNOT_RUN = 3;

    private Exit() {}
}
