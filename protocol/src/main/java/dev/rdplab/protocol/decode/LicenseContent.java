package dev.rdplab.protocol.decode;

import dev.rdplab.protocol.licensing.LicenseError;
import dev.rdplab.protocol.licensing.LicenseMessage;
import dev.rdplab.protocol.security.SecurityHeader;
import dev.rdplab.protocol.wire.WireReader;
import java.util.List;
import java.util.Optional;

/** Reads a licensing message, which has names of its own. */
final class LicenseContent {

    private LicenseContent() {}

    static UserData.Content read(Optional<SecurityHeader> security, WireReader in) {
        var message = LicenseMessage.decode(in);
        String carries =
                message instanceof LicenseError error ? error.dwErrorCode().toString() : "";
        return new UserData.Content(message.pduName(), carries, security, List.of(message));
    }
}
