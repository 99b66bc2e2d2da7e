package dev.rdplab.lab.codes;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A set of numbers with one meaning each. The same number means different things in different spaces. */
public enum CodeSpace {
    MSTSC("mstsc", "mstsc disconnect reason", 3),
    EXTENDED("extended", "mstsc extended reason", 1),
    MSTSC_FATAL("mstsc-fatal", "mstsc OnFatalError", 1),
    ERRINFO("errinfo", "Set Error Info errorInfo", 8),
    NEGOTIATION("negotiation", "RDP_NEG_FAILURE failureCode", 1),
    NTSTATUS("ntstatus", "NTSTATUS or SEC_E, as in TSRequest errorCode", 8),
    TLS_ALERT("tls-alert", "TLS alert", 0),
    EARLY_AUTH("early-auth", "Early User Authorization Result", 8),
    LICENSE("license", "licensing error dwErrorCode", 8),
    LICENSE_TRANSITION("license-transition", "licensing error dwStateTransition", 8),
    MCS("mcs", "MCS result", 0),
    ULTIMATUM("ultimatum", "DisconnectProviderUltimatum reason", 0),
    X224_DR("x224-dr", "X.224 Disconnect Request reason", 0),
    FREERDP("freerdp", "FreeRDP error", 8),
    XFREERDP_EXIT("xfreerdp-exit", "xfreerdp exit code", 0),
    RDESKTOP_EXIT("rdesktop-exit", "rdesktop exit code", 0),
    PROTOCOL("protocol", "requestedProtocols bit", 1),
    NEGOTIATION_TYPE("negotiation-type", "RDP_NEG type", 1),
    REQUEST_FLAG("request-flag", "RDP_NEG_REQ flag", 1),
    RESPONSE_FLAG("response-flag", "RDP_NEG_RSP flag", 1),
    CREDSSP_VERSION("credssp-version", "TSRequest version", 0),
    KRB_ERROR("krb-error", "Kerberos KRB-ERROR error-code", 0),
    HRESULT("hresult", "HRESULT", 8),
    WIN32("win32", "Win32 error", 0),
    WINSOCK("winsock", "Winsock error", 0),
    ERRNO("errno", "errno", 0),
    EVENT("event", "Windows event id", 0),
    SECURE_TRANSPORT("secure-transport", "SecureTransport OSStatus, as macOS and iOS log it", 0),
    GNUTLS("gnutls", "GnuTLS error", 0),
    NSS("nss", "NSS or NSPR error", 0),
    CURL("curl", "curl exit code", 0);

    private final String word;
    private final String title;
    private final int digits;

    CodeSpace(String word, String title, int digits) {
        this.word = word;
        this.title = title;
        this.digits = digits;
    }

    /** The word used in files and output, such as {@code tls-alert}. */
    public String word() {
        return word;
    }

    /** What the number is, for people. */
    public String title() {
        return title;
    }

    /** The number as it is written in this space: hexadecimal with the usual digits, or decimal, with a sign where bit 31 is set. */
    public String format(long number) {
        return digits == 0
                ? Integer.toString((int) number)
                : "0x" + pad(Long.toHexString(number).toUpperCase(Locale.ROOT));
    }

    public static Optional<CodeSpace> of(String word) {
        return Arrays.stream(values()).filter(s -> s.word.equals(word)).findFirst();
    }

    @Override
    public String toString() {
        return word;
    }

    private String pad(String hex) {
        return hex.length() >= digits || digits < 8 ? hex : "0".repeat(digits - hex.length()) + hex;
    }
}
