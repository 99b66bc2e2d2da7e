package dev.rdplab.protocol.spnego;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.der.DerReader;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import dev.rdplab.protocol.wire.WireReader;
import java.util.Optional;
import java.util.function.Function;

/** NegotiationToken, RFC 4178 section 4.2. */
public sealed interface NegToken extends Pdu permits NegTokenInit, NegTokenResp {

    /** The token of the mechanism inside. */
    Optional<Bytes> inner();

    Optional<Bytes> mechListMic();

    /** @throws ProtocolViolationException naming the field that is wrong */
    static NegToken decode(Bytes token) {
        return decode(WireReader.of(token, Stage.CREDSSP, "NegotiationToken"));
    }

    /** Reads all that {@code wire} holds. @throws ProtocolViolationException naming the field that is wrong */
    static NegToken decode(WireReader wire) {
        return wire.peekU8("tag") == NegTokenInit.APPLICATION ? NegTokenInit.decode(wire) : NegTokenResp.decode(wire);
    }

    /** The one value in an optional field of the context class. */
    static <T> Optional<T> optional(DerReader in, String field, int number, Function<DerReader, T> read) {
        if (!in.next(DerReader.context(number))) {
            return Optional.empty();
        }
        var element = in.enter(field, DerReader.context(number));
        T value = read.apply(element);
        element.expectEnd();
        return Optional.of(value);
    }
}
