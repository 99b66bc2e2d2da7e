package dev.rdplab.experiments.sweep;

import dev.rdplab.clientsim.ClientProfile;
import dev.rdplab.lab.scenario.CertificateVariant;
import dev.rdplab.packetlinks.KernelProfile;
import dev.rdplab.packetlinks.tunnel.Tunnel;
import dev.rdplab.packetlinks.tunnel.Tunnels;
import dev.rdplab.transport.tls.TlsVersion;
import dev.rdplab.words.Rates;
import dev.rdplab.words.YamlScalar;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What a grid can vary, and the values each may take. Times carry a unit; a share is {@code 2%} or {@code 0.02}. */
public enum Setting {
    /**
     * What makes the path: TUN devices of the lab, the kernel's netem, delays computed instead of losses, the same in virtual
     * time.
     */
    LINK(false, words(SweptPath.TUN, SweptPath.NETEM, SweptPath.MODELLED, SweptPath.VIRTUAL)),
    /** Share of packets lost in each direction. */
    LOSS(false, YamlScalar::share),
    /** Mean number of packets lost in a row; 1 is independent loss. */
    BURST(false, v -> v.number(1, 1000)),
    /** Which way packets are lost. */
    LOSS_WAY(false, words("both", "up", "down")),
    /** Added round-trip time, half of it each way. */
    RTT(false, YamlScalar::duration),
    /** Jitter of each way. */
    JITTER(false, YamlScalar::duration),
    /** Share of packets that are held back for 10 ms, so that later ones pass them. */
    REORDER(false, YamlScalar::share),
    /** Share of packets that arrive twice. */
    DUPLICATE(false, YamlScalar::share),
    /** Share of packets in which a bit is flipped. */
    CORRUPT(false, YamlScalar::share),
    /** Bits per second of each way, such as {@code 10Mbit}. */
    BANDWIDTH(false, Setting::bitsPerSecond),
    /** Packets that the bottleneck keeps. */
    QUEUE(true, v -> v.number(1, 10_000)),
    /** The longest packet that passes, in bytes. */
    MTU(false, numberOr(68, 9000, "none")),
    /** Whether the sender is told that a packet was too big. */
    ICMP(true, YamlScalar::bool),
    /** MSS clamp on the path: {@code on} fits the MTU, a number is the MSS in bytes. */
    CLAMP(true, numberOr(88, 9000, "off", "on")),
    /** How long after the beginning of each trial a box on the path forgets its flows. */
    STATE_LOSS(false, durationOr("none")),
    /** What that box does with packets of flows it has forgotten. */
    STATE_LOSS_ANSWER(true, words("silence", "reset")),
    TUNNEL(true, words(Tunnels.ALL.stream().map(Tunnel::name).toArray(String[]::new))),
    TUNNEL_MTU(true, numberOr(576, 9000, "default")),
    MSSFIX(true, numberOr(88, 9000, "default")),
    FRAGMENT(true, numberOr(68, 9000, "default")),
    KEEPALIVE(true, durationOr("default")),
    /** Of OpenVPN's data channel. */
    CIPHER(true, v -> v.string()),
    /** The kernel's settings at the client's end. */
    KERNEL(true, words(KernelProfile.ALL.stream().map(KernelProfile::name).toArray(String[]::new))),
    /** The same at the server's end. */
    SERVER_KERNEL(
            true, words(KernelProfile.ALL.stream().map(KernelProfile::name).toArray(String[]::new))),
    /** Single settings of both kernels, on top of their profiles. */
    CONGESTION_CONTROL(true, words("cubic", "reno", "bbr")),
    MTU_PROBING(true, v -> v.number(0, 2)),
    SYN_RETRIES(true, v -> v.number(1, 127)),
    SYN_LINEAR_TIMEOUTS(true, v -> v.number(0, 127)),
    /** The version of TLS, one. */
    TLS(true, words(Arrays.stream(TlsVersion.values()).map(TlsVersion::number).toArray(String[]::new))),
    CERTIFICATE(
            true,
            words(Arrays.stream(CertificateVariant.values())
                    .map(CertificateVariant::word)
                    .toArray(String[]::new))),
    /** The mechanism of CredSSP; none is TLS alone. */
    CREDSSP(true, words("none", "ntlm", "spnego", "kerberos")),
    PROFILE(
            true,
            words(Arrays.stream(ClientProfile.values()).map(ClientProfile::word).toArray(String[]::new))),
    /** How long the client waits for the TCP connection. */
    CONNECT_DEADLINE(true, durationOr("none")),
    /** How long the client stays in one stage. */
    STAGE_DEADLINE(true, durationOr("none")),
    /** How long the client gives the whole handshake. */
    DEADLINE(true, durationOr("none"));

    private final boolean knob;
    private final Consumer<YamlScalar> check;

    Setting(boolean knob, Consumer<YamlScalar> check) {
        this.knob = knob;
        this.check = check;
    }

    /** The word used in files: {@code loss-way}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether somebody can turn it. The others are what a path happens to be. */
    public boolean isKnob() {
        return knob;
    }

    /** The value as it is written in results. @throws dev.rdplab.words.BadValueException when it cannot be */
    String read(YamlScalar value) {
        check.accept(value);
        return value.string();
    }

    static Optional<Setting> of(String word) {
        return Arrays.stream(values()).filter(s -> s.word().equals(word)).findFirst();
    }

    static String[] words() {
        return Arrays.stream(values()).map(Setting::word).toArray(String[]::new);
    }

    /** 0 for {@code unlimited}. */
    static long bitsPerSecond(YamlScalar value) {
        return value.text().equals("unlimited") ? 0 : value.placed(() -> Rates.parse(value.text()));
    }

    private static Consumer<YamlScalar> words(String... words) {
        return value -> value.oneOf(List.of(words), w -> w);
    }

    private static Consumer<YamlScalar> numberOr(int least, int most, String... words) {
        return value -> {
            if (Stream.of(words).noneMatch(value.text()::equals)) {
                value.number(least, most);
            }
        };
    }

    private static Consumer<YamlScalar> durationOr(String word) {
        return value -> {
            if (!value.text().equals(word)) {
                value.duration();
            }
        };
    }
}
