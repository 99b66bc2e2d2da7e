package dev.rdplab.verification.cost;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Clients that do X.224 and a full TLS handshake over loopback and leave, one after the other on each of a few threads. */
final class LoadGenerator {

    /** X.224 Connection Request with RDP_NEG_REQ for TLS: TPKT 4 + X.224 7 + negotiation 8 bytes. */
    private static final byte[] REQUEST = HexFormat.of().parseHex("030000130ee000000000000100080001000000");

    private static final int CONFIRM_LENGTH = 19;
    private static final int NEGOTIATION_RESPONSE = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final X509TrustManager ANYBODY = new X509TrustManager() {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    };

    private final SSLContext tls;
    private final AtomicLong names = new AtomicLong();

    LoadGenerator() throws GeneralSecurityException {
        tls = SSLContext.getInstance("TLS");
        tls.init(null, new TrustManager[] {ANYBODY}, new SecureRandom());
    }

    /** What the clients got done. @param first the first failure's message; empty when there was none */
    record Load(long handshakes, long failures, String first) {}

    /** @param version {@code TLSv1.3} or {@code TLSv1.2} */
    Load run(int port, String version, int clients, Duration howLong) throws InterruptedException {
        long end = System.nanoTime() + howLong.toNanos();
        var pool = Executors.newFixedThreadPool(clients);
        try {
            var running = Stream.generate(() -> pool.submit(() -> client(port, version, end)))
                    .limit(clients)
                    .toList();
            Load sum = new Load(0, 0, "");
            for (Future<Load> one : running) {
                Load load = one.get();
                sum = new Load(
                        sum.handshakes + load.handshakes,
                        sum.failures + load.failures,
                        sum.first.isEmpty() ? load.first : sum.first);
            }
            return sum;
        } catch (ExecutionException defect) {
            throw new IllegalStateException(defect.getCause());
        } finally {
            pool.shutdown();
        }
    }

    private Load client(int port, String version, long end) {
        long done = 0;
        long failed = 0;
        String first = "";
        while (System.nanoTime() < end && failed < 50) {
            try {
                handshake(port, version);
                done++;
            } catch (IOException wrong) {
                failed++;
                first = first.isEmpty() ? String.valueOf(wrong.getMessage()) : first;
            }
        }
        return new Load(done, failed, first);
    }

    private void handshake(int port, String version) throws IOException {
        try (var socket = new Socket()) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) PATIENCE.toMillis());
            socket.getOutputStream().write(REQUEST);
            byte[] confirm = socket.getInputStream().readNBytes(CONFIRM_LENGTH);
            if (confirm.length < CONFIRM_LENGTH || confirm[11] != NEGOTIATION_RESPONSE) {
                throw new IOException("TLS refused: " + HexFormat.of().formatHex(confirm));
            }
            // A name never seen before: no session to take up again.
            String name = "load" + names.incrementAndGet();
            try (var secure = (SSLSocket) tls.getSocketFactory().createSocket(socket, name, port, true)) {
                secure.setEnabledProtocols(new String[] {version});
                secure.startHandshake();
            }
        }
    }
}
