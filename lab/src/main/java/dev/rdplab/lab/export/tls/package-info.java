/**
 * Records of TLS 1.2 (RFC 5246) and 1.3 (RFC 8446) with the secrets of a key log: opened, and sealed again with other content of
 * the same length.
 */
package dev.rdplab.lab.export.tls;
