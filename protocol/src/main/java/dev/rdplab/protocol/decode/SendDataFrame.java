package dev.rdplab.protocol.decode;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.mcs.SendData;
import dev.rdplab.protocol.security.SecurityHeader;
import dev.rdplab.protocol.wire.WireWriter;
import java.util.List;
import java.util.Optional;

/**
 * An MCS Send Data Request or Indication with all that it carries.
 *
 * @param security the security header, if there is one
 * @param userData what stands behind it; share PDUs may be several
 */
public record SendDataFrame(SendData header, Optional<SecurityHeader> security, List<Pdu> userData) implements Pdu {

    public SendDataFrame {
        userData = List.copyOf(userData);
    }

    @Override
    public void encode(WireWriter out) {
        header.encode(out, w -> {
            security.ifPresent(s -> s.encode(w));
            userData.forEach(pdu -> pdu.encode(w));
        });
    }
}
