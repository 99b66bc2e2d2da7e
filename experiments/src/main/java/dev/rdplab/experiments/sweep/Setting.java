package dev.rdplab.experiments.sweep;

import dev.rdplab.clientsim.ClientProfile;
import dev.rdplab.lab.scenario.CertificateVariant;
import dev.rdplab.lab.scenario.StayForm;
import dev.rdplab.packetlinks.KernelProfile;
import dev.rdplab.packetlinks.tunnel.Tunnel;
import dev.rdplab.packetlinks.tunnel.Tunnels;
import dev.rdplab.transport.tls.TlsVersion;
import dev.rdplab.words.Form;
import dev.rdplab.words.Forms;
import dev.rdplab.words.Rates;
import dev.rdplab.words.Words;
import dev.rdplab.words.YamlNode;
import dev.rdplab.words.YamlScalar;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a grid can vary, and the values each may take. Times carry a unit; a share is {@code 2%} or {@code 0.02}. */
public enum Setting {
    LINK(
            false,
            words(SweptPath.TUN, SweptPath.NETEM, SweptPath.MODELLED, SweptPath.VIRTUAL, SweptPath.EMBEDDED),
            "what makes the path: TUN devices of the lab, the kernel's netem, delays computed instead of losses, the"
                    + " same in virtual time, or toxics of a stream proxy"),
    LOSS(false, Forms.SHARE, "share of packets lost in each direction"),
    BURST(false, Forms.whole(1, 1000), "mean number of packets lost in a row; 1 is independent loss"),
    LOSS_WAY(false, words("both", "up", "down"), "in which direction packets are lost"),
    RTT(false, Forms.DURATION, "added round-trip time, half of it each way"),
    JITTER(false, Forms.DURATION, "jitter of each way"),
    REORDER(false, Forms.SHARE, "share of packets that are held back for 10 ms, so that later ones pass them"),
    DUPLICATE(false, Forms.SHARE, "share of packets that arrive twice"),
    CORRUPT(false, Forms.SHARE, "share of packets in which a bit is flipped"),
    BANDWIDTH(false, Forms.wordOr(words("unlimited"), Forms.RATE), "bits per second of each way"),
    QUEUE(true, Forms.whole(1, 10_000), "packets that the bottleneck keeps"),
    MTU(false, numberOr(68, 9000, "none"), "the longest packet that passes, in bytes"),
    ICMP(true, Forms.FLAG, "whether the sender is told that a packet was too big"),
    CLAMP(
            true,
            numberOr(88, 9000, "off", "on"),
            "MSS clamp on the path: `on` fits the MTU, a number is the MSS in bytes"),
    STATE_LOSS(
            false,
            durationOr("none"),
            "how long after the beginning of each trial a stateful box on the path forgets its flows"),
    STATE_LOSS_ANSWER(true, words("silence", "reset"), "what that box does with packets of flows it has forgotten"),
    TUNNEL(
            true,
            Forms.either(words(Tunnels.ALL.stream().map(Tunnel::name).toArray(String[]::new)), OwnTunnelForm.SECTION),
            "what carries the connection over the path: a tunnel of the lab, or one of your own by its commands"),
    TUNNEL_MTU(true, numberOr(576, 9000, "default"), "MTU of the tunnel's device, in bytes"),
    MSSFIX(true, numberOr(88, 9000, "default"), "OpenVPN's mssfix, in bytes"),
    FRAGMENT(true, numberOr(68, 9000, "default"), "OpenVPN's fragment, in bytes"),
    KEEPALIVE(true, durationOr("default"), "the tunnel's keepalive interval"),
    CIPHER(true, Forms.text(), "cipher of OpenVPN's data channel"),
    KERNEL(true, kernels(), "the kernel's settings at the client's end"),
    SERVER_KERNEL(true, kernels(), "the kernel's settings at the server's end"),
    CONGESTION_CONTROL(true, words("cubic", "reno", "bbr"), "of both kernels, on top of their profiles"),
    MTU_PROBING(true, Forms.whole(0, 2), "tcp_mtu_probing of both kernels"),
    SYN_RETRIES(true, Forms.whole(1, 127), "tcp_syn_retries of both kernels"),
    SYN_LINEAR_TIMEOUTS(true, Forms.whole(0, 127), "tcp_syn_linear_timeouts of both kernels"),
    TLS(true, Forms.words(TlsVersion.values(), TlsVersion::number), "the only TLS version"),
    CERTIFICATE(true, Forms.words(CertificateVariant.values(), CertificateVariant::word), "the server's certificate"),
    CREDSSP(true, words("none", "ntlm", "spnego", "kerberos"), "the mechanism of CredSSP; `none` is TLS only"),
    PROFILE(true, Forms.words(ClientProfile.values(), ClientProfile::word), "whose messages the client copies"),
    STAY(
            false,
            Forms.either(
                    Forms.wordOr(
                            words("none"),
                            Forms.text(
                                    "exchange",
                                    Pattern.compile("[0-9.]+[kKmMiIbB]*/[0-9.]+(ns|us|ms|s|m|min)(/both)?"),
                                    40,
                                    "a size and an interval such as 64kB/1s, with /both for both directions",
                                    "64kB/1s/both")),
                    StayForm.EXCHANGE),
            "what the simulators exchange once the session is up, three rounds: `{ send: 64kB, every: 1s, both-ways: true }`"
                    + " or `64kB/1s/both`; all rounds together may take the stage's deadline, the time between them not counted"),
    CONNECT_DEADLINE(true, durationOr("none"), "how long the client waits for the TCP connection"),
    STAGE_DEADLINE(true, durationOr("none"), "how long the client stays in one stage"),
    DEADLINE(true, durationOr("none"), "how long the client gives the whole handshake");

    private final boolean knob;
    private final Form<?> form;
    private final String meaning;

    Setting(boolean knob, Form<?> form, String meaning) {
        this.knob = knob;
        this.form = form;
        this.meaning = meaning;
    }

    /** How a value is written. */
    public Form<?> form() {
        return form;
    }

    /** One line for people. */
    public String meaning() {
        return meaning;
    }

    /** The word used in files: {@code loss-way}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether a user can change it. The others are properties of the path. */
    public boolean isKnob() {
        return knob;
    }

    /** The value as it is written in results. @throws dev.rdplab.words.BadValueException when it cannot be */
    String read(YamlScalar value) {
        form.read(value);
        return value.string();
    }

    /** A value as it stands in results: as it was written, and one word where that was a mapping. */
    String text(YamlNode node) {
        if (node instanceof YamlScalar scalar) {
            return scalar.string();
        }
        return this == TUNNEL ? OwnTunnelForm.SECTION.read(node).name() : StayForm.text(StayForm.EXCHANGE.read(node));
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

    private static Words<String> words(String... words) {
        return Forms.words(words, word -> word);
    }

    private static Words<String> kernels() {
        return words(KernelProfile.ALL.stream().map(KernelProfile::name).toArray(String[]::new));
    }

    private static Form<Object> numberOr(int least, int most, String... words) {
        return Forms.wordOr(words(words), Forms.whole(least, most));
    }

    private static Form<Object> durationOr(String word) {
        return Forms.wordOr(words(word), Forms.DURATION);
    }
}
