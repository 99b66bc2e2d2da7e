package dev.rdplab.diagnosis.capture.rebuild;

import dev.rdplab.protocol.handshake.EndingKind;
import java.util.Locale;

/** What a record of a certain length can be that announces the end of a connection. */
enum Said {
    NOTHING(null, ""),
    LOGON_REFUSED(
            EndingKind.CREDSSP_ERROR,
            "a record of the length of TSRequest with errorCode: the logon was refused; which code needs the keys"),
    AUTHORIZATION(
            EndingKind.ACCESS_DENIED,
            "a record of the length of an Early User Authorization Result, and nothing more: the user was refused"),
    ERROR_INFO(
            EndingKind.ERROR_INFO,
            "a record of the length of Set Error Info comes before the close; what it says needs the keys"),
    LICENSE_ERROR(
            EndingKind.LICENSE_ERROR,
            "a record of the length of a licensing error comes before the close; what it says needs the keys"),
    CONFERENCE_ENDED(
            EndingKind.MCS_REFUSED, "a record of the length of a DisconnectProviderUltimatum or a refusal of MCS"),
    CONNECT_RESPONSE(EndingKind.MCS_REFUSED, "the Connect-Response; whether it refused needs the keys"),
    ALERT(
            EndingKind.TLS_ALERT,
            " is an encrypted alert with padding: a refusal or a close_notify, which needs the keys"),
    JOIN_CONFIRM(EndingKind.MCS_REFUSED, "a Channel Join Confirm; whether it refused needs the keys");

    private final EndingKind kind;
    private final String text;

    Said(EndingKind kind, String text) {
        this.kind = kind;
        this.text = text;
    }

    /** Null for {@link #NOTHING}. */
    EndingKind kind() {
        return kind;
    }

    /** What was seen, for people. */
    String text() {
        return text;
    }

    /** The word for the rules that rank causes. */
    String word() {
        return "length-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
