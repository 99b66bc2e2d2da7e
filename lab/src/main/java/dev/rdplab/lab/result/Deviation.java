package dev.rdplab.lab.result;

/**
 * A value that the specification does not allow and that real peers accept.
 *
 * @param pdu title of the message
 * @param field its name in the specification
 * @param offset of the field in the message, in bytes
 * @param sent the value as it came
 * @param expected what the specification asks for
 */
public record Deviation(String pdu, String field, int offset, String sent, String expected) {}
