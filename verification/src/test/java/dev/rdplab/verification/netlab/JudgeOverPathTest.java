package dev.rdplab.verification.netlab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.experiments.sweep.SweptPath;
import dev.rdplab.judging.ExpectationFile;
import dev.rdplab.judging.Judge;
import dev.rdplab.judging.Judgement;
import dev.rdplab.judging.ProgramCommand;
import dev.rdplab.lab.Program;
import dev.rdplab.lab.scenario.Catalogue;
import dev.rdplab.protocol.Stage;
import dev.rdplab.testkit.needs.Needs;
import dev.rdplab.verification.real.XvfbDisplay;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Somebody else's client at one end of a packet link. */
@Tag("netlab")
@Needs(
        value = {"xfreerdp3", "Xvfb"},
        also = Tunnels.class)
@Tag("real")
class JudgeOverPathTest {

    @Test
    void xfreerdpComesUpThroughATunnelAndHangsInABlackHole() throws Exception {
        var through = judge(Map.of("rtt", "40ms", "tunnel", "wireguard"));
        assertThat(through.good()).as(through.details()).isTrue();
        assertThat(through.outcome().orElseThrow().session()).isTrue();
        // More than a dozen round trips.
        assertThat(through.outcome().orElseThrow().took().toMillis()).isGreaterThan(12 * 40);

        var swallowed = judge(Map.of("rtt", "10ms", "mtu", "900", "icmp", "false"));
        assertThat(swallowed.good()).as(swallowed.details()).isFalse();
        assertThat(swallowed.outcome().orElseThrow().session()).isFalse();
        assertThat(swallowed.server().get(0).ending().stage()).isEqualTo(Stage.TLS);
    }

    private static Judgement judge(Map<String, String> path) throws Exception {
        var file = ExpectationFile.bundled(Program.XFREERDP3);
        var command = ProgramCommand.parse(file.command().orElseThrow());
        return new Judge(command, file, Map.of("DISPLAY", XvfbDisplay.name()), 1)
                .over(SweptPath.checked(path))
                .judge(Catalogue.load().find("session-nla").orElseThrow());
    }
}
