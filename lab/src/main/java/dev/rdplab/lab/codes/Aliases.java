package dev.rdplab.lab.codes;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Other spellings of symbols: Samba's prefix, the former name of a code, the names of Rust and .NET enumerations. */
final class Aliases {

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("SEC_E_NOT_SUPPORTED", "SEC_E_UNSUPPORTED_FUNCTION"),
            Map.entry("SEC_E_POLICY_NTLM_ONLY", "SEC_E_POLICY_NLTM_ONLY"),
            Map.entry("NERR_BADUSERNAME", "STATUS_NO_SUCH_USER"),
            Map.entry("E_ACCESS_DENIED", "E_ACCESSDENIED"),
            Map.entry("UNRECOGNISEDNAME", "unrecognized_name"),
            Map.entry("HYBRID_REQUIRED", "HYBRID_REQUIRED_BY_SERVER"),
            Map.entry("SSL_REQUIRED", "SSL_REQUIRED_BY_SERVER"),
            Map.entry("SSL_NOT_ALLOWED", "SSL_NOT_ALLOWED_BY_SERVER"),
            Map.entry("SOCKET_CLOSED", "disconnectReasonAtClientWinsockFDCLOSE"),
            Map.entry("SSL_ERR_WRONG_PASSWORD", "SSL_ERR_LOGON_FAILURE"),
            Map.entry("RDP_NEG_FAILURE", "TYPE_RDP_NEG_FAILURE"),
            Map.entry("EAI_NONAME", "HOST_NOT_FOUND"),
            Map.entry("EAI_AGAIN", "WSATRY_AGAIN"),
            Map.entry("ENOTFOUND", "WSAHOST_NOT_FOUND"),
            Map.entry("UNKNOWNHOSTEXCEPTION", "WSAHOST_NOT_FOUND"),
            Map.entry("CONNECTIONRESET", "ECONNRESET"),
            Map.entry("CONNECTIONREFUSED", "ECONNREFUSED"),
            Map.entry("CONNECTIONABORTED", "ECONNABORTED"),
            Map.entry("TIMEDOUT", "ETIMEDOUT"),
            Map.entry("HOSTUNREACHABLE", "EHOSTUNREACH"),
            Map.entry("NETWORKUNREACHABLE", "ENETUNREACH"),
            Map.entry("BROKENPIPE", "EPIPE"),
            Map.entry("WSAEHOSTNOTFOUND", "WSAHOST_NOT_FOUND"),
            Map.entry("ERROR_CONNECTION_RESET", "WSAECONNRESET"),
            Map.entry("ERROR_CONNECTION_TIMED_OUT", "WSAETIMEDOUT"));

    private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

    private Aliases() {}

    /** The name as the tables write it. */
    static String of(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        if (NAMES.containsKey(upper)) {
            return NAMES.get(upper);
        }
        if (upper.startsWith("NT_STATUS_")) {
            return "STATUS_" + upper.substring("NT_STATUS_".length());
        }
        if (upper.startsWith("ERR-")) {
            // Wireshark's names: eRR-S-PRINCIPAL-UNKNOWN
            return "KDC_" + upper.replace('-', '_');
        }
        if (upper.startsWith("KRB5KDC_") || upper.startsWith("KRB5KRB_")) {
            return upper.startsWith("KRB5KDC_ERR")
                    ? upper.substring("KRB5".length())
                    : "KRB_" + upper.substring("KRB5KRB_".length());
        }
        return name;
    }

    /** {@code HandshakeFailure} as {@code handshake_failure}. */
    static String snake(String name) {
        return HUMP.matcher(name).replaceAll("_").toLowerCase(Locale.ROOT);
    }
}
