package dev.rdplab.experiments.flights;

import dev.rdplab.chaos.link.LossModel;
import dev.rdplab.packetlinks.KernelProfile;
import java.time.Duration;

/**
 * What is simulated of a kernel's settings.
 *
 * @param timers what it waits
 * @param synAckTries SYN-ACKs after the first
 * @param timestamps whether it puts them into every segment, which costs 12 bytes and tells round trips of repetitions
 */
public record TcpKernel(LossModel.Timers timers, int synAckTries, boolean timestamps) {

    /** Of IPv4 and TCP without options. */
    static final int HEADERS = 20 + 20;

    /** Timestamps and two bytes of padding, RFC 7323 appendix A. */
    static final int TIMESTAMPS = 12;

    private static final String TCP = "net.ipv4.tcp_";

    /** The kernel at an end of a packet link that has these settings. */
    public static TcpKernel of(KernelProfile profile) {
        int linear = number(profile, "syn_linear_timeouts");
        var linux = LossModel.Timers.LINUX_LINEAR;
        var timers = new LossModel.Timers(
                linux.syn(),
                linear,
                number(profile, "syn_retries") + linear,
                Duration.ofNanos(1_000L * number(profile, "rto_min_us")),
                linux.mostRto(),
                number(profile, "retries2"));
        return new TcpKernel(timers, number(profile, "synack_retries"), number(profile, "timestamps") == 1);
    }

    /** Bytes of data in a full segment. @param clamp the largest MSS that may be announced; 0 for any */
    int segment(int mtu, int clamp) {
        int mss = mtu - HEADERS;
        return (clamp == 0 ? mss : Math.min(mss, clamp)) - (timestamps ? TIMESTAMPS : 0);
    }

    /** How long a repetition goes on before the connection is given up: the sum of the doubled least timers. */
    long patienceNanos() {
        long wait = LossModel.Timers.LINUX_LINEAR.leastRto().toNanos();
        long sum = 0;
        for (int i = 0; i <= timers.tries(); i++) {
            sum += wait;
            wait = Math.min(2 * wait, timers.mostRto().toNanos());
        }
        return sum;
    }

    private static int number(KernelProfile profile, String setting) {
        return Integer.parseInt(profile.settings().get(TCP + setting));
    }
}
