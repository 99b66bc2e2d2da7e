package dev.rdplab.protocol.wire;

/**
 * The position of a field in a message.
 *
 * @param path structure and field, such as {@code RDP_NEG_RSP.selectedProtocol}
 * @param offset bytes from the start of the message
 * @param length bytes
 */
public record Field(String path, int offset, int length) {}
