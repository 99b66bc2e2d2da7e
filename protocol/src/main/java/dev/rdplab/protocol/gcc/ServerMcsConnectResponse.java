package dev.rdplab.protocol.gcc;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.mcs.ConnectResponse;
import dev.rdplab.protocol.mcs.McsResult;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Server MCS Connect Response PDU with GCC Conference Create Response, [MS-RDPBCGR] 2.2.1.4: all layers of the frame, so
 * that every field has its name and its offset in the whole.
 *
 * @param mcs the outer layer, without user data
 * @param conference the inner layers; a refusal may come without
 */
public record ServerMcsConnectResponse(ConnectResponse mcs, Optional<Conference> conference) implements Pdu {

    /** What a Connect-Response carries. @param gcc without user data */
    public record Conference(ConferenceCreateResponse gcc, ServerData data) {

        /** @throws IllegalArgumentException when {@code gcc} has user data of its own */
        public Conference {
            if (!gcc.userData().isEmpty()) {
                throw new IllegalArgumentException("the outer layer carries the inner one, and nothing else");
            }
        }
    }

    /** @throws IllegalArgumentException when {@code mcs} has user data of its own, or a success carries nothing */
    public ServerMcsConnectResponse {
        if (!mcs.userData().isEmpty()) {
            throw new IllegalArgumentException("the outer layer carries the inner ones, and nothing else");
        }
        if (conference.isEmpty() && mcs.result() == McsResult.SUCCESSFUL
                || conference.isPresent() && mcs.resultOnly()) {
            throw new IllegalArgumentException("a grant has settings, a refusal has none");
        }
    }

    /** The settings in the wrapping that Windows uses. */
    public static ServerMcsConnectResponse of(ServerData data) {
        return new ServerMcsConnectResponse(
                ConnectResponse.of(Bytes.EMPTY),
                Optional.of(new Conference(ConferenceCreateResponse.of(Bytes.EMPTY), data)));
    }

    /** A refusal that holds the result alone. */
    public static ServerMcsConnectResponse refused(McsResult result) {
        return new ServerMcsConnectResponse(ConnectResponse.refused(result), Optional.empty());
    }

    public McsResult result() {
        return mcs.result();
    }

    /**
     * Reads a whole frame.
     *
     * @throws dev.rdplab.protocol.wire.ProtocolViolationException naming the field and offset that is wrong
     */
    public static ServerMcsConnectResponse decode(WireReader in) {
        var conference = new AtomicReference<Conference>();
        var mcs = ConnectResponse.decode(in, (result, userData) -> {
            if (result != McsResult.SUCCESSFUL && !userData.hasRemaining()) {
                return;
            }
            var data = new AtomicReference<ServerData>();
            var gcc = ConferenceCreateResponse.decode(userData, blocks -> data.set(ServerData.decode(blocks)));
            conference.set(new Conference(gcc, data.get()));
        });
        return new ServerMcsConnectResponse(mcs, Optional.ofNullable(conference.get()));
    }

    @Override
    public void encode(WireWriter out) {
        mcs.encode(
                out,
                userData -> conference.ifPresent(
                        c -> c.gcc().encode(userData, w -> c.data().encode(w))));
    }
}
