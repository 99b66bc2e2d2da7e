package dev.rdplab.verification.cost;

import dev.rdplab.verification.real.ToxiproxyServer;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The cost of a relay that decrypts nothing, beside a real Toxiproxy without a toxic: bytes a second of a session that is up,
 * what both add to a connection with its first round trip, and memory for each idle connection. Interleaved rounds, so that
 * what else the machine does meets both.
 */
final class RelayCost {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final byte[] REQUEST = HexFormat.of().parseHex("030000130ee000000000000100080003000000");
    private static final byte[] CONFIRM = HexFormat.of().parseHex("030000130ed000001234000200080002000000");
    private static final byte APPLICATION_DATA = 23;
    private static final byte[] RECORD = record(16 << 10);

    /** Connections through a proxy that has just started. */
    private static final int FIRST = 100;

    /**
     * How much is measured.
     *
     * @param warmUp connections through each way before the rounds: after 10,000 a JVM has compiled what it will
     */
    record Plan(int rounds, int megabytes, int warmUp, int connections, int idle) {
        static final Plan FULL = new Plan(9, 400, 10_000, 500, 2_000);
        static final Plan QUICK = new Plan(7, 40, 5_000, 300, 100);
    }

    /** A way to the server. @param pid 0 for no process between */
    private record Way(String name, InetSocketAddress address, long pid) {}

    private RelayCost() {}

    /** {@code --quick}: seven short rounds. {@code --open}: the open mode, beside stunnel. */
    public static void main(String[] args) throws Exception {
        var given = List.of(args);
        var plan = given.contains("--quick") ? Plan.QUICK : Plan.FULL;
        var rdplab = List.of(System.getProperty("rdplab", "./rdplab").split(" "));
        if (given.contains("--open")) {
            OpenRelayCost.run(plan.rounds(), plan.megabytes(), rdplab, System.out);
        } else {
            run(plan, rdplab, System.out);
        }
        System.exit(0); // whoever still waits on a socket does not hold it up
    }

