package dev.rdplab.transport.memory;

import io.netty.channel.ChannelOption;
import io.netty.channel.DefaultChannelConfig;
import java.util.Map;

/** What may be set on a connection. */
final class MemoryChannelConfig extends DefaultChannelConfig {

    private final Runnable autoReadCleared;
    private boolean halfClosure;
    private int linger = -1;
    private boolean noDelay;

    MemoryChannelConfig(MemoryChannel channel, Runnable autoReadCleared) {
        super(channel);
        this.autoReadCleared = autoReadCleared;
    }

    /** Whether the channel stays open when the peer has sent its FIN. */
    boolean halfClosure() {
        return halfClosure;
    }

    /** Whether to close is to reset. */
    boolean resets() {
        return linger == 0;
    }

    @Override
    public Map<ChannelOption<?>, Object> getOptions() {
        return getOptions(
                super.getOptions(),
                ChannelOption.ALLOW_HALF_CLOSURE,
                ChannelOption.SO_LINGER,
                ChannelOption.TCP_NODELAY);
    }

    @Override
    @SuppressWarnings("unchecked") // each option has the type of its own field
    public <T> T getOption(ChannelOption<T> option) {
        if (option == ChannelOption.ALLOW_HALF_CLOSURE) {
            return (T) Boolean.valueOf(halfClosure);
        }
        if (option == ChannelOption.SO_LINGER) {
            return (T) Integer.valueOf(linger);
        }
        return option == ChannelOption.TCP_NODELAY ? (T) Boolean.valueOf(noDelay) : super.getOption(option);
    }

    @Override
    public <T> boolean setOption(ChannelOption<T> option, T value) {
        validate(option, value);
        if (option == ChannelOption.ALLOW_HALF_CLOSURE) {
            halfClosure = (Boolean) value;
        } else if (option == ChannelOption.SO_LINGER) {
            linger = (Integer) value;
        } else if (option == ChannelOption.TCP_NODELAY) {
            noDelay = (Boolean) value;
        } else {
            return super.setOption(option, value);
        }
        return true;
    }

    @Override
    protected void autoReadCleared() {
        autoReadCleared.run();
    }
}
