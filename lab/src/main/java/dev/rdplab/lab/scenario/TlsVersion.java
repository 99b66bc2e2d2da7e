package dev.rdplab.lab.scenario;

/** A version of TLS as scenario files write it. */
public enum TlsVersion {
    TLS_1_0("1.0", "TLSv1"),
    TLS_1_1("1.1", "TLSv1.1"),
    TLS_1_2("1.2", "TLSv1.2"),
    TLS_1_3("1.3", "TLSv1.3");

    private final String word;
    private final String jsse;

    TlsVersion(String word, String jsse) {
        this.word = word;
        this.jsse = jsse;
    }

    public String word() {
        return word;
    }

    /** The name Java's TLS gives it. */
    public String jsse() {
        return jsse;
    }

    @Override
    public String toString() {
        return word;
    }
}
