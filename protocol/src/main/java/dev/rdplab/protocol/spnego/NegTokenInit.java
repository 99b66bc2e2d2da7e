package dev.rdplab.protocol.spnego;

import static dev.rdplab.protocol.der.DerReader.BIT_STRING;
import static dev.rdplab.protocol.der.DerReader.OBJECT_IDENTIFIER;
import static dev.rdplab.protocol.der.DerReader.SEQUENCE;
import static dev.rdplab.protocol.der.DerReader.context;

import dev.rdplab.protocol.der.DerLengths;
import dev.rdplab.protocol.der.DerReader;
import dev.rdplab.protocol.der.DerWriter;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The initiator's first token, RFC 4178 section 4.2.1, in the frame of RFC 2743 section 3.1.
 *
 * @param mechTypes what it can do, best first; 1 to {@value #MAX_MECH_TYPES}
 * @param reqFlags the content of a BIT STRING; no known client sends it
 * @param mechToken a token for the first of {@code mechTypes}, sent in the hope that it is chosen
 */
public record NegTokenInit(
        List<Oid> mechTypes, Optional<Bytes> reqFlags, Optional<Bytes> mechToken, Optional<Bytes> mechListMic)
        implements NegToken {

    public static final int MAX_MECH_TYPES = 16;

    static final int APPLICATION = 0x60;

    private static final String NAME = "NegTokenInit";

    public NegTokenInit {
        mechTypes = List.copyOf(mechTypes);
        if (mechTypes.isEmpty() || mechTypes.size() > MAX_MECH_TYPES) {
            throw new IllegalArgumentException(mechTypes.size() + " mechTypes, 1 to " + MAX_MECH_TYPES);
        }
    }

    public static NegTokenInit of(List<Oid> mechTypes, Bytes mechToken) {
        return new NegTokenInit(mechTypes, Optional.empty(), Optional.of(mechToken), Optional.empty());
    }

    @Override
    public Optional<Bytes> inner() {
        return mechToken;
    }

    /** The MechTypeList in DER: what mechListMIC signs. */
    public static Bytes mechTypeList(List<Oid> mechTypes) {
        var out = new WireWriter();
        mechTypeList(DerWriter.to(out), mechTypes);
        return out.toBytes();
    }

    private static void mechTypeList(DerWriter out, List<Oid> mechTypes) {
        out.element("mechTypes", SEQUENCE, list -> {
            for (Oid oid : mechTypes) {
                list.primitive("mechType", OBJECT_IDENTIFIER, oid.content());
            }
        });
    }

    @Override
    public void encode(WireWriter out) {
        out.structure(NAME, w -> DerWriter.to(w).element("InitialContextToken", APPLICATION, frame -> {
            frame.primitive("thisMech", OBJECT_IDENTIFIER, Oid.SPNEGO.content());
            frame.element("negTokenInit", context(0), choice -> choice.element(NAME, SEQUENCE, this::body));
        }));
    }

    private void body(DerWriter body) {
        body.element("mechTypes", context(0), e -> mechTypeList(e, mechTypes));
        reqFlags.ifPresent(v -> body.element("reqFlags", context(1), e -> e.primitive("reqFlags", BIT_STRING, v)));
        mechToken.ifPresent(v -> body.element("mechToken", context(2), e -> e.octetString("mechToken", v)));
        mechListMic.ifPresent(v -> body.element("mechListMIC", context(3), e -> e.octetString("mechListMIC", v)));
    }

    /** Reads all that {@code wire} holds. @throws ProtocolViolationException naming the field that is wrong */
    public static NegTokenInit decode(WireReader wire) {
        var in = DerReader.of(wire.as(NAME));
        var frame = in.enter("InitialContextToken", APPLICATION);
        in.expectEnd();
        var mech = new Oid(frame.primitive("thisMech", OBJECT_IDENTIFIER));
        if (!mech.equals(Oid.SPNEGO)) {
            throw frame.violation("thisMech", Problem.UNEXPECTED_VALUE, mech + " instead of SPNEGO");
        }
        var choice = frame.enter("negTokenInit", context(0));
        frame.expectEnd();
        var body = choice.enter(NAME, SEQUENCE);
        choice.expectEnd();
        var typesField = body.enter("mechTypes", context(0));
        var types = mechTypes(typesField.enter("mechTypes", SEQUENCE));
        typesField.expectEnd();
        var flags = NegToken.optional(body, "reqFlags", 1, e -> e.primitive("reqFlags", BIT_STRING));
        var token = NegToken.optional(body, "mechToken", 2, e -> e.octetString("mechToken"));
        var mic = NegToken.optional(body, "mechListMIC", 3, e -> e.octetString("mechListMIC"));
        body.expectEnd();
        expectMinimal(in);
        return new NegTokenInit(types, flags, token, mic);
    }

    /** Refuses the wide form of lengths, which no SPNEGO token was seen in. */
    static void expectMinimal(DerReader in) {
        if (in.lengths() != DerLengths.MINIMAL) {
            throw in.violation("", Problem.MALFORMED, "lengths are not in the fewest octets");
        }
    }

    private static List<Oid> mechTypes(DerReader list) {
        var types = new ArrayList<Oid>();
        do {
            if (types.size() == MAX_MECH_TYPES) {
                throw list.violation("mechTypes", Problem.LIMIT_EXCEEDED, "more than " + MAX_MECH_TYPES);
            }
            types.add(new Oid(list.primitive("mechType", OBJECT_IDENTIFIER)));
        } while (list.hasRemaining());
        return types;
    }
}
