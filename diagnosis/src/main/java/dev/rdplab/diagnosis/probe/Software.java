package dev.rdplab.diagnosis.probe;

import dev.rdplab.clientsim.ClientReport;
import dev.rdplab.lab.Confidence;
import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Stage;
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

    /** sspi-rs, which IronRDP's server logs on with. */
    private static final NtlmVersion SSPI_RS = new NtlmVersion(10, 0, 17763);

    private static final int TPKT_AND_X224 = 7;
    private static final int SEND_DATA_INDICATION = 0x68;
    private static final int MCS_LENGTH = TPKT_AND_X224 + 6;
    private static final int LONG_LENGTH = 0x80;
    private static final int DEMAND_ACTIVE = 0x11;
    private static final int SHARE_ID = 6;
    private static final int DESCRIPTOR_LENGTH = SHARE_ID + 4;
    private static final int TPKT = 3;

    private static final String OF_FREERDP = "FreeRDP's server library (freerdp-shadow, gnome-remote-desktop)";

    /** Recognises the server of a connection. Empty where nothing tells. */
    static Optional<Software> of(ClientReport report, ServerView view) {
        if (view.certificate().filter(c -> c.subject().contains("O=xrdp")).isPresent()) {
            return Optional.of(new Software(
                    "xrdp",
                    Confidence.DOCUMENTED,
                    "the subject of its certificate is the one that xrdp's build makes"));
        }
        var events = report.last().transcript().events();
        boolean clearMcs = events.stream()
                .anyMatch(event -> received(event)
                        && event.stage() == Stage.CREDSSP
                        && event.bytes().length() > TPKT_AND_X224
                        && event.bytes().get(0) == TPKT);
        if (clearMcs) {
            return Optional.of(new Software(
                    "gnome-remote-desktop",
                    Confidence.MEASURED,
                    "it answered in clear MCS where a TSRequest is due, as gnome-remote-desktop 43.3 was seen to do"));
        }
        var challenge = ServerView.challenge(report);
        var demand = events.stream()
                .filter(event -> received(event) && event.pdu().equals(PduNames.DEMAND_ACTIVE))
                .map(Transcript.Event::bytes)
                .findFirst();
        return events.stream()
                .filter(event -> received(event)
                        && event.pdu().equals(PduNames.CONNECTION_CONFIRM)
                        && event.bytes().length() == WITH_RESPONSE
                        && event.bytes().get(RESPONSE) == TYPE_RESPONSE)
                .map(Transcript.Event::bytes)
                .findFirst()
                .flatMap(confirm -> of(confirm, challenge, demand));
    }

    private static boolean received(Transcript.Event event) {
        return event.kind() == Transcript.Kind.RECEIVED;
    }

    static Optional<Software> of(Bytes confirm, Optional<ChallengeMessage> challenge, Optional<Bytes> demand) {
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
        if (reference == 0 && flags == EXTENDED_CLIENT_DATA) {
            return Optional.of(withoutGraphics(nla, version, demand));
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

    /** IronRDP and weston send the same Connection Confirm; Demand Active tells them apart, and weston has no NLA. */
    private static Software withoutGraphics(boolean nla, Optional<NtlmVersion> version, Optional<Bytes> demand) {
        if (demand.filter(Software::withoutName).isPresent()) {
            return new Software(
                    "IronRDP",
                    Confidence.MEASURED,
                    "its Demand Active has the share id 0 and an empty source descriptor, as ironrdp-server 0.13 was seen to send");
        }
        if (nla) {
            boolean sspi = version.filter(SSPI_RS::equals).isPresent();
            return new Software(
                    "IronRDP",
                    Confidence.INFERRED,
                    "its Connection Confirm has the source reference 0 and the flags 0x01 with NLA, as ironrdp-server 0.13 was seen to send"
                            + (sspi ? "; its CHALLENGE has the version of sspi-rs" : ""));
        }
        return demand.isPresent()
                ? new Software(
                        "weston",
                        Confidence.INFERRED,
                        "its Connection Confirm has the source reference 0 and the flags 0x01 without NLA, as weston 10 on FreeRDP's library was seen to send")
                : new Software(
                        "weston or IronRDP",
                        Confidence.INFERRED,
                        "its Connection Confirm has the source reference 0 and the flags 0x01 without NLA, as weston 10 and ironrdp-server 0.13 were seen to send");
    }

    /** Whether a Demand Active PDU has the share id 0 and a source descriptor of one byte, [MS-RDPBCGR] 2.2.1.13.1.1. */
    private static boolean withoutName(Bytes frame) {
        if (frame.length() < MCS_LENGTH + 2 || frame.get(TPKT_AND_X224) != SEND_DATA_INDICATION) {
            return false;
        }
        int at = MCS_LENGTH + ((frame.get(MCS_LENGTH) & LONG_LENGTH) != 0 ? 2 : 1);
        if (frame.length() < at + DESCRIPTOR_LENGTH + 2 || frame.get(at + 2) != DEMAND_ACTIVE) {
            return false;
        }
        int share = 0;
        for (int i = 0; i < 4; i++) {
            share |= frame.get(at + SHARE_ID + i);
        }
        return share == 0 && frame.get(at + DESCRIPTOR_LENGTH) <= 1 && frame.get(at + DESCRIPTOR_LENGTH + 1) == 0;
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
