package dev.rdplab.lab.export.tls;

import dev.rdplab.lab.export.WireRun;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.tls.TlsRecord;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The bytes of one connection with some of what TLS carries written anew: each record that changes has the same length, keys,
 * number and nonce, so that the same secrets open it.
 */
public final class MaskedRecords {

    private static final int TPKT = 3;
    private static final int CHANGE_CIPHER_SPEC = 20;
    private static final int HANDSHAKE = 22;
    private static final int APPLICATION_DATA = 23;

    /** One record with application data. @param at its offset in the stream of its sender */
    private record Opened(int at, Bytes record, RecordCipher cipher, long sequence, Bytes content) {}

    private final KeySchedule schedule;

    private MaskedRecords(KeyLog keys) {
        schedule = new KeySchedule(keys);
    }

    /**
     * @param runs of both sides, from the first byte on
     * @param mask what one side's application data becomes, of the same length; empty when it cannot be masked
     * @return the same runs, of the same lengths; empty when a record does not open, or the mask gives nothing
     */
    public static Optional<List<WireRun>> of(
            List<WireRun> runs, KeyLog keys, BiFunction<Role, Bytes, Optional<Bytes>> mask) {
        try {
            return new MaskedRecords(keys).masked(runs, mask);
        } catch (ProtocolViolationException malformed) {
            return Optional.empty();
        }
    }

    private Optional<List<WireRun>> masked(List<WireRun> runs, BiFunction<Role, Bytes, Optional<Bytes>> mask) {
        var streams = new EnumMap<Role, byte[]>(Role.class);
        for (Role role : Role.values()) {
            var out = new ByteArrayOutputStream();
            runs.stream()
                    .filter(run -> run.sender() == role)
                    .forEach(run -> out.writeBytes(run.bytes().toArray()));
            streams.put(role, out.toByteArray());
        }
        for (Role role : Role.values()) {
            hellos(role, Bytes.copyOf(streams.get(role)));
        }
        for (Role role : Role.values()) {
            if (!masked(role, streams.get(role), mask)) {
                return Optional.empty();
            }
        }
        var at = new EnumMap<Role, Integer>(Map.of(Role.CLIENT, 0, Role.SERVER, 0));
        var all = new ArrayList<WireRun>();
        for (var run : runs) {
            int from = at.get(run.sender());
            at.put(run.sender(), from + run.bytes().length());
            var bytes =
                    Bytes.copyOf(streams.get(run.sender()), from, run.bytes().length());
            all.add(new WireRun(run.sender(), run.nanos(), bytes));
        }
        return Optional.of(all);
    }

    /** Frames of X.224 come first, then records; what is cut off at the end is left out. */
    private static List<Integer> records(Bytes stream) {
        var begins = new ArrayList<Integer>();
        int at = 0;
        while (at + TlsRecord.HEADER <= stream.length()) {
            boolean tpkt = stream.get(at) == TPKT && begins.isEmpty();
            int length = tpkt
                    ? stream.get(at + 2) << 8 | stream.get(at + 3)
                    : TlsRecord.HEADER + (stream.get(at + 3) << 8 | stream.get(at + 4));
            if (at + length > stream.length() || length == 0) {
                break;
            }
            if (!tpkt) {
                begins.add(at);
            }
            at += length;
        }
        return begins;
    }

    private static Bytes record(Bytes stream, int at) {
        return stream.slice(at, at + TlsRecord.HEADER + (stream.get(at + 3) << 8 | stream.get(at + 4)));
    }

    private void hellos(Role sender, Bytes stream) {
        var messages = new HandshakeMessages();
        for (int at : records(stream)) {
            var record = record(stream, at);
            boolean changes = record.get(0) == CHANGE_CIPHER_SPEC && (sender == Role.CLIENT || !schedule.tls13());
            if (changes || record.get(0) == APPLICATION_DATA) {
                return; // encrypted from here on; a second ClientHello has the random of the first
            }
            if (record.get(0) == HANDSHAKE) {
                for (var message : messages.add(record.slice(TlsRecord.HEADER))) {
                    if (message.type() == HandshakeMessages.CLIENT_HELLO) {
                        schedule.client(Hello.client(message.body()));
                    } else if (message.type() == HandshakeMessages.SERVER_HELLO) {
                        schedule.server(Hello.server(message.body()));
                    }
                }
            }
        }
    }

    private boolean masked(Role sender, byte[] stream, BiFunction<Role, Bytes, Optional<Bytes>> mask) {
        var opened = open(sender, Bytes.copyOf(stream));
        if (opened.isEmpty()) {
            return false;
        }
        var clear = Bytes.concat(opened.get().stream().map(Opened::content).toArray(Bytes[]::new));
        var changed = mask.apply(sender, clear);
        if (changed.filter(bytes -> bytes.length() == clear.length()).isEmpty()) {
            return false;
        }
        int from = 0;
        for (var one : opened.get()) {
            var content = changed.get().slice(from, from + one.content.length());
            from += one.content.length();
            if (!content.equals(one.content)) {
                var sealed = one.cipher.sealed(one.sequence, one.record, content);
                if (sealed.filter(bytes -> bytes.length() == one.record.length())
                        .isEmpty()) {
                    return false;
                }
                System.arraycopy(sealed.get().toArray(), 0, stream, one.at, one.record.length());
            }
        }
        return true;
    }

    /** Every record with application data; empty when one that is encrypted does not open. */
    private Optional<List<Opened>> open(Role sender, Bytes stream) {
        var all = new ArrayList<Opened>();
        var ciphers = schedule.ciphers(sender);
        long sequence = 0;
        boolean encrypted = false;
        for (int at : records(stream)) {
            var record = record(stream, at);
            int type = record.get(0);
            boolean hidden = schedule.tls13() ? type == APPLICATION_DATA : encrypted && type != CHANGE_CIPHER_SPEC;
            encrypted |= type == CHANGE_CIPHER_SPEC;
            if (!hidden) {
                continue;
            }
            var opened = Optional.<RecordCipher.Opened>empty();
            for (int i = 0; i < ciphers.size() && opened.isEmpty(); i++) {
                long number = i == 0 ? sequence : 0;
                opened = ciphers.get(i).open(number, record);
                if (opened.isPresent()) {
                    sequence = number;
                    ciphers = ciphers.subList(i, ciphers.size());
                }
            }
            if (opened.isEmpty()) {
                return Optional.empty();
            }
            var content = opened.get().content();
            if (opened.get().type() == APPLICATION_DATA) {
                all.add(new Opened(at, record, ciphers.get(0), sequence, content));
            }
            sequence++;
            boolean update = opened.get().type() == HANDSHAKE
                    && schedule.tls13()
                    && !content.isEmpty()
                    && content.get(0) == HandshakeMessages.KEY_UPDATE;
            if (update) {
                ciphers = ciphers.get(0).updated().map(List::of).orElse(List.of());
                sequence = 0;
            }
        }
        return Optional.of(all);
    }
}
