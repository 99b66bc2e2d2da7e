package dev.rdplab.packetlinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rdplab.chaos.link.Direction;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The emulator under the kernel's own stack, judged by the kernel and by tcpdump. */
@NeedsPacketLab
class TunLinkTest {

    private static final long SEED = 7;
    private static final int UDP_PAYLOAD_AT = 28;

    @Test
    void carriesBothFamiliesAndLeavesNothingBehind() {
        NetNamespace a;
        try (var link = TunLink.open(PacketPath.both(Impairment.NONE, SEED))) {
            a = link.a();
            assertThat(link.a().run("ping", "-c", "3", "-i", "0.01", "-W", "2", "10.77.0.2"))
                    .contains(" 0% packet loss");
            assertThat(link.b().run("ping", "-c", "3", "-i", "0.01", "-W", "2", "fd77::1"))
                    .contains(" 0% packet loss");
            assertThat(link.counts(Direction.UP).asMap()).isEqualTo(Map.of("arrived", 6L, "delivered", 6L));
        }
        assertThat(a.exists()).isFalse();
    }

    @Test
    void pinsAndReportsTheKernelsSettings() {
        var path = PacketPath.both(Impairment.NONE, SEED).kernels(KernelProfile.WINDOWS_LIKE, KernelProfile.LINUX);
        try (var link = TunLink.open(path)) {
            assertThat(link.a().sysctl("net.ipv4.tcp_syn_retries")).isEqualTo("4");
            assertThat(link.b().sysctl("net.ipv4.tcp_congestion_control")).isIn("cubic", "reno");
            assertThat(link.settings().get("kernelA").toString())
                    .contains("profile=windows-like", "net.ipv4.tcp_retries2=5", "net.ipv4.tcp_rto_min_us=300000");
            // What sysctl(8) reads, too.
            assertThat(link.b().run("sysctl", "-n", "net.ipv4.tcp_retries2").strip())
                    .isEqualTo("15")
                    .isEqualTo(((Map<?, ?>) link.settings().get("kernelB")).get("net.ipv4.tcp_retries2"));
        }
    }

    @Test
    void losesWhatItsCountersSayAndNothingElse() throws Exception {
        int packets = 3_000;
        try (var link = TunLink.open(PacketPath.of(Impairment.NONE.loss(0.05), Impairment.NONE, SEED))) {
            var arrived = sendUp(link, packets, 100);
            var counts = link.counts(Direction.UP);
            var fate = new PacketFate(Impairment.NONE.loss(0.05), SEED, Direction.UP);

            assertThat(counts.of(Cause.ARRIVED)).isEqualTo(packets);
            for (int i = 0; i < packets; i++) {
                assertThat(arrived.containsKey(i))
                        .as("packet %d", i)
                        .isEqualTo(!fate.of(i).lost());
            }
            assertThat(counts.of(Cause.LOST)).isEqualTo(packets - arrived.size());
        }
    }

    @Test
    void delaysByTheTimeThatWasSetAtTheMedian() throws Exception {
        var delay = Duration.ofMillis(10);
        try (var link = TunLink.open(PacketPath.of(Impairment.NONE.delay(delay), Impairment.NONE, SEED))) {
            var micros = sendUp(link, 200, 1_000).values().stream()
                    .mapToLong(l -> l)
                    .sorted()
                    .toArray();
            long median = micros[micros.length / 2];
            System.out.println("one-way delay set 10 ms: median " + median / 1e3 + " ms, least " + micros[0] / 1e3
                    + ", most " + micros[micros.length - 1] / 1e3);

            // Never early; how late depends on how busy the machine is, so the bound is wide.
            assertThat(micros[0]).isGreaterThanOrEqualTo(10_000);
            assertThat(median).isLessThan(15_000);
        }
    }

    @Test
    void duplicatesAsACaptureSees() throws Exception {
        var captured = capture(Impairment.NONE.duplicate(0.2), 500);
        var fate = new PacketFate(Impairment.NONE.duplicate(0.2), SEED, Direction.UP);
        for (int i = 0; i < 500; i++) {
            int number = i;
            assertThat(captured.stream().filter(p -> number(p) == number).count())
                    .as("packet %d", i)
                    .isEqualTo(fate.of(i).duplicated() ? 2 : 1);
        }
    }

