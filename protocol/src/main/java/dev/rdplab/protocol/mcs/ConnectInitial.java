package dev.rdplab.protocol.mcs;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import dev.rdplab.protocol.x224.DataHeader;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * MCS Connect-Initial, T.125 section 11.1 and [MS-RDPBCGR] 2.2.1.3: TPKT 4 + X.224 3 + BER. Its user data is a GCC conference
 * create request.
 *
 * @param callingDomainSelector at most 255 bytes, one byte 0x01 in practice
 * @param calledDomainSelector at most 255 bytes, one byte 0x01 in practice
 * @param userData at most 32767 bytes
 * @param form how the BER is spelled
 */
public record ConnectInitial(
        Bytes callingDomainSelector,
        Bytes calledDomainSelector,
        boolean upwardFlag,
        DomainParameters targetParameters,
        DomainParameters minimumParameters,
        DomainParameters maximumParameters,
        Bytes userData,
        BerForm form)
        implements Pdu {

    public static final String STRUCTURE = "ConnectInitial";

    /** Bytes at most. */
    public static final int MAX_USER_DATA = 0x7fff;

    /** As mstsc spells it: 65535 and 64535 in two octets, without the zero that X.690 puts before a set first bit. */
    public static final BerForm MSTSC_FORM = new BerForm(
            Bytes.fromHex("00 00 00 00  00 0000000000000200  00 0000000000000000  00 0202020000000200  00"));

    /** As rdesktop spells it: every integer in two octets. */
    public static final BerForm RDESKTOP_FORM = new BerForm(
            Bytes.fromHex("00 00 00 00  00 0202020202020202  00 0202020202020002  00 0202020202020202  00"));

    static final int TAG = 0x7f65;

    private static final int MAX_SELECTOR = 255;
    private static final Bytes SELECTOR = Bytes.of(1);

    /** @throws IllegalArgumentException when a selector or the user data is too long */
    public ConnectInitial {
        checkLength("callingDomainSelector", callingDomainSelector, MAX_SELECTOR);
        checkLength("calledDomainSelector", calledDomainSelector, MAX_SELECTOR);
        checkLength("userData", userData, MAX_USER_DATA);
    }

    /** With the selectors and parameters that all clients send. */
    public static ConnectInitial of(Bytes userData) {
        return new ConnectInitial(
                SELECTOR,
                SELECTOR,
                true,
                DomainParameters.TARGET,
                DomainParameters.MINIMUM,
                DomainParameters.MAXIMUM,
                userData,
                BerForm.SHORTEST);
    }

    /** The same in another spelling. */
    public ConnectInitial withForm(BerForm other) {
        return new ConnectInitial(
                callingDomainSelector,
                calledDomainSelector,
                upwardFlag,
                targetParameters,
                minimumParameters,
                maximumParameters,
                userData,
                other);
    }

    /**
     * Reads a whole frame.
     *
     * @throws dev.rdplab.protocol.wire.ProtocolViolationException naming the field and offset that is wrong
     */
    public static ConnectInitial decode(WireReader in) {
        var userData = new AtomicReference<>(Bytes.EMPTY);
        var outer = decode(in, content -> userData.set(content.rest("userData")));
        return new ConnectInitial(
                outer.callingDomainSelector,
                outer.calledDomainSelector,
                outer.upwardFlag,
                outer.targetParameters,
                outer.minimumParameters,
                outer.maximumParameters,
                userData.get(),
                outer.form);
    }

    /**
     * Reads a whole frame and lets {@code content} read the user data where it stands, so that its fields have their offset in
     * the frame. The result has no user data.
     */
    public static ConnectInitial decode(WireReader in, Consumer<WireReader> content) {
        var ber = BerReader.of(DataHeader.readFrame(in), STRUCTURE, TAG);
        var calling = ber.octetString("callingDomainSelector", MAX_SELECTOR).rest("callingDomainSelector");
        var called = ber.octetString("calledDomainSelector", MAX_SELECTOR).rest("calledDomainSelector");
        boolean upwardFlag = ber.bool("upwardFlag");
        var target = DomainParameters.read(ber, "targetParameters");
        var minimum = DomainParameters.read(ber, "minimumParameters");
        var maximum = DomainParameters.read(ber, "maximumParameters");
        var userData = ber.octetString("userData", MAX_USER_DATA);
        content.accept(userData);
        userData.expectEnd();
        ber.expectEnd();
        return new ConnectInitial(calling, called, upwardFlag, target, minimum, maximum, Bytes.EMPTY, ber.form());
    }

    @Override
    public void encode(WireWriter out) {
        encode(out, w -> w.bytes("userData", userData));
    }

    /** Writes the frame with what {@code content} writes in place of {@link #userData}; its fields are recorded. */
    public void encode(WireWriter out, Consumer<WireWriter> content) {
        DataHeader.writeFrame(
                out,
                frame -> BerWriter.write(frame, STRUCTURE, TAG, form, ber -> {
                    ber.octetString(
                            "callingDomainSelector", w -> w.bytes("callingDomainSelector", callingDomainSelector));
                    ber.octetString("calledDomainSelector", w -> w.bytes("calledDomainSelector", calledDomainSelector));
                    ber.bool("upwardFlag", upwardFlag);
                    targetParameters.write(ber, "targetParameters");
                    minimumParameters.write(ber, "minimumParameters");
                    maximumParameters.write(ber, "maximumParameters");
                    ber.octetString("userData", content);
                }));
    }

    static void checkLength(String field, Bytes value, int max) {
        if (value.length() > max) {
            throw new IllegalArgumentException(field + " of " + value.length() + " bytes, at most " + max);
        }
    }
}
