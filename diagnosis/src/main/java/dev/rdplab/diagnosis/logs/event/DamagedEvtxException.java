package dev.rdplab.diagnosis.logs.event;

/** Bytes that are not the binary XML they should be. The message says what, and at which offset of the chunk. */
final class DamagedEvtxException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DamagedEvtxException(String what, int offset) {
        super(what + " at offset " + offset + " of the chunk", null, false, false); // thousands in a damaged file
    }
}
