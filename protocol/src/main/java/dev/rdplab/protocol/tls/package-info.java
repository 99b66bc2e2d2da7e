/**
 * TLS as seen from outside: records and the handshake messages that pass in clear, RFC 8446 sections 4 and 5 and RFC 5246
 * sections 6 and 7. Nothing is decrypted and nothing negotiated here; a TLS engine does that elsewhere. The parser names what
 * passes, so that a fault can strike at a ClientHello and a transcript can tell of an alert.
 */
package dev.rdplab.protocol.tls;
