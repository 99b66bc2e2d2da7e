/**
 * TLS in a capture: records with their names, and with the secrets of a key log their content, TLS 1.2 (RFC 5246) and 1.3
 * (RFC 8446). Without secrets there remain handshake messages and alerts in clear and the sizes of records.
 */
package dev.rdplab.diagnosis.capture.tls;
