package dev.rdplab.lab;

/** A real client whose answer to an ending is predicted. */
public enum Program {
    /** Windows' own client; shows a pair of codes. */
    MSTSC("mstsc"),
    /** The Windows App of Microsoft, on Windows, macOS, iOS or Android; shows a pair of codes. */
    WINDOWS_APP("windowsApp"),
    /** xfreerdp 2.11.7; its exit code. */
    XFREERDP("xfreerdp"),
    /** xfreerdp3 3.10.3; its exit code. */
    XFREERDP3("xfreerdp3"),
    /** xfreerdp3 3.31 and later, which tells more failures of the negotiation apart; its exit code. */
    XFREERDP331("xfreerdp331"),
    /** rdesktop 1.9.0; its exit code. */
    RDESKTOP("rdesktop");

    private final String word;

    Program(String word) {
        this.word = word;
    }

    /** The word used in files and output. */
    public String word() {
        return word;
    }

    /** Whether it shows a pair of codes in a dialog; the others end with an exit code. */
    public boolean showsPair() {
        return this == MSTSC || this == WINDOWS_APP;
    }

    @Override
    public String toString() {
        return word();
    }
}
