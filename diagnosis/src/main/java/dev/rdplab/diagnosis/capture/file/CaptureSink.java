package dev.rdplab.diagnosis.capture.file;

import dev.rdplab.protocol.wire.Bytes;

/** Takes what a capture file holds, in the order of the file. */
public interface CaptureSink {

    void packet(CapturedPacket packet);

    /** A block of TLS key log lines from inside the file. */
    void tlsKeyLog(Bytes lines);
}
