package dev.rdplab.packetlinks;

import dev.rdplab.chaos.link.LinkUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The words for {@code tc}, {@code ip} and {@code nft} that make the kernel do what an impairment says. */
final class NetemCommands {

    /** Packets that netem keeps when no queue is set: as many as the emulator keeps. */
    private static final int LIMIT = Lane.MOST_ON_THE_WAY;

    private NetemCommands() {}

    /**
     * The arguments of netem for one direction.
     *
     * @param verb {@code add} or {@code replace}
     * @throws LinkUnavailableException for what netem cannot do
     */
    static List<String> qdisc(String verb, String device, Impairment impairment) {
        refuse(impairment);
        var words = new ArrayList<>(List.of("tc", "qdisc", verb, "dev", device, "root", "netem", "limit"));
        var rate = impairment.rate();
        words.add(String.valueOf(rate.bitsPerSecond() == 0 ? LIMIT : rate.queuePackets()));
        if (!impairment.delay().isZero() || !impairment.jitter().isZero()) {
            words.addAll(List.of("delay", micros(impairment.delay())));
            if (!impairment.jitter().isZero()) {
                words.add(micros(impairment.jitter()));
            }
        }
        if (impairment.loss() instanceof Loss.GilbertElliott chain) {
            words.addAll(List.of(
                    "loss",
                    "gemodel",
                    percent(chain.toBad()),
                    percent(chain.toGood()),
                    percent(chain.whileBad()),
                    percent(chain.whileGood())));
        } else if (impairment.loss().mean() > 0) {
            words.addAll(List.of("loss", "random", percent(impairment.loss().mean())));
        }
        if (impairment.duplicate() > 0) {
            words.addAll(List.of("duplicate", percent(impairment.duplicate())));
        }
        if (impairment.corrupt() > 0) {
            words.addAll(List.of("corrupt", percent(impairment.corrupt())));
        }
        if (rate.bitsPerSecond() > 0) {
            words.addAll(List.of("rate", rate.bitsPerSecond() + "bit"));
        }
        return List.copyOf(words);
    }

    /**
     * The router's rules: silence of a black hole, and clamps.
     *
     * @param toA the router's device towards A
     * @param toB the router's device towards B
     */
    static String rules(PacketPath path, String toA, String toB) {
        var rules = new StringBuilder(
                "table inet lab\ndelete table inet lab\ntable inet lab {\n chain forward {\n  type filter hook forward priority 0;\n");
        clamp(rules, path.up(), toB);
        clamp(rules, path.down(), toA);
        rules.append(" }\n chain output {\n  type filter hook output priority 0;\n");
        silence(rules, path.up(), toA);
        silence(rules, path.down(), toB);
        return rules.append(" }\n}\n").toString();
    }

    private static void clamp(StringBuilder rules, Impairment impairment, String device) {
        if (impairment.mssClamp() > 0) {
            rules.append("  oifname \"").append(device).append("\" tcp flags syn tcp option maxseg size > ");
            rules.append(impairment.mssClamp()).append(" tcp option maxseg size set ");
            rules.append(impairment.mssClamp()).append('\n');
        }
    }

    /** The answer about a packet that is too big leaves towards its sender. */
    private static void silence(StringBuilder rules, Impairment impairment, String sender) {
        if (impairment.mtu().bytes() > 0 && !impairment.mtu().answers()) {
            rules.append("  oifname \"")
                    .append(sender)
                    .append("\" icmp type destination-unreachable icmp code 4 drop\n");
            rules.append("  oifname \"").append(sender).append("\" icmpv6 type packet-too-big drop\n");
        }
    }

    private static void refuse(Impairment impairment) {
        if (impairment.reorder().share() > 0) {
            throw cannot("hold packets back (its own reorder sends some early instead)");
        }
        if (!impairment.chosen().equals(Impairment.Chosen.NONE)) {
            throw cannot("choose packets by their number");
        }
        if (impairment.rate().bitsPerSecond() > 0 && impairment.rate().queueBytes() != Integer.MAX_VALUE) {
            throw cannot("bound its queue in bytes");
        }
    }

    static LinkUnavailableException cannot(String what) {
        return new LinkUnavailableException("netem cannot " + what + "; use --link tun");
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.4f%%", share * 100);
    }

    private static String micros(Duration time) {
        return time.toNanos() / 1_000 + "us";
    }
}
