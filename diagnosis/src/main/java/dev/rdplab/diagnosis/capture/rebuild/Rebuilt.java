package dev.rdplab.diagnosis.capture.rebuild;

import dev.rdplab.diagnosis.capture.Notes;
import dev.rdplab.diagnosis.capture.net.UpperPdu;
import dev.rdplab.diagnosis.capture.tcp.Chunk;
import dev.rdplab.diagnosis.capture.tcp.Mark;
import dev.rdplab.diagnosis.capture.tcp.PathMtu;
import dev.rdplab.diagnosis.capture.tcp.TcpConnection;
import dev.rdplab.diagnosis.capture.tls.TlsFacts;
import dev.rdplab.diagnosis.capture.tls.TlsItem;
import dev.rdplab.lab.export.HostPort;
import dev.rdplab.lab.export.tls.KeyLog;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Ending;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Transcript;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * One connection of a capture as its two ends saw it. Times in the transcripts count from its first packet.
 *
 * @param number among the connections of the capture, from 1
 * @param startNanos time of its first packet since 1970, in nanoseconds
 * @param tcp the connection below; empty for PDUs that were exported without it
 * @param clientEnding as the client saw it; a message that never arrived is in the sender's view alone
 * @param tls what is known of TLS; empty when it did not begin
 * @param pathMtu a sign that the path swallows long packets
 * @param inferred the stage, or a later one, follows from the lengths of encrypted records
 * @param observed words for {@link dev.rdplab.lab.verdict.Facts#observed}: {@code rdp}, {@code tls}, {@code nla} or {@code ext},
 *     {@code ultimatum}, {@code credssp-version-2}, and besides {@code path-mtu}, {@code client-hello-acknowledged},
 *     {@code never-arrived}
 * @param notes what is missing or could not be read
 */
public record Rebuilt(
        int number,
        HostPort clientAddress,
        HostPort serverAddress,
        long startNanos,
        Optional<TcpConnection> tcp,
        Transcript client,
        Transcript server,
        Ending clientEnding,
        Ending serverEnding,
        Optional<TlsFacts> tls,
        Optional<PathMtu> pathMtu,
        boolean inferred,
        Set<String> observed,
        List<String> notes) {

    public Rebuilt {
        observed = Set.copyOf(observed);
        notes = List.copyOf(notes);
    }

    /** The farthest stage that either end reached; empty where the capture does not tell. */
    public Optional<Stage> stage() {
        return Stream.of(clientEnding.stage(), serverEnding.stage())
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder());
    }

    /** The same, and this is known of it too. */
    public Rebuilt with(String word, String note) {
        var words = new TreeSet<>(observed);
        words.add(word);
        var texts = new ArrayList<>(notes);
        texts.add(note);
        return new Rebuilt(
                number,
                clientAddress,
                serverAddress,
                startNanos,
                tcp,
                client,
                server,
                clientEnding,
                serverEnding,
                tls,
                pathMtu,
                inferred,
                words,
                texts);
    }

    /** The same with what the TLS records themselves show of TLS. */
    public Rebuilt with(Optional<TlsFacts> facts) {
        return new Rebuilt(
                number,
                clientAddress,
                serverAddress,
                startNanos,
                tcp,
                client,
                server,
                clientEnding,
                serverEnding,
                facts,
                pathMtu,
                inferred,
                observed,
                notes);
    }

    /** Whether the ending, or what it says, can only be told with the keys. */
    public boolean open() {
        return observed.stream().anyMatch(word -> word.startsWith("length-") || word.equals("encrypted-alert"));
    }

    /** Whether the server sent bytes that the capture does not have. */
    public boolean serverBytesMissing() {
        return tcp.map(TcpConnection::server)
                .filter(server -> server.told() // or one more, for a FIN that was acknowledged
                        > 1
                                + server.chunks().stream()
                                        .mapToLong(chunk -> chunk.bytes().length())
                                        .sum())
                .isPresent();
    }

    /** Whether bytes are missing in the capture on which the verdict would rest. */
    public boolean incomplete() {
        return observed.contains(Conclusion.MISSING);
    }

    /** Among the words of a connection: it never was RDP, and no cause is told. */
    private static final String TLS_ALONE = "tls-alone";

    /** Whether a client speaks TLS on a port of RDP and nothing before it. */
    public boolean notRdp() {
        return observed.contains(TLS_ALONE);
    }

    private static boolean tlsAlone(TcpConnection tcp) {
        var chunks = tcp.client().chunks();
        if (!tcp.startSeen() || chunks.isEmpty() || chunks.get(0).offset() != 0) {
            return false;
        }
        var head = chunks.get(0).bytes();
        return head.length() > 5 && head.get(0) == TlsItem.HANDSHAKE && head.get(1) == 3 && head.get(5) == 1;
    }

    private static final long SESSION = 24_000; // bytes, with a chain of certificates and a licence

    private record Item(int packet, Role role, Chunk chunk, String mark, long nanos) {}

    /** @param captureEnd time of the last packet of the file: how long a silence lasted */
    public static Rebuilt of(TcpConnection tcp, KeyLog keys, long captureEnd) {
        var notes = new Notes();
        tcp.notes().forEach(notes::add);
        var story = new ConnectionStory(tcp.number(), tcp.firstNanos(), notes, (role, end) -> tcp.side(role)
                .lostFrom(end - 1));
        var rebuilder = new Rebuilder(story, keys);
        for (var item : AlreadyUp.is(tcp) ? List.<Item>of() : items(tcp)) {
            if (item.chunk != null) {
                story.hear(item.role, () -> rebuilder.chunk(item.role, item.chunk));
            } else if (item.mark.isEmpty()) {
                story.enter(Stage.X224, item.nanos);
            } else {
                story.signal(item.mark + " of the " + item.role, item.nanos);
                story.closes(item.role);
            }
        }
        missing(tcp, story);
        if (tlsAlone(tcp)) {
            story.observe(TLS_ALONE);
            story.note("TLS begins without a Connection Request before it: not RDP, but another program's TLS");
        }
        return conclude(tcp, story, rebuilder, notes, captureEnd);
    }

    /** Bytes at the end of a stream that the peer acknowledged, or that a FIN stands behind. */
    private static void missing(TcpConnection tcp, ConnectionStory story) {
        for (Role role : Role.values()) {
            var side = tcp.side(role);
            var chunks = side.chunks();
            long end = chunks.isEmpty() ? 0 : chunks.get(chunks.size() - 1).end();
            boolean tail = side.holes().stream().anyMatch(hole -> hole.acknowledged() && hole.offset() >= end);
            if (side.seen() && side.keptAll() && tail) {
                story.note("bytes of the " + role + " are missing in the capture");
                story.gap(role, true);
            }
        }
    }

    /** PDUs that were exported in clear (link type 252), with TCP around them if the file has that too. */
    public static Rebuilt of(int number, List<UpperPdu> pdus, Optional<TcpConnection> tcp, long captureEnd) {
        return ExportedPdus.rebuild(number, pdus, tcp, captureEnd);
    }

    static Rebuilt conclude(
            TcpConnection tcp, ConnectionStory story, Rebuilder rebuilder, Notes notes, long captureEnd) {
        rebuilder.finish();
        session(tcp, story);
        var concluded = new Conclusion(story, tcp, captureEnd).concluded();
        var observed = new TreeSet<>(story.observed());
        boolean waited = concluded.outcome().kind() == EndingKind.TIMEOUT;
        var mtu = tcp.pathMtu().filter(sign -> sign.certain() || waited && story.stage() == Stage.TLS);
        mtu.ifPresent(sign -> {
            notes.add(sign.text());
            observed.add("path-mtu");
        });
        var tls = rebuilder.tlsFacts();
        if (tls.filter(facts -> facts.clientHelloLength() > 0).isPresent()
                && tcp.client().unacknowledged() == 0) {
            observed.add("client-hello-acknowledged");
        }
        var last = story.last();
        if (last.by() != null && tcp.side(last.by()).lostFrom(last.end() - 1)) {
            observed.add("never-arrived");
        }
        if (!tcp.startSeen()) {
            notes.add("the begin of the connection is not in the capture");
        }
        tcp.onlyDirection()
                .ifPresent(role -> notes.add("one direction: only the " + role + "'s packets are in the capture"));
        var client = story.view(Role.CLIENT);
        var server = story.view(Role.SERVER);
        return new Rebuilt(
                tcp.number(),
                tcp.client().address(),
                tcp.server().address(),
                tcp.firstNanos(),
                Optional.of(tcp),
                client.transcript(),
                server.transcript(),
                end(client, concluded, tcp),
                end(server, concluded, tcp),
                tls,
                mtu,
                story.inferred(),
                observed,
                notes.lines());
    }

    /** Where the views of both ends differ, each says where it was itself; else the verdict's stage holds. */
    private static Ending end(View view, Conclusion.Concluded concluded, TcpConnection tcp) {
        var where = concluded.stage();
        boolean behind = where != null && view.stage().compareTo(where) < 0;
        return view.end(concluded.outcome(), behind ? view.stage() : where, tcp.lastNanos());
    }

    /** No server sends so much before its session is up; what it sent is known also where its bytes are not kept. */
    private static void session(TcpConnection tcp, ConnectionStory story) {
        if (story.stage() == Stage.ACTIVE) {
            return;
        }
        boolean hidden = tcp.onlyDirection().isPresent() || !tcp.server().keptAll() || tcp.cutShort();
        boolean handshake =
                story.stage().compareTo(Stage.TLS) >= 0 || tcp.onlyDirection().isPresent() || tcp.cutShort();
        if (hidden && handshake && tcp.server().told() > SESSION && tcp.client().told() > 0) {
            story.infer();
            story.enter(Stage.ACTIVE, tcp.lastNanos());
        }
    }

    /** All that happened, in the order of the capture. */
    private static List<Item> items(TcpConnection tcp) {
        var items = new ArrayList<Item>();
        for (Role role : Role.values()) {
            var side = tcp.side(role);
            side.chunks().forEach(chunk -> items.add(new Item(chunk.packet(), role, chunk, "", chunk.nanos())));
            mark(items, role, "FIN", side.fin());
            mark(items, role, "RST", side.rst());
        }
        items.sort(Comparator.comparingInt(Item::packet));
        if (tcp.established()) {
            long nanos = tcp.server().syn().map(Mark::nanos).orElse(tcp.firstNanos());
            items.add(0, new Item(0, Role.SERVER, null, "", nanos));
        }
        return items;
    }

    private static void mark(List<Item> items, Role role, String word, Optional<Mark> mark) {
        mark.ifPresent(m -> items.add(new Item(m.packet(), role, null, word, m.nanos())));
    }
}
