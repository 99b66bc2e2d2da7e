package dev.rdplab.transport.memory;

import io.netty.channel.AbstractServerChannel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelOption;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.EventLoop;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** A listening socket. */
final class MemoryServerChannel extends AbstractServerChannel {

    private final MemoryNetwork network;
    private final ChannelConfig config = new Config(this);
    private InetSocketAddress local;
    private boolean open = true;

    MemoryServerChannel(MemoryNetwork network) {
        this.network = network;
        network.opened(this);
    }

    /** Accepts the options of a kernel's listening socket; they have no effect here. */
    private static final class Config extends DefaultChannelConfig {
        private Config(MemoryServerChannel channel) {
            super(channel);
        }

        @Override
        public <T> boolean setOption(ChannelOption<T> option, T value) {
            return option == ChannelOption.SO_BACKLOG
                    || option == ChannelOption.SO_REUSEADDR
                    || super.setOption(option, value);
        }
    }

    /** The client's connection is there. */
    void accept(MemoryChannel child) {
        pipeline().fireChannelRead(child);
        pipeline().fireChannelReadComplete();
    }

    @Override
    protected void doBind(SocketAddress address) throws BindException {
        local = network.listen((InetSocketAddress) address, this);
    }

    @Override
    protected void doClose() {
        open = false;
        network.closed(this);
    }

    @Override
    protected void doBeginRead() {
        // what comes is accepted at once
    }

    @Override
    protected boolean isCompatible(EventLoop loop) {
        return loop instanceof VirtualLoop;
    }

    @Override
    public ChannelConfig config() {
        return config;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public boolean isActive() {
        return open && local != null;
    }

    @Override
    protected SocketAddress localAddress0() {
        return local;
    }
}
