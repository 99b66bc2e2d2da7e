package dev.rdplab.packetlinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rdplab.chaos.link.LinkUnavailableException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The commands for netem, and its refusals. Whether the kernel obeys can only be seen where it has netem. */
class NetemTest {

    @Test
    void saysAnImpairmentInNetemsWords() {
        var impairment = Impairment.NONE
                .loss(0.02)
                .delay(Duration.ofMillis(25))
                .jitter(Duration.ofMillis(5))
                .duplicate(0.01)
                .corrupt(0.001)
                .rate(Impairment.Rate.of(10_000_000, 100));

        assertThat(String.join(" ", NetemCommands.qdisc("add", "rb", impairment)))
                .isEqualTo("tc qdisc add dev rb root netem limit 100 delay 25000us 5000us loss random 2.0000%"
                        + " duplicate 1.0000% corrupt 0.1000% rate 10000000bit");
    }

    @Test
    void saysBurstsAsItsOwnChain() {
        assertThat(String.join(" ", NetemCommands.qdisc("replace", "ra", Impairment.NONE.loss(Loss.bursts(0.2, 4)))))
                .isEqualTo(
                        "tc qdisc replace dev ra root netem limit 16384 loss gemodel 6.2500% 25.0000% 100.0000% 0.0000%");
    }

    @Test
    void makesABlackHoleByKeepingTheRouterSilentTowardsTheSender() {
        var path =
                PacketPath.of(Impairment.NONE.mssClamp(1200), Impairment.NONE.mtu(Impairment.Mtu.blackHole(1300)), 1);

        assertThat(NetemCommands.rules(path, "ra", "rb"))
                .contains(
                        "oifname \"rb\" tcp flags syn tcp option maxseg size > 1200 tcp option maxseg size set 1200\n",
                        "oifname \"rb\" icmp type destination-unreachable icmp code 4 drop\n",
                        "oifname \"rb\" icmpv6 type packet-too-big drop\n")
                .doesNotContain("oifname \"ra\"");
    }

    @Test
    void refusesWhatNetemCannotDo() {
        for (var impairment : new Impairment[] {
            Impairment.NONE.reorder(0.1, Duration.ofMillis(1)),
            Impairment.NONE.chosen(Impairment.Chosen.drop(1)),
            Impairment.NONE.rate(new Impairment.Rate(1_000_000, 10, 5_000))
        }) {
            assertThatThrownBy(() -> NetemLink.open(PacketPath.both(impairment, 1)))
                    .isInstanceOf(LinkUnavailableException.class)
                    .hasMessageStartingWith("netem cannot ")
                    .hasMessageEndingWith("use --link tun");
        }
    }

    @Test
    void readsTheKernelsCounters() {
        var counts = NetemLink.counts("qdisc netem 8001: root refcnt 2 limit 1000 loss 10%\n"
                + " Sent 76342 bytes 901 pkt (dropped 99, overlimits 0 requeues 0) \n");

        assertThat(counts.of(Cause.DELIVERED)).isEqualTo(901);
        assertThat(counts.of(Cause.LOST)).isEqualTo(99);
    }
}
