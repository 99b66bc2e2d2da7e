package dev.rdplab.diagnosis.capture.tls;

import dev.rdplab.diagnosis.capture.tcp.Chunk;
import dev.rdplab.lab.export.tls.CipherSuite;
import dev.rdplab.lab.export.tls.HandshakeMessages;
import dev.rdplab.lab.export.tls.Hello;
import dev.rdplab.lab.export.tls.KeyLog;
import dev.rdplab.lab.export.tls.KeySchedule;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import dev.rdplab.protocol.wire.WireReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Both directions of a TLS connection, fed with runs of bytes in the order of the capture. */
public final class TlsTrace {

    private static final int MAX_CERTIFICATES = 20;

    private final KeySchedule schedule;
    private final TlsDirection client;
    private final TlsDirection server;
    private final List<Bytes> certificates = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private int clientHelloLength;
    private boolean retried;
    private boolean decrypted;
    private boolean encryptedSeen;

    public TlsTrace(KeyLog keys) {
        schedule = new KeySchedule(keys);
        client = new TlsDirection(Role.CLIENT, schedule);
        server = new TlsDirection(Role.SERVER, schedule);
    }

    /** Takes bytes of one side and gives the records that are now whole. */
    public List<TlsItem> feed(Role sender, Chunk chunk) {
        var direction = direction(sender);
        var items = new ArrayList<TlsItem>();
        for (var cut : direction.cut(chunk)) {
            var found = direction.read(cut, chunk);
            for (var message : found.messages()) {
                handshake(direction, sender, message);
            }
            var item = found.item();
            encryptedSeen |= item.encrypted();
            decrypted |= item.encrypted() && item.opened();
            retried |= item.names().contains("HelloRetryRequest");
            items.add(item);
        }
        return items;
    }

    /** Bytes of one side that are no TLS record; reading of that side stopped there. */
    public Optional<Bytes> garbage(Role sender) {
        return direction(sender).garbage();
    }

    /** Whether records of one side passed that the capture does not have. */
    public boolean lost(Role sender) {
        return direction(sender).lost();
    }

    /** Bytes of one side that begin a record of which the rest did not come. */
    public Bytes rest(Role sender) {
        return direction(sender).rest();
    }

    public TlsFacts facts() {
        var hello = schedule.client();
        var answer = schedule.server();
        return new TlsFacts(
                hello.map(h -> h.versions().stream().map(Hello::versionName).toList())
                        .orElse(List.of()),
                hello.map(h -> h.suites().stream().map(CipherSuite::nameOf).toList())
                        .orElse(List.of()),
                hello.map(Hello::serverName).orElse(""),
                clientHelloLength,
                answer.map(h -> Hello.versionName(h.versions().get(0))),
                answer.map(h -> CipherSuite.nameOf(h.suites().get(0))),
                retried,
                certificates,
                decrypted);
    }

    /** What could not be read, and why. */
    public List<String> problems() {
        var all = new ArrayList<>(problems);
        if (encryptedSeen && !decrypted) {
            var missing = schedule.missing();
            all.add(missing.isEmpty() ? "TLS stays encrypted: the secrets do not open its records" : missing);
        }
        return List.copyOf(all);
    }

    private TlsDirection direction(Role sender) {
        return sender == Role.CLIENT ? client : server;
    }

    private void handshake(TlsDirection direction, Role sender, HandshakeMessages.Whole message) {
        try {
            switch (message.type()) {
                case HandshakeMessages.CLIENT_HELLO -> {
                    schedule.client(Hello.client(message.body()));
                    clientHelloLength = message.body().length() + 4;
                }
                case HandshakeMessages.SERVER_HELLO -> schedule.server(Hello.server(message.body()));
                case HandshakeMessages.CERTIFICATE -> {
                    if (sender == Role.SERVER) {
                        certificates(message.body());
                    }
                }
                case HandshakeMessages.FINISHED -> direction.finished();
                case HandshakeMessages.KEY_UPDATE -> direction.keyUpdate();
                default -> {
                    // says nothing about keys
                }
            }
        } catch (ProtocolViolationException malformed) {
            if (problems.size() < 20) {
                problems.add(malformed.getMessage());
            }
        }
    }

    /** RFC 5246 section 7.4.2, and RFC 8446 section 4.4.2 with a context before and extensions behind each. */
    private void certificates(Bytes body) {
        var in = WireReader.of(body, Stage.TLS, "Certificate");
        boolean tls13 = schedule.tls13();
        if (tls13) {
            in.bytes("certificate_request_context", in.bounded("context", in.u8("length"), 0xff));
        }
        var list = in.slice("certificate_list", in.bounded("certificate_list", u24(in), 1 << 20));
        certificates.clear();
        while (list.hasRemaining() && certificates.size() < MAX_CERTIFICATES) {
            certificates.add(list.bytes("cert_data", list.bounded("cert_data", u24(list), 1 << 20)));
            if (tls13) {
                list.bytes("extensions", list.bounded("extensions", list.u16be("length"), 0xffff));
            }
        }
    }

    private static long u24(WireReader in) {
        return (long) in.u8("length") << 16 | in.u16be("length");
    }
}
