package dev.rdplab.lab.relay;

import dev.rdplab.chaos.link.LinkUnavailableException;
import dev.rdplab.words.Durations;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
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
        try (var socket = new Socket()) {
            socket.connect(address, Math.toIntExact(Math.max(1, Math.min(limit.toMillis(), Integer.MAX_VALUE))));
        } catch (ConnectException e) {
            throw new LinkUnavailableException(
                    e.getMessage() != null && e.getMessage().contains("refused")
                            ? "nothing listens at " + name + ": connection refused"
                            : name + " cannot be reached: " + e.getMessage(),
                    e);
        } catch (SocketTimeoutException e) {
            throw new LinkUnavailableException(
                    "no answer from " + name + " within " + Durations.text(limit)
                            + ": the host is down, or packets to it are dropped",
                    e);
        } catch (IOException e) {
            throw new LinkUnavailableException(name + " cannot be reached: " + e.getMessage(), e);
        }
    }

    /** {@code HOST:PORT}, as it was given. */
    public static String text(InetSocketAddress address) {
        var host = address.getHostString();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
