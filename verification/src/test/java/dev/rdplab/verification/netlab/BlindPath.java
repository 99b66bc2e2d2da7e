package dev.rdplab.verification.netlab;

import dev.rdplab.diagnosis.path.PathReport;
import dev.rdplab.packetlinks.Command;
import dev.rdplab.packetlinks.Impairment;
import dev.rdplab.packetlinks.Impairment.Mtu;
import dev.rdplab.packetlinks.NetNamespace;
import dev.rdplab.packetlinks.PacketPath;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A path with a fault whose settings the probe is not told.
 *
 * @param number from 1
 * @param hidden what was set, for the table
 * @param up towards the server
 * @param down towards the client
 * @param box rules of nftables at the server's end; empty for none
 * @param idle when that box forgets a silent connection; empty when it has none
 * @param findings exactly the words that a right answer has
 * @param setting the setting that a right answer names
 * @param value its value; a keepalive may be smaller; empty for any
 */
record BlindPath(
        int number,
        String hidden,
        Impairment up,
        Impairment down,
        String box,
        Optional<Duration> idle,
        Set<String> findings,
        String setting,
        String value) {

    private static final int KINDS = 12;
    private static final String INPUT =
            "add table inet box\n" + "add chain inet box in { type filter hook input priority 0; }\n";

    /** The same paths for the same seed: every kind in turn, with settings drawn. */
    static List<BlindPath> drawn(int count, long seed) {
        var random = new Random(seed);
        var paths = new ArrayList<BlindPath>();
        for (int i = 0; i < count; i++) {
            paths.add(of(i + 1, i % KINDS, random));
        }
        return paths;
    }

    private static BlindPath of(int number, int kind, Random random) {
        int rtt = random.nextInt(4, 120);
        var clean = Impairment.NONE.delay(Duration.ofMillis(rtt / 2));
        int mtu = random.nextInt(1_281, 1_460);
        int other = mtu - random.nextInt(40, 200);
        var hole = clean.mtu(Mtu.blackHole(mtu));
        var drawn = new Draft(number, "rtt " + rtt + " ms, ", clean);
        return switch (kind) {
            case 0 ->
                drawn.links(hole, hole, "MTU " + mtu + ", no ICMP", mtu, "mtu-black-hole-up", "mtu-black-hole-down");
            case 1 -> {
                int mss = random.nextInt(1_200, 1_400);
                var clamped = clean.mssClamp(mss);
                yield drawn.links(clamped, clamped, "MSS clamp " + mss, 0, "mss-clamped")
                        .setting("MSS clamp", "no change");
            }
            case 2 -> {
                double share = random.nextInt(4, 9) / 100.0;
                var losing = clean.loss(share);
                yield drawn.links(losing, losing, "loss " + share + " each way", 0, "loss")
                        .setting("connect deadline", "");
            }
            case 3 -> drawn.forgetting(Duration.ofMillis(random.nextInt(2_000, 5_000)), "drop", "idle-silent");
            case 4 ->
                drawn.links(
                        hole,
                        clean.mtu(Mtu.blackHole(other)),
                        "MTU " + mtu + " up, " + other + " down, no ICMP",
                        other,
                        "mtu-black-hole-up",
                        "mtu-black-hole-down");
            case 5 ->
                drawn.box(
                        "RST to packets over " + mtu,
                        INPUT + "add rule inet box in meta length > " + mtu
                                + " meta l4proto tcp reject with tcp reset\n",
                        "reset-large-up",
                        "MTU",
                        String.valueOf(mtu));
            case 6 -> drawn.links(clean, hole, "MTU " + mtu + " down alone, no ICMP", mtu, "mtu-black-hole-down");
            case 7 ->
                drawn.forgetting(
                        Duration.ofMillis(random.nextInt(2_000, 5_000)), "reject with tcp reset", "idle-reset");
            case 8 -> drawn.links(hole, clean, "MTU " + mtu + " up alone, no ICMP", mtu, "mtu-black-hole-up");
            case 9 -> {
                var told = clean.mtu(Mtu.withIcmp(mtu));
                yield drawn.links(told, told, "MTU " + mtu + " with ICMP", mtu, "mtu-told-up");
            }
            case 10 ->
                drawn.box(
                        "RST to a TLS handshake record",
                        INPUT + "add rule inet box in tcp dport 3389 @ih,0,16 0x1603 reject with tcp reset\n",
                        "reset-tls",
                        "TLS inspection",
                        "");
            default -> drawn.links(clean, clean, "nothing", 0).setting("MTU", "no change");
        };
    }

    /** What all kinds share. */
    private record Draft(int number, String trip, Impairment clean) {

        BlindPath links(Impairment up, Impairment down, String hidden, int mtu, String... findings) {
            return new BlindPath(
                    number,
                    trip + hidden,
                    up,
                    down,
                    "",
                    Optional.empty(),
                    Set.of(findings),
                    "MTU",
                    String.valueOf(mtu));
        }

        BlindPath box(String hidden, String rules, String finding, String setting, String value) {
            return new BlindPath(
                    number, trip + hidden, clean, clean, rules, Optional.empty(), Set.of(finding), setting, value);
        }

        BlindPath forgetting(Duration idle, String verdict, String finding) {
            var rules = INPUT + "add rule inet box in tcp dport 3389 ct state invalid " + verdict + "\n"
                    + "add rule inet box in tcp dport 3389 ct state new tcp flags & (syn | ack) != syn " + verdict
                    + "\n";
            return new BlindPath(
                    number,
                    trip + "silent flows forgotten after " + idle.toSeconds() + " s: " + verdict,
                    clean,
                    clean,
                    rules,
                    Optional.of(Duration.ofSeconds(idle.toSeconds())),
                    Set.of(finding),
                    "PersistentKeepalive",
                    String.valueOf(idle.toSeconds()));
        }
    }

    private BlindPath setting(String name, String wanted) {
        return new BlindPath(number, hidden, up, down, box, idle, findings, name, wanted);
    }

    PacketPath path() {
        return PacketPath.of(up, down, number);
    }

    /** Puts the box before the server. */
    void install(NetNamespace server) {
        if (box.isEmpty()) {
            return;
        }
        Command.run(box, server.command(List.of("nft", "-f", "-")));
        idle.ifPresent(after -> {
            server.sysctl("net.netfilter.nf_conntrack_tcp_loose", "0");
            server.sysctl("net.netfilter.nf_conntrack_tcp_timeout_established", String.valueOf(after.toSeconds()));
        });
    }

    /** Why an answer is wrong; empty when it names the fault and the setting. */
    String wrong(PathReport report) {
        var words = report.findings().stream()
                .map(PathReport.Finding::word)
                .filter(word -> !Set.of("idle-alive", "one-retransmission", "idle-closed")
                        .contains(word))
                .collect(Collectors.toSet());
        if (!words.equals(findings)) {
            return "found " + words + " instead of " + findings;
        }
        var named = report.settings().stream()
                .filter(advice -> advice.setting().equals(setting))
                .map(PathReport.Advice::value)
                .toList();
        if (named.isEmpty()) {
            return "no setting " + setting;
        }
        boolean right = idle.isPresent()
                ? Integer.parseInt(named.get(0).split(" ")[0]) <= idle.get().toSeconds()
                : value.isEmpty() || named.get(0).equals(value);
        return right ? "" : setting + " " + named.get(0) + " instead of " + value;
    }
}
