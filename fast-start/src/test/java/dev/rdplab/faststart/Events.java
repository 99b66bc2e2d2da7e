package dev.rdplab.faststart;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What the last handler of a pipeline sees behind two that do nothing. */
final class Events implements Supplier<List<String>> {

    private final List<String> seen = new ArrayList<>();

    @Override
    public List<String> get() {
        var channel = new EmbeddedChannel(new ChannelInboundHandlerAdapter(), new Silent(), new Last(seen));
        channel.writeInbound("read");
        channel.pipeline().fireUserEventTriggered("event");
        channel.pipeline().fireExceptionCaught(new IOException("failure"));
        channel.writeOutbound("written");
        seen.add(channel.<Object>readOutbound() + " out");
        channel.close();
        return seen;
    }

    private static final class Silent extends ChannelDuplexHandler {}

    private static final class Last extends ChannelDuplexHandler {

        private final List<String> seen;

        Last(List<String> seen) {
            this.seen = seen;
        }

        @Override
        public void channelRegistered(ChannelHandlerContext context) {
            seen.add("registered");
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            seen.add("active");
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            seen.add(message.toString());
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            seen.add("all read");
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            seen.add(event.toString());
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            seen.add(cause.getMessage());
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            seen.add("inactive");
        }

        @Override
        public void channelUnregistered(ChannelHandlerContext context) {
            seen.add("unregistered");
        }
    }
}
