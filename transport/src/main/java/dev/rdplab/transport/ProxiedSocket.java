package dev.rdplab.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.proxy.ProxyHandler;

/**
 * Lets a proxy answer before the connection is told that it is open: the stage {@code connect} ends with the proxy's answer, and
 * nothing of what is said to the proxy is counted or recorded.
 */
final class ProxiedSocket extends ChannelInitializer<SocketChannel> {

    private final ProxyHandler proxy;
    private final SocketHandler handler;

    ProxiedSocket(ProxyHandler proxy, SocketHandler handler) {
        this.proxy = proxy;
        this.handler = handler;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        var gate = new Gate();
        channel.pipeline().addLast(proxy, gate, handler);
        proxy.connectFuture().addListener(answered -> {
            if (answered.isSuccess()) {
                channel.pipeline().remove(proxy);
                channel.pipeline().remove(gate);
                handler.channelActive(handler.context());
            }
        });
    }

    /** Between the proxy's handler and the connection's: the latter hears nothing yet. */
    private static final class Gate extends ChannelInboundHandlerAdapter {

        @Override
        public void channelActive(ChannelHandlerContext context) {
            // only the proxy is there yet
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            // told as a failure to connect
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            context.read();
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            // the proxy's own
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            // told as a failure to connect
        }
    }
}
