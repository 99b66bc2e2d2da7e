package dev.rdplab.protocol.handshake;

import dev.rdplab.protocol.wire.Bytes;

/**
 * What the handshake needs to know of a finished TLS handshake.
 *
 * @param version such as {@code TLSv1.3}
 * @param cipherSuite the standard name
 * @param certificate the server's certificate, DER
 * @param publicKey the content of its SubjectPublicKey BIT STRING (for RSA the PKCS#1 RSAPublicKey), to which CredSSP binds,
 *     [MS-CSSP] 3.1.5
 */
public record TlsSession(String version, String cipherSuite, Bytes certificate, Bytes publicKey) {}
