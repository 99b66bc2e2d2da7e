package dev.rdplab.verification.cost;

import dev.rdplab.lab.run.Certificates;
import dev.rdplab.lab.scenario.CertificateVariant;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * The cost of an open relay, which ends TLS on both legs, beside a stunnel that does the same with two services: bytes a second of a
 * session, and the processor time of whoever is between. Interleaved rounds; TLS 1.3 and the same ends for both. Linux.
 */
final class OpenRelayCost {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final byte[] REQUEST = HexFormat.of().parseHex("030000130ee000000000000100080001000000");
    private static final byte[] CONFIRM = HexFormat.of().parseHex("030000130ed000001234000200080001000000");
    private static final char[] NO_PASSWORD = new char[0];
    private static final int TPKT = 3;

    /** @param pid of the process between @param rdp whether TLS comes behind an X.224 negotiation */
    private record Way(String name, InetSocketAddress address, long pid, boolean rdp) {}

    /** @param rate MB/s @param cpu seconds of the process between for each GB */
    private record Figure(double rate, double cpu) {}

    private OpenRelayCost() {}

    static void run(int rounds, int megabytes, List<String> rdplab, PrintStream out) throws Exception {
        var tls = tls();
        var folder = Files.createTempDirectory("open-relay-cost");
        try (var listening = new ServerSocket(0, 50, HERE)) {
            daemon(() -> serve(listening, tls, megabytes));
            int stunnelPort = freePort();
            var stunnel = stunnel(folder, stunnelPort, listening.getLocalPort());
            var command = new ArrayList<>(rdplab);
            command.addAll(
                    List.of("relay", "127.0.0.1:" + listening.getLocalPort(), "--port", "0", "--quiet", "--open"));
            command.addAll(List.of("--user", "cost", "--empty-password", "--server-security", "tls"));
            var relay = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                var lines = new BufferedReader(new InputStreamReader(relay.getInputStream(), StandardCharsets.UTF_8));
                var line = lines.readLine();
                if (line == null) {
                    throw new IOException("the relay does not start");
                }
                daemon(() -> lines.lines().forEach(more -> {}));
                int port = Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
                long java =
                        relay.descendants().findFirst().map(ProcessHandle::pid).orElse(relay.pid());
                measure(
                        rounds,
                        List.of(
                                new Way("stunnel", new InetSocketAddress(HERE, stunnelPort), stunnel.pid(), false),
                                new Way("rdplab --open", new InetSocketAddress(HERE, port), java, true)),
                        tls,
                        out);
            } finally {
                relay.descendants().forEach(ProcessHandle::destroy);
                relay.destroy();
                stunnel.destroy();
            }
        } finally {
            for (var name : List.of("stunnel.conf", "stunnel.pem")) {
                Files.deleteIfExists(folder.resolve(name));
            }
            Files.deleteIfExists(folder);
        }
    }

    private static void daemon(Runnable work) {
        var thread = new Thread(work, "cost");
        thread.setDaemon(true);
        thread.start();
    }

    private static int freePort() throws IOException {
        try (var free = new ServerSocket(0, 1, HERE)) {
            return free.getLocalPort();
        }
    }

    private static Process stunnel(Path folder, int port, int target) throws Exception {
        var certificate = Certificates.of(CertificateVariant.GOOD);
        var pem = folder.resolve("stunnel.pem");
        Files.writeString(
                pem,
                block("PRIVATE KEY", certificate.key().getEncoded())
                        + block("CERTIFICATE", certificate.chain().get(0).getEncoded()));
        int between = freePort();
        var settings = folder.resolve("stunnel.conf");
        Files.writeString(
                settings,
                """
                foreground = yes
                pid =
                debug = err
                [in]
                accept = 127.0.0.1:%d
                connect = 127.0.0.1:%d
                cert = %s
                [out]
                client = yes
                accept = 127.0.0.1:%d
                connect = 127.0.0.1:%d
                """
                        .formatted(port, between, pem, between, target));
        return new ProcessBuilder("stunnel4", settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static String block(String kind, byte[] content) {
        return "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END " + kind
                + "-----\n";
    }

    // ---- both ends

    private static SSLContext tls() throws Exception {
        var certificate = Certificates.of(CertificateVariant.GOOD);
        var keys = KeyStore.getInstance("PKCS12");
        keys.load(null, NO_PASSWORD);
        keys.setKeyEntry(
                "server", certificate.key(), NO_PASSWORD, certificate.chain().toArray(Certificate[]::new));
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, NO_PASSWORD);
        var context = SSLContext.getInstance("TLSv1.3");
        context.init(managers.getKeyManagers(), new TrustManager[] {new Anybody()}, null);
        return context;
    }

    /** The lab's certificates are signed by nobody. */
    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    private static void serve(ServerSocket listening, SSLContext tls, int megabytes) {
        while (!listening.isClosed()) {
            try {
                var socket = listening.accept();
                daemon(() -> answer(socket, tls, megabytes));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void answer(Socket plain, SSLContext tls, int megabytes) {
        try (plain) {
            plain.setTcpNoDelay(true);
            byte[] first = plain.getInputStream().readNBytes(1);
            var consumed = first;
            if (first.length == 1 && first[0] == TPKT) {
                byte[] head = plain.getInputStream().readNBytes(3);
                plain.getInputStream().readNBytes((head[1] & 0xff) << 8 | (head[2] & 0xff) - 4);
                plain.getOutputStream().write(CONFIRM);
                consumed = new byte[0];
            }
            var socket =
                    (SSLSocket) tls.getSocketFactory().createSocket(plain, new ByteArrayInputStream(consumed), true);
            socket.setUseClientMode(false);
            socket.getInputStream().read();
            byte[] chunk = new byte[16 << 10];
            for (long sent = 0; sent < (long) megabytes << 20; sent += chunk.length) {
                socket.getOutputStream().write(chunk);
            }
            socket.close();
        } catch (IOException gone) {
            // the client has all that it wants
        }
    }

    private static double session(Way way, SSLContext tls) throws IOException {
        try (var plain = new Socket()) {
            plain.setTcpNoDelay(true);
            plain.connect(way.address());
            if (way.rdp()) {
                plain.getOutputStream().write(REQUEST);
                plain.getInputStream().readNBytes(CONFIRM.length);
            }
            try (var socket =
                    (SSLSocket) tls.getSocketFactory().createSocket(plain, "127.0.0.1", plain.getPort(), true)) {
                socket.startHandshake();
                socket.getOutputStream().write(new byte[16]);
                byte[] buffer = new byte[256 << 10];
                long read = Math.max(0, socket.getInputStream().read(buffer)); // what comes before is the handshake
                long began = System.nanoTime();
                for (int n = 0; n >= 0; n = socket.getInputStream().read(buffer)) {
                    read += n;
                }
                return read / 1e6 / ((System.nanoTime() - began) / 1e9);
            }
        }
    }

    // ---- what is measured

    private static void measure(int rounds, List<Way> ways, SSLContext tls, PrintStream out) throws IOException {
        var figures = ways.stream().map(way -> new ArrayList<Figure>()).toList();
        int warmUp = rounds > 3 ? 3 : 1;
        for (int round = -warmUp; round < rounds; round++) {
            for (int i = 0; i < ways.size(); i++) {
                double before = cpu(ways.get(i).pid());
                double rate = session(ways.get(i), tls);
                double spent = cpu(ways.get(i).pid()) - before;
                if (round >= 0) {
                    figures.get(i).add(new Figure(rate, spent));
                }
            }
        }
        for (int i = 0; i < ways.size(); i++) {
            out.printf(
                    Locale.ROOT,
                    "  %-14s MB/s %s   of stunnel %s   processor time of stunnel's %s%n",
                    ways.get(i).name(),
                    range(figures.get(i).stream().map(Figure::rate).toList()),
                    range(ratios(figures.get(i), figures.get(0), true)),
                    range(ratios(figures.get(i), figures.get(0), false)));
        }
    }

    private static List<Double> ratios(List<Figure> these, List<Figure> those, boolean rate) {
        var ratios = new ArrayList<Double>();
        for (int i = 0; i < these.size(); i++) {
            ratios.add(
                    rate
                            ? these.get(i).rate() / those.get(i).rate()
                            : these.get(i).cpu() / those.get(i).cpu());
        }
        return ratios;
    }

    /** Median and range. */
    private static String range(List<Double> figures) {
        var sorted = figures.stream().sorted().toList();
        return "%.2f (%.2f to %.2f)"
                .formatted(sorted.get(sorted.size() / 2), sorted.get(0), sorted.get(sorted.size() - 1));
    }

    /** User and system time of a process, in ticks: fields 14 and 15 of its stat, which come 12th behind the name. */
    private static double cpu(long pid) throws IOException {
        var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }
}
