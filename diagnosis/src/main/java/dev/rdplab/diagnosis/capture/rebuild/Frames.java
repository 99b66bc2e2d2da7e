package dev.rdplab.diagnosis.capture.rebuild;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.decode.DissectorContext;
import dev.rdplab.protocol.decode.DissectorContext.CredSsp;
import dev.rdplab.protocol.handshake.Expectation;
import dev.rdplab.protocol.handshake.Framing;
import dev.rdplab.protocol.rdstls.RdstlsPdu;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import dev.rdplab.protocol.x224.SecurityProtocols;
import java.util.Optional;

/** Cuts what one side says in clear into frames. */
final class Frames {

    private static final int DER_SEQUENCE = 0x30;
    private static final int TPKT = 3;

    private final Role sender;
    private Bytes partial = Bytes.EMPTY;

    Frames(Role sender) {
        this.sender = sender;
    }

    void add(Bytes bytes) {
        partial = partial.isEmpty() ? bytes : Bytes.concat(partial, bytes);
    }

    /** Bytes that are no whole frame yet, and takes them away. */
    Bytes takeRest() {
        var rest = partial;
        partial = Bytes.EMPTY;
        return rest;
    }

    Bytes rest() {
        return partial;
    }

    /**
     * The next frame, if it is whole.
     *
     * @throws ProtocolViolationException when no frame can begin so
     */
    Optional<Bytes> next(DissectorContext context) {
        if (partial.isEmpty()) {
            return Optional.empty();
        }
        int length = Framing.frameLength(expectation(context), stage(context), partial);
        if (length < 0 || length > partial.length()) {
            return Optional.empty();
        }
        var frame = partial.slice(0, length);
        partial = partial.slice(length);
        return Optional.of(frame);
    }

    private Expectation expectation(DissectorContext context) {
        int first = partial.get(0);
        boolean settled = context.selectedProtocol().isPresent();
        if (first == DER_SEQUENCE && (context.credSsp() != CredSsp.NONE || !settled)) {
            return Expectation.DER_FRAME;
        }
        if (context.credSsp() == CredSsp.EARLY_AUTH && sender == Role.SERVER && first != TPKT) {
            return Expectation.FOUR_BYTES;
        }
        var selected = context.selectedProtocol();
        if (selected.filter(p -> p.contains(SecurityProtocols.RDSTLS)).isPresent() && first == RdstlsPdu.VERSION) {
            return Expectation.RDSTLS_FRAME;
        }
        if (selected.filter(p -> p.contains(SecurityProtocols.RDSAAD)).isPresent() && first == '{') {
            return Expectation.ZERO_TERMINATED;
        }
        boolean begun = context.stage().compareTo(Stage.MCS_CONNECT) >= 0;
        return begun ? Expectation.RDP_FRAME : Expectation.TPKT_FRAME;
    }

    private static Stage stage(DissectorContext context) {
        return context.stage();
    }
}
