package dev.rdplab.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rdplab.lab.run.ConnectionWatch;
import dev.rdplab.lab.run.PlayedConnection;
import dev.rdplab.lab.scenario.Scenario;
import dev.rdplab.protocol.Stage;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultHttpContent;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Knows the connections that are open, and tells streams of what happens: server-sent events {@code accepted}, {@code stage},
 * {@code finished}, {@code changed}. A stream that is read too slowly misses events and is told how many, by {@code dropped}.
 */
public final class AdminEvents implements ConnectionWatch {

    /** Streams that may be open at a time. */
    static final int MAX_STREAMS = 32;

    /** Open connections that are shown; more are counted and not shown. */
    static final int MAX_OPEN = 5_000;

    private final Map<Channel, AtomicLong> streams = new ConcurrentHashMap<>();
    private final Map<Integer, OpenConnection> open = new ConcurrentSkipListMap<>();
    private volatile Steered lab;

    /** The lab whose connections these are: its link is part of what is said of them. */
    void of(Steered steered) {
        lab = steered;
    }

    @Override
    public void accepted(int number, InetSocketAddress client, Scenario scenario) {
        accepted(number, client, scenario.path());
    }

    /** A connection was accepted. @param scenario what is played to it */
    public void accepted(int number, InetSocketAddress client, String scenario) {
        var connection = new OpenConnection(number, client.getAddress().getHostAddress(), scenario);
        if (open.size() < MAX_OPEN) {
            open.put(number, connection);
        }
        send("accepted", connection.view());
    }

    @Override
    public void chosen(int number, Scenario scenario) {
        var connection = open.get(number);
        if (connection != null) {
            connection.scenario(scenario.path());
            send("accepted", connection.view());
        }
    }

    @Override
    public void entered(int number, Stage stage) {
        var connection = open.get(number);
        if (connection != null) {
            connection.entered(stage);
            send(
                    "stage",
                    Views.object()
                            .put("number", number)
                            .put("stage", stage.word())
                            .put("ms", connection.millis()));
        }
    }

    /** A connection of a fake server is over. */
    public void finished(PlayedConnection played) {
        open.remove(played.number());
        if (!streams.isEmpty() && lab != null) {
            send("finished", Views.connection(ServedLab.finished(played, lab)));
        }
    }

    /** A connection is over. */
    public void finished(Finished connection) {
        open.remove(connection.number());
        if (!streams.isEmpty()) {
            send("finished", Views.connection(connection));
        }
    }

    /** Something was steered. @param path of the request */
    void changed(String path) {
        send("changed", Views.object().put("path", path));
    }

    /** The connections that are open, by their numbers. */
    JsonNode open() {
        var array = JsonNodeFactory.instance.arrayNode();
        open.values().forEach(connection -> array.add(connection.view()));
        return array;
    }

    /** @return false when there are as many as may be */
    boolean add(Channel channel) {
        if (streams.size() >= MAX_STREAMS) {
            return false;
        }
        streams.put(channel, new AtomicLong());
        channel.closeFuture().addListener(closed -> streams.remove(channel));
        return true;
    }

    /** A stream can be written to again, or no longer: what it missed is said as soon as it can be. */
    void writable(Channel channel) {
        var missed = streams.get(channel);
        if (missed == null || !channel.isWritable()) {
            return;
        }
        long count = missed.getAndSet(0);
        if (count > 0) {
            write(channel, "dropped", Views.object().put("events", count));
        }
    }

    private void send(String event, JsonNode data) {
        streams.forEach((channel, missed) -> {
            if (channel.isWritable() && missed.get() == 0) {
                write(channel, event, data);
            } else {
                missed.incrementAndGet();
                writable(channel); // it may have become so before this event was counted
            }
        });
    }

    private static void write(Channel channel, String event, JsonNode data) {
        var text = "event: " + event + "\ndata: " + data + "\n\n";
        channel.writeAndFlush(new DefaultHttpContent(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8)));
    }
}
