package dev.rdplab.protocol.handshake.client;

import dev.rdplab.protocol.wire.Secret;

/** @param domain empty for none */
public record Credentials(String domain, String user, Secret password) {

    public static final Credentials NONE = new Credentials("", "", Secret.of(""));

    public static Credentials of(String user, String password) {
        return new Credentials("", user, Secret.of(password));
    }
}
