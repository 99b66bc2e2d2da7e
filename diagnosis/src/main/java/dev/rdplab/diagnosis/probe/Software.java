package dev.rdplab.diagnosis.probe;

import dev.rdplab.clientsim.ClientReport;
import dev.rdplab.lab.Confidence;
import dev.rdplab.protocol.handshake.Transcript;
import dev.rdplab.protocol.ntlm.ChallengeMessage;
import dev.rdplab.protocol.ntlm.NtlmVersion;
import dev.rdplab.protocol.wire.Bytes;
import java.util.Optional;

/**
 * The program at the other end, where its bytes tell it.
 *
 * @param name such as {@code xrdp}
 * @param because what tells it
 */
public record Software(String name, Confidence confidence, String because) {

    private static final int SOURCE_REFERENCE = 8;
    private static final int RESPONSE = 11;
    private static final int RESPONSE_FLAGS = RESPONSE + 1;
    private static final int RESPONSE_SELECTED = RESPONSE + 4;
    private static final int WITH_RESPONSE = 19;
    private static final int TYPE_RESPONSE = 2;
    private static final int HYBRID = 2 | 8;
    private static final int EXTENDED_CLIENT_DATA = 1;
    private static final int GRAPHICS = 2;
    private static final int RESTRICTED_ADMIN = 8;
    private static final NtlmVersion FREERDP_2 = new NtlmVersion(6, 1, 7601);
    private static final NtlmVersion FREERDP_3 = new NtlmVersion(10, 0, 22631);

    private static final String OF_FREERDP = "FreeRDP's server library (freerdp-shadow, weston, gnome-remote-desktop)";

    /** Recognises the server of a connection. Empty where nothing tells. */
    static Optional<Software> of(ClientReport report, ServerView view) {
        if (view.certificate().filter(c -> c.subject().contains("O=xrdp")).isPresent()) {
            return Optional.of(new Software(
                    "xrdp",
                    Confidence.DOCUMENTED,
                    "the subject of its certificate is the one that xrdp's build makes"));
        }
        var challenge = ServerView.challenge(report);
        return report.last().transcript().events().stream()
                .filter(event -> event.kind() == Transcript.Kind.RECEIVED
                        && event.pdu().equals("ConnectionConfirm")
                        && event.bytes().length() == WITH_RESPONSE
                        && event.bytes().get(RESPONSE) == TYPE_RESPONSE)
                .map(Transcript.Event::bytes)
                .findFirst()
                .flatMap(confirm -> of(confirm, challenge));
    }

    static Optional<Software> of(Bytes confirm, Optional<ChallengeMessage> challenge) {
        int reference = confirm.get(SOURCE_REFERENCE) << 8 | confirm.get(SOURCE_REFERENCE + 1);
        int flags = confirm.get(RESPONSE_FLAGS);
        boolean nla = (confirm.get(RESPONSE_SELECTED) & HYBRID) != 0;
        var version = challenge.flatMap(ChallengeMessage::version);
        if (reference == 0 && flags == (EXTENDED_CLIENT_DATA | GRAPHICS)) {
            return Optional.of(
                    new Software(
                            OF_FREERDP + version.map(Software::generation).orElse(""),
                            Confidence.MEASURED,
                            "its Connection Confirm has the source reference 0 and the flags 0x03, as 2.11.7 and 3.10.3 were seen to send"));
        }
        if (reference != 0 && flags == EXTENDED_CLIENT_DATA && !nla) {
            return Optional.of(new Software(
                    "xrdp",
                    Confidence.INFERRED,
                    "its Connection Confirm has the flags 0x01 and no NLA, as xrdp 0.9.21 was seen to send"));
        }
        if ((flags & RESTRICTED_ADMIN) != 0) {
            return Optional.of(new Software(
                    "Windows" + version.map(Software::build).orElse(""),
                    Confidence.INFERRED,
                    "it offers Restricted Admin, which no other server is known to do"));
        }
        return Optional.empty();
    }

    private static String generation(NtlmVersion version) {
        if (version.equals(FREERDP_2)) {
            return ", version 2";
        }
        return version.equals(FREERDP_3) ? ", version 3" : "";
    }

    private static String build(NtlmVersion version) {
        return " (" + version.major() + "." + version.minor() + ", build " + version.build() + ")";
    }
}