    @Test
    void reordersAsACaptureSees() throws Exception {
        var impairment = Impairment.NONE.reorder(0.1, Duration.ofMillis(20));
        var numbers = capture(impairment, 500).stream().map(TunLinkTest::number).toList();
        var fate = new PacketFate(impairment, SEED, Direction.UP);
        var late = new ArrayList<Integer>();
        int highest = -1;
        for (int number : numbers) {
            if (number < highest) {
                late.add(number);
            }
            highest = Math.max(highest, number);
        }

        assertThat(numbers).hasSize(500);
        assertThat(late).isNotEmpty().allMatch(i -> fate.of(i).reordered());
        // All of them but those at the very end, which nothing could pass.
        assertThat(numbers.stream().filter(i -> i < 400 && fate.of(i).reordered()))
                .allMatch(late::contains);
    }

    @Test
    void flipsOneBitAsACaptureSees() throws Exception {
        var impairment = Impairment.NONE.corrupt(0.2);
        var captured = capture(impairment, 500);
        var fate = new PacketFate(impairment, SEED, Direction.UP);

        assertThat(captured).hasSize(500);
        for (int i = 0; i < 500; i++) {
            int flipped = 0;
            var packet = captured.get(i).bytes();
            var sent = payload(i, 100);
            for (int j = 0; j < sent.length; j++) {
                flipped += Integer.bitCount((packet.get(UDP_PAYLOAD_AT + j) ^ sent[j]) & 0xFF);
            }
            boolean inPayload = fate.of(i).corrupted() && fate.corruptedBit(108 * 8) >= 8 * 8;
            assertThat(flipped).as("packet %d", i).isEqualTo(inPayload ? 1 : 0);
        }
    }

    @Test
    void losesInBurstsAsACaptureSees() throws Exception {
        var impairment = Impairment.NONE.loss(Loss.bursts(0.1, 5));
        var numbers =
                capture(impairment, 1_000).stream().map(TunLinkTest::number).toList();
        var fate = new PacketFate(impairment, SEED, Direction.UP);
        var expected = new ArrayList<Integer>();
        for (int i = 0; i < 1_000; i++) {
            if (!fate.of(i).bad()) {
                expected.add(i);
            }
        }

        assertThat(numbers).isEqualTo(expected);
        assertThat(numbers.size()).isLessThan(980);
    }

    @Test
    void loseAllAndTheSynsFollowTheKernelsSchedule() throws Exception {
        var path = PacketPath.both(Impairment.NONE.loss(1), SEED);
        try (var linux = TunLink.open(path);
                var windows = TunLink.open(path.kernels(KernelProfile.WINDOWS_LIKE, KernelProfile.LINUX));
                var linuxCapture = PacketCapture.start(linux.a(), "tcp");
                var windowsCapture = PacketCapture.start(windows.a(), "tcp")) {
            var other = new Thread(
                    () -> assertThatThrownBy(() -> connect(windows, 4_600)).isNotNull());
            other.start();
            assertThatThrownBy(() -> connect(linux, 4_600)).isInstanceOf(SocketTimeoutException.class);
            other.join();

            assertThat(gaps(linuxCapture.stop(5))).containsExactly(1L, 1L, 1L, 1L);
            assertThat(gaps(windowsCapture.stop(3))).containsExactly(1L, 2L);
        }
    }

    @Test
    void writesATraceThatTsharkReads(@TempDir Path directory) throws Exception {
        var file = directory.resolve("link.pcapng");
        var path = PacketPath.of(Impairment.NONE.chosen(Impairment.Chosen.drop(2)), Impairment.NONE, SEED);
        try (var link = TunLink.open(path.trace(file))) {
            sendUp(link, 3, 100);
        }
        assertThat(Files.size(file)).isPositive();
        if (PacketLab.missingProgram("tshark", "tshark").isEmpty()) {
            var lines = Command.run(
                    "tshark",
                    "-r",
                    file.toString(),
                    "-T",
                    "fields",
                    "-e",
                    "frame.interface_name",
                    "-e",
                    "frame.comment",
                    "-e",
                    "udp.length");
            assertThat(lines.lines().filter(l -> !l.startsWith("Running as")))
                    .containsExactlyInAnyOrder(
                            "A sent\t\t108",
                            "to B\t\t108",
                            "A sent\t\t108",
                            "A sent\tdropped: chosen\t108",
                            "A sent\t\t108",
                            "to B\t\t108");
        }
    }

