package dev.rdplab.protocol.mcs;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import dev.rdplab.protocol.x224.DataHeader;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * MCS Connect-Response, T.125 section 11.2 and [MS-RDPBCGR] 2.2.1.4: TPKT 4 + X.224 3 + BER. Its user data is a GCC
 * conference create response.
 *
 * @param calledConnectId 0 to 0xFFFFFFFF, 0 in practice
 * @param userData at most 32767 bytes
 * @param resultOnly nothing follows the result: a refusal as [MS-RDPBCGR] 3.3.5.3.3.1 allows it against T.125. The other
 *     values are then 0, {@link DomainParameters#GRANTED} and empty.
 * @param form how the BER is spelled
 */
public record ConnectResponse(
        McsResult result,
        long calledConnectId,
        DomainParameters domainParameters,
        Bytes userData,
        boolean resultOnly,
        BerForm form)
        implements Pdu {

    public static final String STRUCTURE = "ConnectResponse";

    static final int TAG = 0x7f66;

    /** @throws IllegalArgumentException when a value is out of range, or {@code resultOnly} does not fit the rest */
    public ConnectResponse {
        ConnectInitial.checkLength("userData", userData, ConnectInitial.MAX_USER_DATA);
        if (calledConnectId < 0 || calledConnectId > DomainParameters.MAX_VALUE) {
            throw new IllegalArgumentException("calledConnectId " + calledConnectId);
        }
        if (resultOnly
                && (result == McsResult.SUCCESSFUL
                        || calledConnectId != 0
                        || !domainParameters.equals(DomainParameters.GRANTED)
                        || !userData.isEmpty())) {
            throw new IllegalArgumentException("a response without user data refuses and has no other values");
        }
    }

    /** A grant as Windows sends it. */
    public static ConnectResponse of(Bytes userData) {
        return new ConnectResponse(
                McsResult.SUCCESSFUL, 0, DomainParameters.GRANTED, userData, false, BerForm.SHORTEST);
    }

    /** A refusal that holds the result alone. */
    public static ConnectResponse refused(McsResult result) {
        return new ConnectResponse(result, 0, DomainParameters.GRANTED, Bytes.EMPTY, true, BerForm.SHORTEST);
    }

    /**
     * Reads a whole frame.
     *
     * @throws dev.rdplab.protocol.wire.ProtocolViolationException naming the field and offset that is wrong
     */
    public static ConnectResponse decode(WireReader in) {
        var userData = new AtomicReference<>(Bytes.EMPTY);
        var outer = decode(in, (result, content) -> userData.set(content.rest("userData")));
        return new ConnectResponse(
                outer.result,
                outer.calledConnectId,
                outer.domainParameters,
                userData.get(),
                outer.resultOnly,
                outer.form);
    }

    /**
     * Reads a whole frame and lets {@code content}, which is told the result, read the user data where it stands, so that its
     * fields have their offset in the frame. The result has no user data.
     */
    public static ConnectResponse decode(WireReader in, BiConsumer<McsResult, WireReader> content) {
        var ber = BerReader.of(DataHeader.readFrame(in), STRUCTURE, TAG);
        var result = ber.result("result");
        if (result != McsResult.SUCCESSFUL && !ber.hasRemaining()) {
            return new ConnectResponse(result, 0, DomainParameters.GRANTED, Bytes.EMPTY, true, ber.form());
        }
        long calledConnectId = ber.integer("calledConnectId");
        var parameters = DomainParameters.read(ber, "domainParameters");
        var userData = ber.octetString("userData", ConnectInitial.MAX_USER_DATA);
        content.accept(result, userData);
        userData.expectEnd();
        ber.expectEnd();
        return new ConnectResponse(result, calledConnectId, parameters, Bytes.EMPTY, false, ber.form());
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
                    ber.enumerated("result", result.value());
                    if (!resultOnly) {
                        ber.integer("calledConnectId", calledConnectId);
                        domainParameters.write(ber, "domainParameters");
                        ber.octetString("userData", content);
                    }
                }));
    }
}
