package dev.rdplab.lab.explain;

import dev.rdplab.lab.codes.Code;
import dev.rdplab.lab.codes.CodeSpace;
import dev.rdplab.lab.verdict.Causes;
import dev.rdplab.lab.verdict.KnownCause;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the rest of a text says about one code in it: which end wrote it, and which value an event has. */
final class Context {

    /** Lines that only the server's side of FreeRDP and gnome-remote-desktop write. */
    private static final Pattern SERVER = Pattern.compile(
            "com\\.freerdp\\.core\\.peer|com\\.freerdp\\.server\\.|\\bnla_server_|\\[(?:freerdp_)?peer_|gnome-remote-desktop-daemon\\[|\\bfreerdp-shadow");

    private static final String SERVERS_LOG =
            "This is the log of a server: its peer, which ended the connection, is the client";

    private static final Set<CodeSpace> SOCKETS = Set.of(CodeSpace.ERRNO, CodeSpace.WINSOCK);
    private static final long TRANSPORT_FAILED = 0x2000D;

    /** Events that say only which alert it was. */
    private static final Set<Long> ALERT_EVENTS = Set.of(36887L, 36888L);

    /** Events that have many causes, and a field that tells which. */
    private static final Set<Long> FIELD_EVENTS = Set.of(226L, 4625L);

    private static final Set<CodeSpace> STATUSES =
            Set.of(CodeSpace.NTSTATUS, CodeSpace.HRESULT, CodeSpace.WIN32, CodeSpace.KRB_ERROR);

    private final boolean server;
    private final Set<KnownCause> ofAlerts = new HashSet<>();
    private final Set<KnownCause> ofStatuses = new HashSet<>();
    private boolean alerts;

    /** @param all everything that was found in the text */
    Context(String text, List<Explanation> all) {
        server = SERVER.matcher(text).find();
        for (Explanation each : all) {
            if (only(each, Set.of(CodeSpace.TLS_ALERT))) {
                alerts = true;
                ofAlerts.addAll(each.causes());
            } else if (only(each, STATUSES)) {
                ofStatuses.addAll(each.causes());
            }
        }
    }

    /** The same explanation without the causes that the text rules out. */
    Explanation applied(Explanation each) {
        if (server && each.meanings().stream().anyMatch(Context::closed)) {
            var causes = Stream.of("client-left", "certificate-prompt")
                    .map(id -> Causes.known().find(id))
                    .flatMap(Optional::stream)
                    .toList();
            return with(each, causes, List.of(SERVERS_LOG));
        }
        if (!only(each, Set.of(CodeSpace.EVENT))) {
            return each;
        }
        var ids = each.meanings().stream().map(Code::number).toList();
        if (alerts && ALERT_EVENTS.containsAll(ids)) {
            return with(each, kept(each, ofAlerts), each.says());
        }
        var kept = kept(each, ofStatuses);
        return FIELD_EVENTS.containsAll(ids) && !kept.isEmpty() ? with(each, kept, each.says()) : each;
    }

    private static List<KnownCause> kept(Explanation each, Set<KnownCause> others) {
        return each.causes().stream().filter(others::contains).toList();
    }

    /** Whether the code says that the peer is gone. */
    private static boolean closed(Code code) {
        return SOCKETS.contains(code.space()) || code.space() == CodeSpace.FREERDP && code.number() == TRANSPORT_FAILED;
    }

    private static boolean only(Explanation each, Set<CodeSpace> spaces) {
        return !each.meanings().isEmpty()
                && each.pair().isEmpty()
                && each.meanings().stream().allMatch(code -> spaces.contains(code.space()));
    }

    private static Explanation with(Explanation each, List<KnownCause> causes, List<String> says) {
        return new Explanation(each.asked(), each.meanings(), each.pair(), causes, each.hint(), says);
    }
}
