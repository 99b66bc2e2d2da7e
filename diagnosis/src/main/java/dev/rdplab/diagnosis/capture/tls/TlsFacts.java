package dev.rdplab.diagnosis.capture.tls;

import dev.rdplab.protocol.wire.Bytes;
import java.util.List;
import java.util.Optional;

/**
 * What a capture shows of a TLS handshake.
 *
 * @param offeredVersions by the client, such as {@code TLSv1.3}; empty when no ClientHello was seen
 * @param offeredSuites by the client, standard names where known, else hexadecimal numbers
 * @param serverName the client's server_name; empty if none
 * @param clientHelloLength bytes of the message; 0 when none was seen
 * @param version chosen by the server
 * @param cipherSuite chosen by the server
 * @param retried the server asked for another ClientHello
 * @param certificates the server's chain, DER, its own first; empty when they stay encrypted
 * @param decrypted application data could be read
 */
public record TlsFacts(
        List<String> offeredVersions,
        List<String> offeredSuites,
        String serverName,
        int clientHelloLength,
        Optional<String> version,
        Optional<String> cipherSuite,
        boolean retried,
        List<Bytes> certificates,
        boolean decrypted) {

    public TlsFacts {
        offeredVersions = List.copyOf(offeredVersions);
        offeredSuites = List.copyOf(offeredSuites);
        certificates = List.copyOf(certificates);
    }
}