    static void run(Plan plan, List<String> rdplab, PrintStream out) throws Exception {
        var servers = Executors.newCachedThreadPool(task -> {
            var thread = new Thread(task, "server");
            thread.setDaemon(true);
            return thread;
        });
        try (var listening = new ServerSocket(0, 4_000, HERE);
                var toxiproxy = ToxiproxyServer.start()) {
            servers.execute(() -> serve(listening, plan, servers));
            var target = (InetSocketAddress) listening.getLocalSocketAddress();
            var command = new ArrayList<>(rdplab);
            command.addAll(List.of("relay", "127.0.0.1:" + target.getPort(), "--port", "0", "--quiet"));
            var process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                var ways = List.of(
                        new Way("no proxy", target, 0),
                        new Way("rdplab relay", listening(process, servers), java(process)),
                        new Way("Toxiproxy", proxy(toxiproxy, target), pid(toxiproxy)));
                first(plan, ways, out);
                latencies(plan, ways, out);
                rates(plan, ways, out);
                memory(plan, ways, out);
            } finally {
                process.descendants().forEach(ProcessHandle::destroy);
                process.destroy();
            }
        } finally {
            servers.shutdownNow();
        }
    }

    // ---- the ways

    private static InetSocketAddress listening(Process process, ExecutorService pool) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        var line = lines.readLine();
        if (line == null || !line.startsWith("listening on ")) {
            throw new IOException("the relay does not start: " + line);
        }
        pool.execute(() -> lines.lines().forEach(more -> {})); // a full pipe would stop it
        return new InetSocketAddress(HERE, Integer.parseInt(line.substring(line.lastIndexOf(':') + 1)));
    }

    /** The launcher may be a shell that has become Java, or has it as a child. */
    private static long java(Process process) {
        return process.descendants().findFirst().map(ProcessHandle::pid).orElse(process.pid());
    }

    private static long pid(ToxiproxyServer toxiproxy) {
        var port = "-port\0" + toxiproxy.port() + "\0";
        return ProcessHandle.allProcesses()
                .filter(process -> commandLine(process.pid()).contains(port))
                .findFirst()
                .orElseThrow()
                .pid();
    }

    private static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/cmdline"));
        } catch (IOException gone) {
            return "";
        }
    }

    private static InetSocketAddress proxy(ToxiproxyServer toxiproxy, InetSocketAddress target) throws Exception {
        var body = "{\"name\":\"cost\",\"listen\":\"127.0.0.1:0\",\"upstream\":\"127.0.0.1:" + target.getPort() + "\"}";
        var answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(
                                        URI.create("http://" + toxiproxy.host() + ":" + toxiproxy.port() + "/proxies"))
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        var listen = answer.replaceAll("(?s).*\"listen\":\"[^\"]*:(\\d+)\".*", "$1");
        return new InetSocketAddress(HERE, Integer.parseInt(listen));
    }

    // ---- the server: an X.224 answer, then as many records as the request's last byte says

    private static void serve(ServerSocket listening, Plan plan, ExecutorService pool) {
        while (!listening.isClosed()) {
            try {
                var socket = listening.accept();
                socket.setTcpNoDelay(true);
                pool.execute(() -> answer(socket, plan));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void answer(Socket socket, Plan plan) {
        try (socket) {
            var in = socket.getInputStream();
            in.readNBytes(REQUEST.length);
            socket.getOutputStream().write(CONFIRM);
            if (in.read() == APPLICATION_DATA) {
                in.readNBytes(3 * record(16).length - 1); // a reset would follow what is left unread
                for (long sent = 0; sent < (long) plan.megabytes() << 20; sent += RECORD.length) {
                    socket.getOutputStream().write(RECORD);
                }
            }
        } catch (IOException gone) {
            // the client has all that it wants
        }
    }

    private static byte[] record(int length) {
        byte[] record = new byte[5 + length];
        record[0] = APPLICATION_DATA;
        record[1] = 3;
        record[2] = 3;
        record[3] = (byte) (length >> 8);
        record[4] = (byte) length;
        return record;
    }

    private static Socket connected(Way way) throws IOException {
        var socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.connect(way.address());
        socket.getOutputStream().write(REQUEST);
        new DataInputStream(socket.getInputStream()).readFully(new byte[CONFIRM.length]);
        return socket;
    }

    // ---- what is measured

    private static void rates(Plan plan, List<Way> ways, PrintStream out) throws IOException {
        var figures = figures(ways);
        for (int round = -1; round < plan.rounds(); round++) { // the first warms up
            for (int i = 0; i < ways.size(); i++) {
                try (var socket = connected(ways.get(i))) {
                    for (int k = 0; k < 3; k++) { // a Finished, and then data: as much as shows a session
                        socket.getOutputStream().write(record(16));
                    }
                    byte[] buffer = new byte[256 << 10];
                    long began = System.nanoTime();
                    long read = 0;
                    for (int n = 0; n >= 0; n = socket.getInputStream().read(buffer)) {
                        read += n;
                    }
                    keep(figures, i, round, read / 1e6 / ((System.nanoTime() - began) / 1e9));
                }
            }
        }
        table(out, "MB/s of a session", ways, figures);
    }

    /** The first connections of a proxy that has just started, one after the other in turn; the client is warm. */
    private static void first(Plan plan, List<Way> ways, PrintStream out) throws IOException {
        connect(ways.get(0), plan.warmUp());
        double[][] each = new double[ways.size()][FIRST];
        for (int k = 0; k < FIRST; k++) {
            for (int i = 0; i < ways.size(); i++) {
                each[i][k] = connect(ways.get(i), 1)[0];
            }
        }
        out.printf("µs to connect and for one round trip, just started%n");
        for (int i = 0; i < ways.size(); i++) {
            double very = each[i][0];
            out.printf(
                    Locale.ROOT,
                    "  %-14s %8.0f the first, %.0f the median of the first %d%n",
                    ways.get(i).name(),
                    very,
                    median(each[i]),
                    FIRST);
        }
    }

    private static void latencies(Plan plan, List<Way> ways, PrintStream out) throws IOException {
        for (var way : ways) {
            connect(way, plan.warmUp());
        }
        var figures = figures(ways);
        var cpu = new long[ways.size()];
        for (int round = 0; round < plan.rounds(); round++) {
            for (int i = 0; i < ways.size(); i++) {
                long before = cpuMillis(ways.get(i));
                keep(figures, i, round, median(connect(ways.get(i), plan.connections())));
                cpu[i] += cpuMillis(ways.get(i)) - before;
            }
        }
        table(out, "µs to connect and for one round trip, warm, median", ways, figures);
        for (int i = 1; i < ways.size(); i++) {
            long each = cpu[i] * 1000 / ((long) plan.rounds() * plan.connections());
            out.printf(
                    Locale.ROOT,
                    "%s: %d µs of processor time for each of them%n",
                    ways.get(i).name(),
                    each);
        }
    }

    private static long cpuMillis(Way way) throws IOException {
        return way.pid() == 0 ? 0 : ProcessCpu.of(way.pid()).toMillis();
    }

    /** Connects so many times, one after the other. @return µs of each */
    private static double[] connect(Way way, int times) throws IOException {
        double[] each = new double[times];
        for (int k = 0; k < times; k++) {
            long began = System.nanoTime();
            connected(way).close();
            each[k] = (System.nanoTime() - began) / 1e3;
        }
        return each;
    }

    private static double median(double[] each) {
        Arrays.sort(each);
        return each[each.length / 2];
    }

    private static void memory(Plan plan, List<Way> ways, PrintStream out) throws Exception {
        for (var way : ways) {
            if (way.pid() > 0) {
                long before = resident(way.pid());
                var idle = new ArrayList<Socket>();
                for (int i = 0; i < plan.idle(); i++) {
                    idle.add(connected(way));
                }
                long after = resident(way.pid());
                out.printf(
                        Locale.ROOT,
                        "%s: %.1f kB resident for each of %d idle connections%n",
                        way.name(),
                        (after - before) / (double) plan.idle(),
                        plan.idle());
                for (var socket : idle) {
                    socket.close();
                }
            }
        }
    }

    /** kB, behind a collection where it is a JVM. */
    private static long resident(long pid) throws Exception {
        if (commandLine(pid).contains("java")) {
            var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
            new ProcessBuilder(jcmd, Long.toString(pid), "GC.run")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        }
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    private static List<List<Double>> figures(List<Way> ways) {
        return ways.stream().map(way -> (List<Double>) new ArrayList<Double>()).toList();
    }

    private static void keep(List<List<Double>> figures, int way, int round, double value) {
        if (round >= 0) {
            figures.get(way).add(value);
        }
    }

    /** Medians, and the relay's ratio to each of the others, round by round. */
    private static void table(PrintStream out, String what, List<Way> ways, List<List<Double>> figures) {
        out.println(what);
        for (int i = 0; i < ways.size(); i++) {
            var ratios = new ArrayList<Double>();
            for (int round = 0; round < figures.get(1).size(); round++) {
                ratios.add(figures.get(1).get(round) / figures.get(i).get(round));
            }
            ratios.sort(null);
            var sorted = figures.get(i).stream().sorted().toList();
            out.printf(
                    Locale.ROOT,
                    "  %-14s %8.0f (%.0f to %.0f)   relay / this: %.2f (%.2f to %.2f)%n",
                    ways.get(i).name(),
                    sorted.get(sorted.size() / 2),
                    sorted.get(0),
                    sorted.get(sorted.size() - 1),
                    ratios.get(ratios.size() / 2),
                    ratios.get(0),
                    ratios.get(ratios.size() - 1));
        }
    }
}
