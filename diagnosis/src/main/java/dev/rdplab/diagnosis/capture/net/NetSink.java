package dev.rdplab.diagnosis.capture.net;

import dev.rdplab.lab.export.HostPort;

/** Takes what packets hold. */
public interface NetSink {

    void segment(Segment segment);

    /** Whether segments between these ends are of no use, so that no more of them is read; a SYN always is of use. */
    default boolean ignores(HostPort from, HostPort to) {
        return false;
    }

    void upperPdu(UpperPdu pdu);

    void tooBig(TooBig message);

    default void unreachable(Unreachable message) {}
}
