package dev.rdplab.lab.codes;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.rdplab.lab.Confidence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every number that is known, by space. Read from the resources of this package when first asked. */
public final class CodeTables {

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

    private CodeTables() {}

    /** All rows, in the order of the spaces and of the tables. */
    public static List<Code> all() {
        return Loaded.ALL;
    }

    public static Optional<Code> find(CodeSpace space, long number) {
        return findAll(space, number).stream().findFirst();
    }

    /** All meanings of a number in one space: an event id has one for each provider that uses it. */
    public static List<Code> findAll(CodeSpace space, long number) {
        var known = Loaded.BY_SPACE.getOrDefault(space, Map.of()).getOrDefault(number, List.of());
        return known.isEmpty() ? WrappedCodes.of(space, number).stream().toList() : known;
    }

    /** Ids of the causes that a table names for a code; the causes themselves name codes too. */
    public static List<String> causes(Code code) {
        return WrappedCodes.saysNoKdc(code) ? List.of("kdc-unreachable") : Loaded.CAUSES.getOrDefault(code, List.of());
    }

    /** The code that another one carries inside: the Win32 error of a HRESULT, the KRB-ERROR of one of libkrb5's. */
    public static Optional<Code> inside(Code code) {
        return WrappedCodes.inner(code.space(), code.number());
    }

    /** The number's meaning in every space that knows it. */
    public static List<Code> find(long number) {
        var found = new ArrayList<Code>();
        for (CodeSpace space : CodeSpace.values()) {
            found.addAll(findAll(space, number));
        }
        return found;
    }

    /** Rows whose symbol is this, in any case, with or without a usual prefix such as {@code ERRINFO_}. */
    public static List<Code> named(String name) {
        var wanted = Aliases.of(name);
        var snake = Aliases.snake(wanted);
        return all().stream()
                .filter(code -> code.name().equalsIgnoreCase(wanted)
                        || code.name().equals(snake)
                        || code.name().equalsIgnoreCase("SEC_E_" + snake)
                        || code.name().regionMatches(true, code.name().indexOf('_') + 1, wanted, 0, wanted.length())
                                && code.name().length() == code.name().indexOf('_') + 1 + wanted.length())
                .toList();
    }

    private static final class Loaded {
        static final Map<Code, List<String>> CAUSES = new HashMap<>();
        static final List<Code> ALL = read();
        static final Map<CodeSpace, Map<Long, List<Code>>> BY_SPACE =
                ALL.stream().collect(groupingBy(Code::space, groupingBy(Code::number, LinkedHashMap::new, toList())));

        private static List<Code> read() {
            var codes = new ArrayList<Code>();
            Tsv.rows("mstsc-disconnect-reasons.tsv").forEach(row -> codes.add(named(mstsc(row), row)));
            Tsv.rows("mstsc-extended-reasons.tsv").forEach(row -> codes.add(extended(row)));
            Tsv.rows("errinfo-codes.tsv").forEach(row -> codes.add(named(errinfo(row), row)));
            for (String file : List.of(
                    "negotiation-codes.tsv",
                    "kerberos-codes.tsv",
                    "socket-errors.tsv",
                    "win32-codes.tsv",
                    "status-codes.tsv",
                    "tls-library-codes.tsv")) {
                for (var row : Tsv.rows(file)) {
                    var space = GROUPS.get(row.get("group"));
                    if (space != null && Numbers.isNumber(row.get("code"))) {
                        codes.add(named(other(space, row), row));
                    }
                }
            }
            Tsv.rows("windows-events.tsv").forEach(row -> codes.add(named(event(row), row)));
            codes.sort(Comparator.comparing(Code::space));
            return List.copyOf(codes);
        }

        private static Code named(Code code, Map<String, String> row) {
            var causes = row.getOrDefault("causes", "");
            if (!causes.isEmpty()) {
                CAUSES.put(code, List.of(causes.split(" ")));
            }
            return code;
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
}
