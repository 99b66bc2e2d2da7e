package dev.rdplab.junitjupiter;

/** Entry to assertions about RDP connections. */
public final class RdpAssertions {

    private RdpAssertions() {}

    /** Says what must have become of a connection. */
    public static ConnectionAssert assertThat(LabConnection connection) {
        if (connection == null) {
            throw new IllegalArgumentException("there is no connection");
        }
        return new ConnectionAssert(connection);
    }
}
