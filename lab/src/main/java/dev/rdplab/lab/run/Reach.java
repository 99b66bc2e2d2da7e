package dev.rdplab.lab.run;

import dev.rdplab.chaos.link.LinkUnavailableException;
import dev.rdplab.transport.ConnectFailure;
import dev.rdplab.words.Durations;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** Whether a server listens at an address, by one TCP connection without data. */
public final class Reach {

    private Reach() {}

    /**
     * Connects and closes.
     *
     * @param name of the address, for the message
     * @param limit how long to wait for the connection
     * @throws LinkUnavailableException when there is no connection, saying why in one line
     */
    public static void check(InetSocketAddress address, String name, Duration limit) {
        long begun = System.nanoTime();
        try (var socket = new Socket()) {
            socket.connect(address, Math.toIntExact(Math.max(1, Math.min(limit.toMillis(), Integer.MAX_VALUE))));
        } catch (IOException e) {
            var why = ConnectFailure.of(e, Duration.ofNanos(System.nanoTime() - begun));
            throw new LinkUnavailableException(
                    switch (why) {
                        case REFUSED -> "nothing listens at " + name + ": connection refused";
                        case NO_ANSWER ->
                            "no answer from " + name + " within " + Durations.text(limit)
                                    + ": the host is down, or packets to it are dropped";
                        default -> name + " cannot be reached: " + why.detail(e, limit);
                    },
                    e);
        }
    }

    /** {@code HOST:PORT}, as it was given. */
    public static String text(InetSocketAddress address) {
        var host = address.getHostString();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
