package dev.rdplab.chaos.toxiproxy;

import dev.rdplab.chaos.link.ToxiproxyProgram;
import dev.rdplab.testkit.needs.Needs;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

@Needs("toxiproxy-server")
@Tag("real")
class RealToxiproxyTest extends ToxiproxyContract {

    private static ToxiproxyProgram program;

    @BeforeAll
    static void start() {
        program = ToxiproxyProgram.start();
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    @Override
    int apiPort() {
        return program.port();
    }

    @Override
    int starts() {
        return 50;
    }
}
