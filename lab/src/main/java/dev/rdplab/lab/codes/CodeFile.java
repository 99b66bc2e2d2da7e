package dev.rdplab.lab.codes;

import dev.rdplab.lab.Confidence;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The tables of known numbers, in the order in which their rows are listed. Each is read when one of its spaces is first asked for. */
enum CodeFile {
    DISCONNECT_REASONS("mstsc-disconnect-reasons.tsv", CodeSpace.MSTSC, CodeSpace.MSTSC_FATAL),
    EXTENDED_REASONS("mstsc-extended-reasons.tsv", CodeSpace.EXTENDED),
    ERROR_INFO("errinfo-codes.tsv", CodeSpace.ERRINFO),
    NEGOTIATION(
            "negotiation-codes.tsv",
            CodeSpace.NEGOTIATION_TYPE,
            CodeSpace.REQUEST_FLAG,
            CodeSpace.RESPONSE_FLAG,
            CodeSpace.PROTOCOL,
            CodeSpace.NEGOTIATION,
            CodeSpace.TLS_ALERT,
            CodeSpace.CREDSSP_VERSION,
            CodeSpace.NTSTATUS,
            CodeSpace.EARLY_AUTH,
            CodeSpace.LICENSE,
            CodeSpace.LICENSE_TRANSITION,
            CodeSpace.MCS,
            CodeSpace.ULTIMATUM,
            CodeSpace.X224_DR,
            CodeSpace.FREERDP,
            CodeSpace.XFREERDP_EXIT,
            CodeSpace.RDESKTOP_EXIT),
    KERBEROS("kerberos-codes.tsv", CodeSpace.KRB_ERROR, CodeSpace.NTSTATUS),
    SOCKETS("socket-errors.tsv", CodeSpace.WINSOCK, CodeSpace.ERRNO),
    WIN32("win32-codes.tsv", CodeSpace.WIN32, CodeSpace.HRESULT),
    STATUS("status-codes.tsv", CodeSpace.NTSTATUS, CodeSpace.WIN32, CodeSpace.HRESULT),
    TLS_LIBRARIES("tls-library-codes.tsv", CodeSpace.SECURE_TRANSPORT, CodeSpace.GNUTLS, CodeSpace.NSS, CodeSpace.CURL),
    EVENTS("windows-events.tsv", CodeSpace.EVENT);

    /** One known number. @param causes ids of the causes that the table names for it */
    record Row(Code code, List<String> causes) {}

    /** The space of each word in the column {@code group}; rows of other groups are not looked up. */
    private static final Map<String, CodeSpace> GROUPS = Map.ofEntries(
            Map.entry("rdp_neg type", CodeSpace.NEGOTIATION_TYPE),
            Map.entry("rdp_neg_req flag", CodeSpace.REQUEST_FLAG),
            Map.entry("rdp_neg_rsp flag", CodeSpace.RESPONSE_FLAG),
            Map.entry("protocol bit", CodeSpace.PROTOCOL),
            Map.entry("rdp_neg failureCode", CodeSpace.NEGOTIATION),
            Map.entry("tls alert", CodeSpace.TLS_ALERT),
            Map.entry("credssp TSRequest version", CodeSpace.CREDSSP_VERSION),
            Map.entry("credssp errorCode", CodeSpace.NTSTATUS),
            Map.entry("krb error", CodeSpace.KRB_ERROR),
            Map.entry("early user authorization", CodeSpace.EARLY_AUTH),
            Map.entry("license error dwErrorCode", CodeSpace.LICENSE),
            Map.entry("license dwStateTransition", CodeSpace.LICENSE_TRANSITION),
            Map.entry("mcs result (Connect-Response, AttachUserConfirm, ChannelJoinConfirm)", CodeSpace.MCS),
            Map.entry("mcs DisconnectProviderUltimatum reason", CodeSpace.ULTIMATUM),
            Map.entry("x.224 Disconnect Request (0x80) reason", CodeSpace.X224_DR),
            Map.entry("freerdp ERRCONNECT", CodeSpace.FREERDP),
            Map.entry("xfreerdp exit code", CodeSpace.XFREERDP_EXIT),
            Map.entry("rdesktop exit code", CodeSpace.RDESKTOP_EXIT),
            Map.entry("hresult", CodeSpace.HRESULT),
            Map.entry("win32", CodeSpace.WIN32),
            Map.entry("winsock", CodeSpace.WINSOCK),
            Map.entry("errno", CodeSpace.ERRNO),
            Map.entry("secure transport", CodeSpace.SECURE_TRANSPORT),
            Map.entry("gnutls", CodeSpace.GNUTLS),
            Map.entry("nss", CodeSpace.NSS),
            Map.entry("curl exit", CodeSpace.CURL));

