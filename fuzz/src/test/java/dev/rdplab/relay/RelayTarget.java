package dev.rdplab.relay;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.Interceptor;
import dev.rdplab.protocol.handshake.Message;
import dev.rdplab.protocol.handshake.Occasion;
import dev.rdplab.protocol.wire.Bytes;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Both modes of a relay between two ends that say anything: mode 1 (bit 0 above TLS, bit 1 with an interceptor that changes
 * nothing, bit 2 recorded), then pieces of sender 1, length 2 big-endian and bytes. Every byte comes out where it is to come out,
 * and there is one report.
 */
public final class RelayTarget {

    private static final InetSocketAddress NOWHERE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    private static final Bytes CONFIRM = Bytes.fromHex("030000130ed000001234000200080002000000");

    /** Sees every message and every byte, and leaves them as they are. */
    private static final Interceptor SEEING = new Interceptor() {
        @Override
        public List<Effect> sending(Occasion occasion, Effect.Send send) {
            return List.of(send);
        }

        @Override
        public Reception received(Occasion occasion, Message message) {
            return Reception.PROCEED;
        }

        @Override
        public boolean watchesWire() {
            return true;
        }

        @Override
        public List<Effect> wire(Role end, int connection, Role sender, long offset, Bytes chunk) {
            return List.of(new Effect.Send(Message.raw("", chunk), Effect.Layer.WIRE));
        }
    };

    /** A leg in memory. */
    private static final class Held implements Leg {
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();
        private boolean open = true;

        @Override
        public boolean open() {
            return open;
        }

        @Override
        public boolean writable() {
            return true;
        }

        @Override
        public void reading(boolean on) {
            // it is given what it is given
        }

        @Override
        public void write(ByteBuf bytes) {
            byte[] array = new byte[bytes.readableBytes()];
            bytes.readBytes(array);
            bytes.release();
            written.writeBytes(array);
        }

        @Override
        public void flush() {
            // all is written
        }

        @Override
        public void fin() {
            // the other end of it closes too
        }

        @Override
        public void reset() {
            open = false;
        }

        @Override
        public void close() {
            open = false;
        }

        @Override
        public Optional<InetSocketAddress> local() {
            return Optional.empty();
        }

        @Override
        public Optional<InetSocketAddress> peer() {
            return Optional.empty();
        }
    }

    private RelayTarget() {}

    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        int mode = input[0];
        var as = (mode & 2) == 0 ? Interceptor.NONE : SEEING;
        var legs = new EnumMap<Role, Held>(Map.of(Role.CLIENT, new Held(), Role.SERVER, new Held()));
        var reports = new ArrayList<RelayReport>();
        var options = RelayOptions.of(NOWHERE, NOWHERE)
                .recorded((mode & 4) == 0 ? 0 : 1_000)
                .finished(reports::add);
        var connection = new RelayedConnection(
                1,
                options,
                ImmediateEventExecutor.INSTANCE,
                () -> 0,
                0,
                legs,
                (mode & 1) == 0 ? new Sight() : Sight.above(CONFIRM),
                new EnumMap<>(Map.of(Role.CLIENT, as, Role.SERVER, as)));
        connection.joined();
        var sent = new EnumMap<Role, ByteArrayOutputStream>(
                Map.of(Role.CLIENT, new ByteArrayOutputStream(), Role.SERVER, new ByteArrayOutputStream()));
        for (int at = 1; at + 3 <= input.length; ) {
            var sender = Role.values()[input[at] & 1];
            int length = Math.min((input[at + 1] & 0xff) << 8 | input[at + 2] & 0xff, input.length - at - 3);
            byte[] piece = Arrays.copyOfRange(input, at + 3, at + 3 + length);
            at += 3 + length;
            sent.get(sender).writeBytes(piece);
            connection.received(sender, Unpooled.wrappedBuffer(piece));
        }
        connection.ended(Role.CLIENT, false);
        connection.ended(Role.SERVER, false);
        connection.closed();
        connection.closed();
        sent.forEach((sender, bytes) -> {
            if (!Arrays.equals(
                    bytes.toByteArray(), legs.get(sender.peer()).written.toByteArray())) {
                throw new AssertionError("other bytes of the " + sender);
            }
        });
        if (reports.size() != 1
                || reports.get(0).client().fromClient()
                        != reports.get(0).server().fromClient()) {
            throw new AssertionError(reports);
        }
    }
}
