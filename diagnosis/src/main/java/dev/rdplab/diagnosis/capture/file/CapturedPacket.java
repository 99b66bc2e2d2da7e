package dev.rdplab.diagnosis.capture.file;

import dev.rdplab.protocol.wire.Bytes;

/**
 * One packet of a capture file.
 *
 * @param number position among the packets of the file, from 1, as Wireshark counts frames
 * @param nanos time since 1970-01-01 UTC in nanoseconds; 0 where the file tells none
 * @param linkType a LINKTYPE_ number
 * @param bytes what was captured
 * @param originalLength bytes on the wire; more than {@code bytes} has where the capture cut packets short
 */
public record CapturedPacket(int number, long nanos, int linkType, Bytes bytes, long originalLength) {}
