package dev.rdplab.fuzz;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.HandshakePair;
import dev.rdplab.protocol.handshake.Interceptor;
import dev.rdplab.protocol.handshake.Occasion;
import dev.rdplab.protocol.wire.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A client and a server shake hands in memory while messages of either are damaged: a choice 1 for each end, then mutations of 5
 * bytes: message 1 (bit 6: of the server), offset 2, kind 1, value 1. Both ends end, and say how.
 */
public final class PairTarget {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int MAX_MUTATIONS = 16;

    private record Mutation(boolean server, int message, int offset, int kind, int value) {

        /** No message, one or several in place of one. */
        List<Bytes> on(Bytes message) {
            byte[] bytes = message.toArray();
            int at = bytes.length == 0 ? 0 : offset % bytes.length;
            switch (kind % 6) {
                case 0 -> set(bytes, at, value);
                case 1 -> set(bytes, at, bytes.length == 0 ? 0 : bytes[at] ^ 1 << (value & 7));
                case 2 -> {
                    return List.of(message.slice(0, at));
                }
                case 3 -> {
                    return List.of();
                }
                case 4 -> {
                    return List.of(message, message);
                }
                default -> {
                    return List.of(Bytes.concat(message, message.slice(at)));
                }
            }
            return List.of(Bytes.wrap(bytes));
        }

        private static void set(byte[] bytes, int at, int value) {
            if (at < bytes.length) {
                bytes[at] = (byte) value;
            }
        }
    }

    private record Damage(List<Mutation> mutations, int[] count) implements Interceptor {

        @Override
        public List<Effect> sending(Occasion occasion, Effect.Send send) {
            int number = count[0]++;
            var messages = new ArrayList<>(List.of(send.message().bytes()));
            for (var mutation : mutations) {
                if (mutation.message == number && !messages.isEmpty()) {
                    messages.addAll(mutation.on(messages.remove(0)));
                }
            }
            return messages.stream()
                    .<Effect>map(bytes -> new Effect.Send(send.message().withBytes(bytes), send.layer()))
                    .toList();
        }
    }

    private PairTarget() {}

    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length >= 2) {
            up(input);
        }
    }

    /** Whether the session came up. */
    static boolean up(byte[] input) {
        var mutations = new ArrayList<Mutation>();
        for (int at = 2; at + 5 <= input.length && mutations.size() < MAX_MUTATIONS; at += 5) {
            mutations.add(new Mutation(
                    (input[at] & 64) != 0,
                    input[at] & 63,
                    (input[at + 1] & 0xff) << 8 | input[at + 2] & 0xff,
                    input[at + 3] & 0xff,
                    input[at + 4] & 0xff));
        }
        var client = Ends.client(input[0] & 0xff, damage(mutations, false));
        var server = Ends.server(input[1] & 0xff, damage(mutations, true));
        var pair = new HandshakePair(client, server, Ends.TLS, Duration.ofMillis(10));
        boolean up = pair.runUntil(Stage.ACTIVE, LIMIT);
        pair.leave(LIMIT);
        for (var end : List.of(client, server)) {
            end.ending().ifPresent(Object::toString);
            end.transcript().events().forEach(event -> event.detail().length());
        }
        return up;
    }

    private static Damage damage(List<Mutation> all, boolean server) {
        return new Damage(all.stream().filter(m -> m.server == server).toList(), new int[1]);
    }
}
