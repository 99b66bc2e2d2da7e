package dev.rdplab.chaos.toxiproxy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class EmbeddedToxiproxyTest extends ToxiproxyContract {

    private static EmbeddedToxiproxy server;

    @BeforeAll
    static void start() {
        server = EmbeddedToxiproxy.start(0, 7);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    int apiPort() {
        return server.address().getPort();
    }

    @Override
    int starts() {
        return 1_000;
    }
}
