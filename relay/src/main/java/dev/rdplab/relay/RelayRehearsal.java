package dev.rdplab.relay;

import dev.rdplab.transport.EventLoops;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.function.Consumer;

/**
 * Relays connections within this thread and in memory, so that the first real client does not wait until Java has loaded and
 * compiled what a connection takes.
 */
public final class RelayRehearsal {

    /** Connection Request and Confirm, [MS-RDPBCGR] 2.2.1.1 and 2.2.1.2. */
    private static final byte[] REQUEST = HexFormat.of().parseHex("030000130ee000000000000100080003000000");

    private static final byte[] CONFIRM = HexFormat.of().parseHex("030000130ed000001234000200080002000000");

    private static final Duration LIMIT = Duration.ofMinutes(1); // of virtual time

    private RelayRehearsal() {}

    /**
     * Returns when all are over.
     *
     * @param finished told of each connection on this thread, as of a real one
     * @throws IOException never in memory, unless all ports are taken
     */
    public static void run(int connections, Consumer<RelayReport> finished) throws IOException, InterruptedException {
        var anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (var loops = EventLoops.virtual()) {
            var server = loops.server().childHandler(initializer(false)).bind(anyPort);
            loops.await(server);
            var over = new ArrayDeque<RelayReport>();
            var options = RelayOptions.of(
                            anyPort, (InetSocketAddress) server.channel().localAddress())
                    .finished(over::add);
            var relay = Relay.start(options, loops);
            for (int i = 0; i < connections; i++) {
                loops.client().handler(initializer(true)).connect(relay.address());
                if (loops.progress().await(() -> !over.isEmpty(), LIMIT)) {
                    finished.accept(over.remove());
                }
            }
        }
    }

    private static ChannelInitializer<Channel> initializer(boolean client) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new End(client));
            }
        };
    }

    /** The client asks and closes on the answer. */
    private static final class End extends SimpleChannelInboundHandler<ByteBuf> {
        private final boolean client;

        End(boolean client) {
            this.client = client;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            if (client) {
                context.writeAndFlush(Unpooled.wrappedBuffer(REQUEST));
            }
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf message) {
            if (client) {
                context.close();
            } else {
                context.writeAndFlush(Unpooled.wrappedBuffer(CONFIRM));
            }
        }
    }
}
