package dev.rdplab.packetlinks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.chaos.link.LinkUnavailableException;
import org.junit.jupiter.api.Test;

/** What this very kernel says about netem: it has it, or one line tells how to get it. */
@NeedsPacketLab
class NetemHereTest {

    @Test
    void worksOrSaysInOneLineWhichCommandGivesIt() {
        var ours = "rdplab-" + ProcessHandle.current().pid() + "-";
        try (var link = NetemLink.open(PacketPath.both(Impairment.NONE, 1))) {
            assertThat(link.a().run("ping", "-c", "1", "-W", "2", "10.77.0.2")).contains(" 0% packet loss");
        } catch (LinkUnavailableException e) {
            assertThat(e)
                    .hasMessageContaining("sch_netem")
                    .hasMessageContaining("modprobe")
                    .hasMessageNotContaining(System.lineSeparator());
        }
        assertThat(NetNamespace.all()).noneMatch(ns -> ns.name().startsWith(ours));
    }
}
