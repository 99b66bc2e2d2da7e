package dev.rdplab.experiments.sweep;

import dev.rdplab.packetlinks.Impairment;
import dev.rdplab.packetlinks.KernelProfile;
import dev.rdplab.packetlinks.Loss;
import dev.rdplab.packetlinks.PacketPath;
import dev.rdplab.packetlinks.StateLoss;
import dev.rdplab.packetlinks.tunnel.OwnTunnel;
import dev.rdplab.packetlinks.tunnel.Tunnel;
import dev.rdplab.packetlinks.tunnel.TunnelKnobs;
import dev.rdplab.packetlinks.tunnel.Tunnels;
import dev.rdplab.words.Place;
import dev.rdplab.words.YamlScalar;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The settings of a cell that concern the path, as the values that the links and the tunnels understand.
 *
 * @param link what makes the path, one of {@link #TUN}, {@link #NETEM}, {@link #MODELLED}, {@link #VIRTUAL}
 * @param path what to open the link with
 * @param forgets when a box on the path forgets its flows, counted from the beginning of each trial
 * @param tunnel what to run inside it
 */
public record SweptPath(String link, PacketPath path, Optional<StateLoss> forgets, Tunnel tunnel, TunnelKnobs knobs) {

    /** IPv4 and TCP headers without options, in bytes. */
    private static final int HEADERS = 20 + 20;

    private static final int QUEUE = 100;

    private static final Duration HELD_BACK = Duration.ofMillis(10);

    private static final Map<Setting, String> SYSCTLS = Map.of(
            Setting.CONGESTION_CONTROL, "net.ipv4.tcp_congestion_control",
            Setting.MTU_PROBING, "net.ipv4.tcp_mtu_probing",
            Setting.SYN_RETRIES, "net.ipv4.tcp_syn_retries",
            Setting.SYN_LINEAR_TIMEOUTS, "net.ipv4.tcp_syn_linear_timeouts");

    /** Words for what makes a path. */
    public static final String TUN = "tun";

    public static final String NETEM = "netem";
    public static final String MODELLED = "modelled";

    /** Toxics of the embedded proxy: delays and bandwidth of a stream. */
    public static final String EMBEDDED = "embedded";

    /** The same in virtual time: nothing waits, and computing takes no time. */
    public static final String VIRTUAL = "virtual";

    private static final Set<Setting> WORDS = EnumSet.range(Setting.LINK, Setting.SYN_LINEAR_TIMEOUTS);

    /** Whether a cell says anything of the path. One that does not needs no packet link. */
    public static boolean concerns(Map<String, String> settings) {
        return WORDS.stream().anyMatch(word -> settings.containsKey(word.word()));
    }

    /** Whether a cell needs neither packets nor what they need. */
    public static boolean isComputed(Map<String, String> settings) {
        return Set.of(MODELLED, EMBEDDED, VIRTUAL).contains(settings.getOrDefault(Setting.LINK.word(), TUN));
    }

    /** Whether a handshake of a cell waits for the path nearly all its time, rather than take the processor. */
    public static boolean waits(Map<String, String> settings) {
        return concerns(settings) && !VIRTUAL.equals(settings.getOrDefault(Setting.LINK.word(), TUN));
    }

    /**
     * Settings of a path, given one by one, for a packet link.
     *
     * @return them as a grid would have them
     * @throws dev.rdplab.words.BadValueException for a value that cannot be
     * @throws IllegalArgumentException for a word that is no setting of a path
     */
    public static Map<String, String> checked(Map<String, String> given) {
        var settings = new TreeMap<String, String>();
        given.forEach((word, value) -> {
            var setting = Setting.of(word)
                    .filter(WORDS::contains)
                    .orElseThrow(() -> new IllegalArgumentException(word + " is not a setting of a path; there are "
                            + WORDS.stream().map(Setting::word).collect(Collectors.joining(", "))));
            settings.put(word, setting.read(new YamlScalar(new Place("path", 0, word), value)));
        });
        if (isComputed(settings)) {
            throw new IllegalArgumentException("a path of packets is made by link tun or netem");
        }
        return settings;
    }

    /** @param settings of a cell without a tunnel of the user's own */
    public static SweptPath of(Map<String, String> settings, long seed) {
        return of(settings, seed, List.of());
    }

    /**
     * @param settings of a cell, by the words of {@link Setting}, as {@link Grid} has checked them
     * @param own tunnels of the user, of which the cell may name one
     */
    public static SweptPath of(Map<String, String> settings, long seed, List<OwnTunnel> own) {
        var read = new Reader(settings);
        var both = read.impairment();
        var loss = read.loss();
        String way = read.text(Setting.LOSS_WAY).orElse("both");
        var up = way.equals("down") ? both : both.loss(loss);
        var down = way.equals("up") ? both : both.loss(loss);
        var path =
                PacketPath.of(up, down, seed).kernels(read.kernel(Setting.KERNEL), read.kernel(Setting.SERVER_KERNEL));
        boolean resets =
                read.text(Setting.STATE_LOSS_ANSWER).filter("reset"::equals).isPresent();
        return new SweptPath(
                read.text(Setting.LINK).orElse(TUN),
                path,
                read.value(Setting.STATE_LOSS, "none")
                        .map(YamlScalar::duration)
                        .map(after -> new StateLoss(after, resets)),
                Tunnels.named(read.text(Setting.TUNNEL).orElse("none"), own),
                read.knobs());
    }

    private record Reader(Map<String, String> settings) {

        Impairment impairment() {
            var half =
                    value(Setting.RTT, "").map(v -> v.duration().dividedBy(2)).orElse(Duration.ZERO);
            var jitter = value(Setting.JITTER, "").map(YamlScalar::duration).orElse(Duration.ZERO);
            var impairment = Impairment.NONE
                    .delay(half)
                    .jitter(jitter)
                    .reorder(share(Setting.REORDER), share(Setting.REORDER) == 0 ? Duration.ZERO : HELD_BACK)
                    .duplicate(share(Setting.DUPLICATE))
                    .corrupt(share(Setting.CORRUPT));
            long rate = value(Setting.BANDWIDTH, "").map(Setting::bitsPerSecond).orElse(0L);
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
            double share = share(Setting.LOSS);
            int burst = number(Setting.BURST, "").orElse(1);
            return share == 0 || share == 1 || burst == 1 ? Loss.of(share) : Loss.bursts(share, burst);
        }

        TunnelKnobs knobs() {
            return new TunnelKnobs(
                    number(Setting.TUNNEL_MTU, "default"),
                    number(Setting.MSSFIX, "default"),
                    number(Setting.FRAGMENT, "default"),
                    value(Setting.KEEPALIVE, "default").map(YamlScalar::duration),
                    text(Setting.CIPHER).filter(t -> !t.equals("default")));
        }

        KernelProfile kernel(Setting end) {
            var profile = text(end).flatMap(KernelProfile::of).orElse(KernelProfile.LINUX);
            for (var single : SYSCTLS.entrySet()) {
                var value = text(single.getKey());
                profile = value.isPresent() ? profile.with(single.getValue(), value.get()) : profile;
            }
            return profile;
        }

        double share(Setting setting) {
            return value(setting, "").map(YamlScalar::share).orElse(0.0);
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
                    .map(t -> new YamlScalar(new Place("cell", 0, setting.word()), t));
        }
    }
}