    private static List<Long> gaps(List<PacketCapture.Packet> syns) {
        var gaps = new ArrayList<Long>();
        for (int i = 1; i < syns.size(); i++) {
            gaps.add(Math.round((syns.get(i).micros() - syns.get(i - 1).micros()) / 1e6));
        }
        return gaps;
    }

    private static void connect(PacketLink link, int timeoutMillis) throws IOException {
        try (var socket = link.a().call(() -> {
            var s = new Socket();
            s.bind(new InetSocketAddress(link.addressA(), 0));
            return s;
        })) {
            socket.connect(new InetSocketAddress(link.addressB(), 3389), timeoutMillis);
        }
    }

    private static List<PacketCapture.Packet> capture(Impairment impairment, int packets) throws Exception {
        try (var link = TunLink.open(PacketPath.of(impairment, Impairment.NONE, SEED));
                var capture = PacketCapture.start(link.b(), "udp")) {
            sendUp(link, packets, 100);
            return capture.stop(link.counts(Direction.UP).of(Cause.DELIVERED));
        }
    }

    /** Numbered datagrams from A to B. @return for each one that came, how many microseconds it took */
    private static Map<Integer, Long> sendUp(PacketLink link, int packets, int payload) throws Exception {
        var arrived = new TreeMap<Integer, Long>();
        try (var receiver = link.b().call(() -> new DatagramSocket(new InetSocketAddress(link.addressB(), 0)));
                var sender = link.a().call(() -> new DatagramSocket(new InetSocketAddress(link.addressA(), 0)))) {
            receiver.setReceiveBufferSize(1 << 22);
            receiver.setSoTimeout(60_000);
            var sent = new long[packets];
            var thread = new Thread(() -> receive(receiver, arrived, sent));
            thread.start();
            for (int i = 0; i < packets; i++) {
                sent[i] = System.nanoTime();
                sender.send(new DatagramPacket(
                        payload(i, payload),
                        payload,
                        InetAddress.getByAddress(link.addressB().getAddress()),
                        receiver.getLocalPort()));
                if (i % 20 == 19) {
                    awaitCarried(link, i + 1 - 2_000);
                }
            }
            awaitCarried(link, packets);
            // The mark that ends the receiver comes from B itself, and does not pass the link.
            link.b().call(() -> {
                try (var socket = new DatagramSocket()) {
                    socket.send(new DatagramPacket(new byte[1], 1, link.addressB(), receiver.getLocalPort()));
                }
                return null;
            });
            thread.join();
        }
        return arrived;
    }

    /** Waits until that many packets have met their end. */
    private static void awaitCarried(PacketLink link, long packets) {
        long until = System.nanoTime() + 60_000_000_000L;
        Counts counts;
        do {
            counts = link.counts(Direction.UP);
            Thread.yield();
        } while (counts.of(Cause.DELIVERED) + counts.dropped() - counts.of(Cause.DUPLICATED) < packets
                && System.nanoTime() < until);
    }

    private static void receive(DatagramSocket socket, Map<Integer, Long> arrived, long[] sent) {
        var packet = new DatagramPacket(new byte[2_000], 2_000);
        try {
            for (socket.receive(packet); packet.getLength() > 1; socket.receive(packet)) {
                int number = ByteBuffer.wrap(packet.getData()).getInt();
                if (number >= 0 && number < sent.length) {
                    arrived.putIfAbsent(number, (System.nanoTime() - sent[number]) / 1_000);
                }
            }
        } catch (IOException e) {
            throw new AssertionError("the mark did not come", e);
        }
    }

    private static byte[] payload(int number, int length) {
        var bytes = new byte[length];
        Arrays.fill(bytes, (byte) 0x55);
        ByteBuffer.wrap(bytes).putInt(number);
        return bytes;
    }

    private static int number(PacketCapture.Packet packet) {
        return packet.bytes().getInt(UDP_PAYLOAD_AT);
    }
}
