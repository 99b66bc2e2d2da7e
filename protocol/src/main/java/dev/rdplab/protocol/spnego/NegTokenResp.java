package dev.rdplab.protocol.spnego;

import static dev.rdplab.protocol.der.DerReader.OBJECT_IDENTIFIER;
import static dev.rdplab.protocol.der.DerReader.SEQUENCE;
import static dev.rdplab.protocol.der.DerReader.context;

import dev.rdplab.protocol.der.DerReader;
import dev.rdplab.protocol.der.DerWriter;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.util.Locale;
import java.util.Optional;

/**
 * Every later token, RFC 4178 section 4.2.2.
 *
 * @param supportedMech the acceptor's choice, in its first answer
 * @param responseToken the token of the mechanism inside
 * @param mechListMic signs the initiator's list of mechanisms
 */
public record NegTokenResp(
        Optional<NegState> negState,
        Optional<Oid> supportedMech,
        Optional<Bytes> responseToken,
        Optional<Bytes> mechListMic)
        implements NegToken {

    private static final String NAME = "NegTokenResp";

    /** Where the negotiation stands; the order is the value on the wire. */
    public enum NegState {
        ACCEPT_COMPLETED,
        ACCEPT_INCOMPLETE,
        REJECT,
        REQUEST_MIC;

        /** The specification's word, such as {@code accept-completed}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Override
    public Optional<Bytes> inner() {
        return responseToken;
    }

    @Override
    public void encode(WireWriter out) {
        out.structure(NAME, w -> DerWriter.to(w)
                .element("negTokenResp", context(1), choice -> choice.element(NAME, SEQUENCE, this::body)));
    }

    private void body(DerWriter body) {
        negState.ifPresent(v -> body.element("negState", context(0), e -> e.enumerated("negState", v.ordinal())));
        supportedMech.ifPresent(v -> body.element(
                "supportedMech", context(1), e -> e.primitive("supportedMech", OBJECT_IDENTIFIER, v.content())));
        responseToken.ifPresent(v -> body.element("responseToken", context(2), e -> e.octetString("responseToken", v)));
        mechListMic.ifPresent(v -> body.element("mechListMIC", context(3), e -> e.octetString("mechListMIC", v)));
    }

    /** Reads all that {@code wire} holds. @throws ProtocolViolationException naming the field that is wrong */
    public static NegTokenResp decode(WireReader wire) {
        var in = DerReader.of(wire.as(NAME));
        var choice = in.enter("negTokenResp", context(1));
        in.expectEnd();
        var body = choice.enter(NAME, SEQUENCE);
        choice.expectEnd();
        var state = NegToken.optional(body, "negState", 0, NegTokenResp::negState);
        var mech = NegToken.optional(
                body, "supportedMech", 1, e -> new Oid(e.primitive("supportedMech", OBJECT_IDENTIFIER)));
        var token = NegToken.optional(body, "responseToken", 2, e -> e.octetString("responseToken"));
        var mic = NegToken.optional(body, "mechListMIC", 3, e -> e.octetString("mechListMIC"));
        body.expectEnd();
        NegTokenInit.expectMinimal(in);
        return new NegTokenResp(state, mech, token, mic);
    }

    private static NegState negState(DerReader in) {
        int value = in.enumerated("negState");
        if (value >= NegState.values().length) {
            throw in.violation("negState", Problem.UNKNOWN_VALUE, "value " + value);
        }
        return NegState.values()[value];
    }
}
