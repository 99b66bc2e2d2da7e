package dev.rdplab.protocol.gcc;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.mcs.ConnectInitial;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Client MCS Connect Initial PDU with GCC Conference Create Request, [MS-RDPBCGR] 2.2.1.3: all layers of the frame, so that
 * every field has its name and its offset in the whole.
 *
 * @param mcs the outer layer, without user data
 * @param gcc the layer between, without user data
 */
public record ClientMcsConnectInitial(ConnectInitial mcs, ConferenceCreateRequest gcc, ClientData data) implements Pdu {

    /** @throws IllegalArgumentException when a layer has user data of its own */
    public ClientMcsConnectInitial {
        if (!mcs.userData().isEmpty() || !gcc.userData().isEmpty()) {
            throw new IllegalArgumentException("the outer layers carry the inner ones, and nothing else");
        }
    }

    /** The settings in the wrapping that clients use. */
    public static ClientMcsConnectInitial of(ClientData data) {
        return new ClientMcsConnectInitial(
                ConnectInitial.of(Bytes.EMPTY), ConferenceCreateRequest.of(Bytes.EMPTY), data);
    }

    /**
     * Reads a whole frame.
     *
     * @throws dev.rdplab.protocol.wire.ProtocolViolationException naming the field and offset that is wrong
     */
    public static ClientMcsConnectInitial decode(WireReader in) {
        var gcc = new AtomicReference<ConferenceCreateRequest>();
        var data = new AtomicReference<ClientData>();
        var mcs = ConnectInitial.decode(
                in,
                userData -> gcc.set(
                        ConferenceCreateRequest.decode(userData, blocks -> data.set(ClientData.decode(blocks)))));
        return new ClientMcsConnectInitial(mcs, gcc.get(), data.get());
    }

    @Override
    public void encode(WireWriter out) {
        mcs.encode(out, userData -> gcc.encode(userData, data::encode));
    }
}
