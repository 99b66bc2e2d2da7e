/**
 * A relay between a real client and a real server. It decrypts nothing: it passes bytes on unchanged, knows what can be read
 * in the clear, and lets an {@link dev.rdplab.protocol.handshake.Interceptor} for either end act there.
 */
package dev.rdplab.relay;
