package dev.rdplab.transport.tls;

/** Takes TLS secrets, so that a capture can be decrypted later. Who asks for them keeps them safe. */
@FunctionalInterface
public interface KeyLog {

    /** @param line in the NSS key log format: label, client random and secret, the latter two in hexadecimal; no line end */
    void add(String line);
}
