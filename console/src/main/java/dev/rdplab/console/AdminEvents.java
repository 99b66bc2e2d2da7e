package dev.rdplab.console;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rdplab.lab.run.PlayedConnection;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.nio.charset.StandardCharsets;

/** Tells streams of what happens at the server: server-sent events {@code accepted} and {@code finished}. */
public final class AdminEvents {

    /** Streams that may be open at a time. */
    static final int MAX_STREAMS = 32;

    private final ChannelGroup streams = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

    /** To be told of every accepted connection. */
    public void accepted(int number) {
        send("accepted", Views.object().put("number", number));
    }

    /** To be told of every finished connection. */
    public void finished(PlayedConnection played) {
        if (!streams.isEmpty()) {
            send("finished", Views.connection(played));
        }
    }

    /** @return false when there are as many as may be */
    boolean add(Channel channel) {
        return streams.size() < MAX_STREAMS && streams.add(channel);
    }

    private void send(String event, JsonNode data) {
        if (streams.isEmpty()) {
            return;
        }
        var text = "event: " + event + "\ndata: " + data + "\n\n";
        // A reader that is too slow loses its stream rather than filling our memory.
        streams.stream().filter(channel -> !channel.isWritable()).forEach(Channel::close);
        streams.writeAndFlush(new DefaultHttpContent(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8)));
    }
}
