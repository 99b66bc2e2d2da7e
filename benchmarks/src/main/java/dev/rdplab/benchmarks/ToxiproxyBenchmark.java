package dev.rdplab.benchmarks;

import dev.rdplab.chaos.link.Direction;
import dev.rdplab.chaos.link.InProcessLink;
import dev.rdplab.chaos.link.Link;
import dev.rdplab.chaos.link.OpenLink;
import dev.rdplab.chaos.link.Toxic;
import dev.rdplab.chaos.link.ToxicKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Round-trip time per byte over loopback, in nanoseconds, directly and through the embedded Toxiproxy. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ToxiproxyBenchmark {

    /** Bytes of one round trip: about what a server sends until the session. */
    private static final int CHUNK = 8192;

    /** What lies between. */
    public enum Between {
        NOTHING,
        PROXY,
        /** A slicer that cuts nothing this short, both ways: the cost of a toxic in the chain. */
        PROXY_WITH_SLICER
    }

    @Param
    public Between between;

    private final byte[] chunk = new byte[CHUNK];
    private ServerSocket upstream;
    private OpenLink link;
    private Socket client;

    @Setup
    public void connect() throws IOException {
        upstream = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var echo = new Thread(this::echo, "echo");
        echo.setDaemon(true);
        echo.start();
        var address = (InetSocketAddress) upstream.getLocalSocketAddress();
        if (between != Between.NOTHING) {
            var toxics = between == Between.PROXY ? Link.DIRECT : Link.of(slicer(Direction.UP), slicer(Direction.DOWN));
            link = InProcessLink.embedded().open(toxics, address, 7);
            address = link.address();
        }
        client = new Socket(address.getAddress(), address.getPort());
        client.setTcpNoDelay(true);
    }

    private static Toxic slicer(Direction direction) {
        return Toxic.of(ToxicKind.SLICER, direction, "average_size", 1 << 20);
    }

    @TearDown
    public void disconnect() throws IOException {
        client.close();
        upstream.close();
        if (link != null) {
            link.close();
        }
    }

    @Benchmark
    @OperationsPerInvocation(CHUNK)
    public void thereAndBack() throws IOException {
        client.getOutputStream().write(chunk);
        client.getInputStream().readNBytes(chunk, 0, CHUNK);
    }

    private void echo() {
        try (Socket peer = upstream.accept();
                InputStream in = peer.getInputStream();
                OutputStream out = peer.getOutputStream()) {
            peer.setTcpNoDelay(true);
            byte[] buffer = new byte[CHUNK];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
            }
        } catch (IOException over) {
            // the trial has ended
        }
    }
}