    private final String resource;
    private final Set<CodeSpace> spaces;
    private List<Row> rows;

    CodeFile(String resource, CodeSpace first, CodeSpace... others) {
        this.resource = resource;
        this.spaces = EnumSet.of(first, others);
    }

    boolean has(CodeSpace space) {
        return spaces.contains(space);
    }

    /** @throws IllegalStateException when a row belongs to a space that this table is not known to have */
    synchronized List<Row> rows() {
        if (rows == null) {
            rows = read();
        }
        return rows;
    }

    private List<Row> read() {
        var read = new ArrayList<Row>();
        for (var row : Tsv.rows(resource)) {
            var code = code(row);
            if (code == null) {
                continue;
            }
            if (!has(code.space())) {
                throw new IllegalStateException(resource + ": has a number of " + code.space() + ": " + code.text());
            }
            var causes = row.getOrDefault("causes", "");
            read.add(new Row(code, causes.isEmpty() ? List.of() : List.of(causes.split(" "))));
        }
        return List.copyOf(read);
    }

    /** Returns null for a row that is not looked up. */
    private Code code(Map<String, String> row) {
        return switch (this) {
            case DISCONNECT_REASONS -> mstsc(row);
            case EXTENDED_REASONS -> extended(row);
            case ERROR_INFO -> errinfo(row);
            case EVENTS -> event(row);
            default -> {
                var space = GROUPS.get(row.get("group"));
                yield space != null && Numbers.isNumber(row.get("code")) ? other(space, row) : null;
            }
        };
    }

    private static Code event(Map<String, String> row) {
        return new Code(
                CodeSpace.EVENT,
                Numbers.parse(row.get("code")),
                row.get("name"),
                row.get("meaning"),
                "channel " + row.get("channel"),
                Confidence.of(row.get("confidence")).orElseThrow(),
                row.get("source"));
    }

    private static Code mstsc(Map<String, String> row) {
        var space = row.get("kind").equals("OnFatalError") ? CodeSpace.MSTSC_FATAL : CodeSpace.MSTSC;
        var kind = row.get("kind").startsWith("On") ? "" : row.get("kind") + ": ";
        var dialog = row.get("dialog_gist");
        return new Code(
                space,
                Numbers.parse(row.get("code_dec")),
                row.get("symbol"),
                kind + row.get("meaning"),
                dialog.isEmpty() || dialog.startsWith("(") ? "" : "dialog: " + dialog,
                row.get("confidence").startsWith("documented") ? Confidence.DOCUMENTED : Confidence.REPORTED,
                row.get("source"));
    }

    private static Code extended(Map<String, String> row) {
        return new Code(
                CodeSpace.EXTENDED,
                Numbers.parse(row.get("code_dec")),
                row.get("symbol"),
                row.get("meaning"),
                row.get("remark"),
                Confidence.DOCUMENTED,
                row.get("source"));
    }

    private static Code errinfo(Map<String, String> row) {
        var shown = row.get("mstsc_extended_code");
        return new Code(
                CodeSpace.ERRINFO,
                Numbers.parse(row.get("code_dec")),
                row.get("name"),
                row.get("meaning"),
                shown.equals("same number") ? "mstsc shows it as its extended code" : "",
                Confidence.DOCUMENTED,
                row.get("source"));
    }

    private static Code other(CodeSpace space, Map<String, String> row) {
        return new Code(
                space,
                Numbers.parse(row.get("code")),
                row.get("name"),
                row.get("meaning"),
                "",
                Confidence.DOCUMENTED,
                row.get("source"));
    }
}
