package dev.rdplab.chaos.toxiproxy;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.rdplab.chaos.link.ToxiproxyProgram;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

@Tag("real")
class RealToxiproxyTest extends ToxiproxyContract {

    private static ToxiproxyProgram program;

    @BeforeAll
    static void start() {
        if (ToxiproxyProgram.find().isEmpty()) {
            var reason = "toxiproxy-server is not on the PATH nor in ~/.cache/rdplab/bin";
            if ("1".equals(System.getenv("RDPLAB_REQUIRE_REAL"))) {
                throw new AssertionError(reason + ", and RDPLAB_REQUIRE_REAL=1");
            }
            abort(reason);
        }
        program = ToxiproxyProgram.start();
    }

    @AfterAll
    static void stop() {
        if (program != null) {
            program.close();
        }
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
