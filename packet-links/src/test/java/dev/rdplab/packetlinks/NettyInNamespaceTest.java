package dev.rdplab.packetlinks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.chaos.link.Direction;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Plain Netty NIO at both ends of a link, placed in two ways. */
@NeedsPacketLab
class NettyInNamespaceTest {

    private PacketLink link;
    private EventLoopGroup atA;
    private EventLoopGroup atB;

    @BeforeEach
    void open() {
        link = TunLink.open(PacketPath.both(Impairment.NONE, 1));
        atA = new MultiThreadIoEventLoopGroup(1, link.a().threadFactory("client"), NioIoHandler.newFactory());
        atB = new MultiThreadIoEventLoopGroup(1, link.b().threadFactory("server"), NioIoHandler.newFactory());
    }

    @AfterEach
    void close() {
        atA.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
        atB.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
        link.close();
    }

    @Test
    void channelsCreatedInACallAreInside() throws Exception {
        var address = link.b()
                .call(() -> echo(atB).bind(link.addressB(), 0).sync().channel().localAddress());
        var answer = new CompletableFuture<String>();
        link.a().call(() -> client(atA, answer).connect(address).sync().channel());

        assertThat(answer.get(60, TimeUnit.SECONDS)).isEqualTo("hello");
        assertThat(link.counts(Direction.UP).of(Cause.DELIVERED)).isPositive();
    }

    @Test
    void channelsCreatedOnAnEventLoopOfTheFactoryAreInside() throws Exception {
        var bound = atB.submit(() -> echo(atB).bind(link.addressB(), 0)).get(60, TimeUnit.SECONDS);
        SocketAddress address = bound.sync().channel().localAddress();
        var answer = new CompletableFuture<String>();
        atA.submit(() -> client(atA, answer).connect(address))
                .get(60, TimeUnit.SECONDS)
                .sync();

        assertThat(answer.get(60, TimeUnit.SECONDS)).isEqualTo("hello");
        assertThat(((InetSocketAddress) address).getAddress()).isEqualTo(link.addressB());
    }

    private static ServerBootstrap echo(EventLoopGroup group) {
        return new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
                            @Override
                            public void channelRead(ChannelHandlerContext context, Object message) {
                                context.writeAndFlush(message);
                            }
                        });
                    }
                });
    }

    private static Bootstrap client(EventLoopGroup group, CompletableFuture<String> answer) {
        return new Bootstrap()
                .group(group)
                .channel(NioSocketChannel.class)
                .handler(new SimpleChannelInboundHandler<ByteBuf>() {
                    @Override
                    public void channelActive(ChannelHandlerContext context) {
                        context.writeAndFlush(Unpooled.copiedBuffer("hello", StandardCharsets.US_ASCII));
                    }

                    @Override
                    protected void channelRead0(ChannelHandlerContext context, ByteBuf message) {
                        answer.complete(message.toString(StandardCharsets.US_ASCII));
                    }
                });
    }
}
