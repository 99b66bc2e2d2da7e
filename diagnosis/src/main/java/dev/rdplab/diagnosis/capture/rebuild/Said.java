package dev.rdplab.diagnosis.capture.rebuild;

import dev.rdplab.protocol.handshake.EndingKind;
import java.util.Locale;

/** What a record of a certain length can be that announces the end of a connection. */
enum Said {
    NOTHING("", null, ""),
    LOGON_REFUSED(
            "TSRequest with errorCode",
            EndingKind.CREDSSP_ERROR,
            "by its length the last record is a TSRequest with errorCode (the logon was refused); the code is encrypted"),
    AUTHORIZATION(
            "Early User Authorization Result",
            EndingKind.ACCESS_DENIED,
            "by its length the last record is an Early User Authorization Result, and nothing follows: the user was refused"),
    ERROR_INFO(
            "Set Error Info",
            EndingKind.ERROR_INFO,
            "by its length the record before the close is a Set Error Info; what it says is encrypted"),
    LICENSE_ERROR(
            "a licensing error",
            EndingKind.LICENSE_ERROR,
            "by its length the record before the close is a licensing error; what it says is encrypted"),
    CONFERENCE_ENDED(
            "DisconnectProviderUltimatum",
            EndingKind.MCS_REFUSED,
            "by its length the last record is a DisconnectProviderUltimatum or a refusal of MCS"),
    CONNECT_RESPONSE(
            "Connect-Response",
            EndingKind.MCS_REFUSED,
            "by its length the last record is the Connect-Response; whether it refused is encrypted"),
    ALERT(
            "an alert with padding",
            EndingKind.TLS_ALERT,
            " is an encrypted alert with padding: a refusal or a close_notify"),
    JOIN_CONFIRM(
            "Channel Join Confirm",
            EndingKind.MCS_REFUSED,
            "by its length the last record is a Channel Join Confirm; whether it refused is encrypted");

    private final String pdu;
    private final EndingKind kind;
    private final String text;

    Said(String pdu, EndingKind kind, String text) {
        this.pdu = pdu;
        this.kind = kind;
        this.text = text;
    }

    /** What the record can be, for people. */
    String pdu() {
        return pdu;
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
