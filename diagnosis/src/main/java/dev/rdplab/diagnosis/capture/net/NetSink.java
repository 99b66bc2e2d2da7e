package dev.rdplab.diagnosis.capture.net;

/** Takes what packets hold. */
public interface NetSink {

    void segment(Segment segment);

    void upperPdu(UpperPdu pdu);

    void tooBig(TooBig message);

    default void unreachable(Unreachable message) {}
}
