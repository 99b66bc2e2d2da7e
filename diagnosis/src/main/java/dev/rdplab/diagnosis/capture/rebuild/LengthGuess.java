package dev.rdplab.diagnosis.capture.rebuild;

import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Role;
import java.util.Optional;

/**
 * Tells PDUs whose content is encrypted by their length, as far as that is possible: encryption keeps lengths, and the PDUs of
 * joining channels and of finalization have fixed ones. A guess, and named so wherever it is used.
 */
final class LengthGuess {

    // TS_SHARECONTROLHEADER 6 + TS_SHAREDATAHEADER 12 + body
    private static final int SYNCHRONIZE = 22;
    private static final int CONTROL_OR_FONT = 26;
    private static final int LONG = 100; // capability sets are longer, all other PDUs of these stages shorter
    private static final int LICENSE_ERROR = 16; // preamble 4 + dwErrorCode 4 + dwStateTransition 4 + blob 4

    private boolean demanded;
    private boolean confirmed;
    private int clientControls;
    private int serverControls;

    /** @param least and most: bytes of the PDU from the share control header on, when the cipher hides the exact number */
    Optional<String> share(Role sender, int least, int most) {
        boolean server = sender == Role.SERVER;
        if (server && !demanded) {
            demanded = least >= LONG;
            return demanded ? Optional.of(PduNames.DEMAND_ACTIVE) : Optional.empty();
        }
        if (!server && demanded && !confirmed) {
            confirmed = least >= LONG;
            return confirmed ? Optional.of(PduNames.CONFIRM_ACTIVE) : Optional.empty();
        }
        if (!confirmed) {
            return Optional.empty();
        }
        if (least <= SYNCHRONIZE && SYNCHRONIZE <= most && (server ? serverControls : clientControls) == 0) {
            return Optional.of(PduNames.SYNCHRONIZE);
        }
        if (least > CONTROL_OR_FONT || most < CONTROL_OR_FONT) {
            return Optional.empty();
        }
        int count = server ? ++serverControls : ++clientControls;
        return switch (count) {
            case 1 -> Optional.of(PduNames.CONTROL_COOPERATE);
            case 2 -> Optional.of(server ? PduNames.CONTROL_GRANTED : PduNames.CONTROL_REQUEST);
            case 3 -> Optional.of(server ? PduNames.FONT_MAP : PduNames.FONT_LIST);
            default -> Optional.empty();
        };
    }

    /** Under standard RDP security. @param hint what the security header gives away */
    Optional<String> encrypted(Role sender, String hint, int length) {
        if (hint.equals(PduNames.CLIENT_INFO)) {
            return Optional.of(hint);
        }
        if (hint.equals("license")) {
            return sender == Role.SERVER && length <= LICENSE_ERROR + 4
                    ? Optional.of(PduNames.LICENSE_ERROR)
                    : Optional.empty();
        }
        return share(sender, length, length);
    }
}
