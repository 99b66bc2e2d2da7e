package dev.rdplab.lab.sweep;

import dev.rdplab.chaos.packet.Impairment;
import dev.rdplab.chaos.packet.KernelProfile;
import dev.rdplab.chaos.packet.Loss;
import dev.rdplab.chaos.packet.PacketPath;
import dev.rdplab.chaos.packet.StateLoss;
import dev.rdplab.chaos.tunnel.Tunnel;
import dev.rdplab.chaos.tunnel.TunnelKnobs;
import dev.rdplab.chaos.tunnel.Tunnels;
import dev.rdplab.lab.scenario.YamlNode;
import dev.rdplab.lab.scenario.YamlScalar;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of a cell that concern the path, as the values that the links and the tunnels understand.
 *
 * @param path what to open the link with
 * @param tunnel what to run inside it
 */
public record SweptPath(PacketPath path, Tunnel tunnel, TunnelKnobs knobs) {

    /** IPv4 and TCP headers without options, in bytes. */
    private static final int HEADERS = 20 + 20;

    private static final int QUEUE = 100;

    private static final Set<Setting> WORDS = EnumSet.range(Setting.LOSS, Setting.KERNEL);

    /** Whether a cell says anything of the path. One that does not needs no packet link. */
    public static boolean concerns(Map<String, String> settings) {
        return WORDS.stream().anyMatch(word -> settings.containsKey(word.word()));
    }

    /** @param settings of a cell, by the words of {@link Setting}, as {@link Grid} has checked them */
    public static SweptPath of(Map<String, String> settings, long seed) {
        var read = new Reader(settings);
        var both = read.impairment();
        var loss = read.loss();
        String way = read.text(Setting.LOSS_WAY).orElse("both");
        var up = way.equals("down") ? both : both.loss(loss);
        var down = way.equals("up") ? both : both.loss(loss);
        var client = read.text(Setting.KERNEL).flatMap(KernelProfile::of).orElse(KernelProfile.LINUX);
        var path = PacketPath.of(up, down, seed).kernels(client, KernelProfile.LINUX);
        var forgets = read.value(Setting.STATE_LOSS, "none").map(YamlScalar::duration);
        return new SweptPath(
                forgets.map(after -> path.stateLoss(new StateLoss(after, false)))
                        .orElse(path),
                Tunnels.named(read.text(Setting.TUNNEL).orElse("none")),
                read.knobs());
    }

    private record Reader(Map<String, String> settings) {

        Impairment impairment() {
            var half =
                    value(Setting.RTT, "").map(v -> v.duration().dividedBy(2)).orElse(Duration.ZERO);
            var jitter = value(Setting.JITTER, "").map(YamlScalar::duration).orElse(Duration.ZERO);
            var impairment = Impairment.NONE.delay(half).jitter(jitter);
            long rate = value(Setting.BANDWIDTH, "").map(Amounts::bitsPerSecond).orElse(0L);
            if (rate > 0) {
                impairment = impairment.rate(
                        Impairment.Rate.of(rate, number(Setting.QUEUE, "").orElse(QUEUE)));
            }
            var mtu = number(Setting.MTU, "none");
            boolean icmp = value(Setting.ICMP, "").map(YamlScalar::bool).orElse(true);
            if (mtu.isPresent()) {
                impairment = impairment.mtu(new Impairment.Mtu(mtu.get(), icmp));
            }
            String clamp = text(Setting.CLAMP).orElse("off");
            if (clamp.equals("on")) {
                return mtu.isPresent() ? impairment.mssClamp(mtu.get() - HEADERS) : impairment;
            }
            return impairment.mssClamp(number(Setting.CLAMP, "off").orElse(0));
        }

        Loss loss() {
            double share = value(Setting.LOSS, "").map(YamlScalar::share).orElse(0.0);
            int burst = number(Setting.BURST, "").orElse(1);
            return share == 0 || share == 1 || burst == 1 ? Loss.of(share) : Loss.bursts(share, burst);
        }

        TunnelKnobs knobs() {
            return new TunnelKnobs(
                    number(Setting.TUNNEL_MTU, "default"),
                    number(Setting.MSSFIX, "default"),
                    number(Setting.FRAGMENT, "default"),
                    Optional.empty(),
                    Optional.empty());
        }

        Optional<String> text(Setting setting) {
            return Optional.ofNullable(settings.get(setting.word()));
        }

        Optional<Integer> number(Setting setting, String nothing) {
            return value(setting, nothing).map(v -> (int) v.number(0, Integer.MAX_VALUE));
        }

        /** Empty when it is not set, or set to the word that stands for nothing. */
        Optional<YamlScalar> value(Setting setting, String nothing) {
            return text(setting)
                    .filter(t -> !t.equals(nothing))
                    .map(t -> new YamlScalar(new YamlNode.Place("cell", 0, setting.word()), t));
        }
    }
}
