package dev.rdplab.transport.tls;

import java.util.Arrays;
import java.util.Optional;

/** A version of TLS. */
public enum TlsVersion {
    TLS_1_0("TLSv1", "1.0"),
    TLS_1_1("TLSv1.1", "1.1"),
    TLS_1_2("TLSv1.2", "1.2"),
    TLS_1_3("TLSv1.3", "1.3");

    private final String standardName;
    private final String number;

    TlsVersion(String standardName, String number) {
        this.standardName = standardName;
        this.number = number;
    }

    /** As Java says it, such as {@code TLSv1.3}. */
    public String standardName() {
        return standardName;
    }

    /** As people say it, such as {@code 1.3}. */
    public String number() {
        return number;
    }

    @Override
    public String toString() {
        return number;
    }

    /** The version of a {@link #number()} or {@link #standardName()}. */
    public static Optional<TlsVersion> of(String text) {
        return Arrays.stream(values())
                .filter(v -> v.number.equals(text) || v.standardName.equals(text))
                .findFirst();
    }
}
