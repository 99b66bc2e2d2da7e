package dev.rdplab.console;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * How the interface runs.
 *
 * @param listen port 0 for any free one
 * @param token that requests must bear ({@code Authorization: Bearer TOKEN}); may be empty on a loopback address only
 * @param requestLimit how long a client may take to send one request whole, and how long an idle connection is kept
 */
public record AdminOptions(InetSocketAddress listen, Optional<String> token, Duration requestLimit) {

    private static final int LEAST_TOKEN = 16;

    /** On any free loopback port, without a token. */
    public static final AdminOptions DEFAULT = new AdminOptions(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Optional.empty(), Duration.ofSeconds(10));

    public AdminOptions {
        boolean loopback = listen.getAddress() != null && listen.getAddress().isLoopbackAddress();
        if (!loopback && token.isEmpty()) {
            throw new IllegalArgumentException(
                    "a token is required to control the lab from other machines; set RDPLAB_ADMIN_TOKEN, " + LEAST_TOKEN
                            + " characters or more");
        }
        if (token.isPresent() && token.get().length() < LEAST_TOKEN) {
            throw new IllegalArgumentException(
                    "a token has at least " + LEAST_TOKEN + " characters; RDPLAB_ADMIN_TOKEN holds it");
        }
    }

    public AdminOptions listen(InetSocketAddress address) {
        return new AdminOptions(address, token, requestLimit);
    }

    public AdminOptions token(String required) {
        return new AdminOptions(listen, Optional.of(required), requestLimit);
    }

    public AdminOptions requestLimit(Duration limit) {
        return new AdminOptions(listen, token, limit);
    }

    /** The token is no part of it. */
    @Override
    public String toString() {
        return "AdminOptions[listen=" + listen + ", token=" + (token.isPresent() ? "***" : "none") + "]";
    }
}
