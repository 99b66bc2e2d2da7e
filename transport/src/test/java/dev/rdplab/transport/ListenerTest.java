package dev.rdplab.transport;

import static dev.rdplab.transport.Loopback.await;
import static dev.rdplab.transport.Loopback.awaitClosed;
import static dev.rdplab.transport.Loopback.ending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.testkit.ClosedPort;
import io.netty.util.concurrent.SingleThreadEventExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ListenerTest {

    @Test
    void numbersConnectionsFromOne() throws Exception {
        try (var net = new Loopback.Plan().start()) {
            for (int i = 1; i <= 3; i++) {
                awaitClosed(net.connect());
                assertThat(net.accepted().endpoint().connection()).isEqualTo(i);
            }
            assertThat(net.listener().counts().accepted()).isEqualTo(3);
        }
    }

    @Test
    void resetsWhatIsBeyondTheNumberOpenAtATime() throws Exception {
        var plan = new Loopback.Plan();
        plan.limits = new ConnectionLimits(2, 100, 16);
        plan.atServer = Fault.entering(Stage.X224, Fault.SILENCE);
        try (var net = plan.start()) {
            Connection first = net.connect();
            Connection second = net.connect();
            Connection served = net.accepted();
            Connection alsoServed = net.accepted();

            Connection third = net.connect();
            assertThat(ending(third).kind()).isEqualTo(EndingKind.CLOSED_RST);
            assertThat(net.listener().counts()).isEqualTo(new Listener.Counts(2, 2, 1));

            first.abort();
            second.abort();
            awaitClosed(served);
            awaitClosed(alsoServed);
            net.connect();
            assertThat(net.accepted().endpoint().connection()).isEqualTo(3);
        }
    }

    @Test
    void resetsWhatIsBeyondTheTotal() throws Exception {
        var plan = new Loopback.Plan();
        plan.limits = new ConnectionLimits(10, 2, 16);
        try (var net = plan.start()) {
            assertThat(ending(net.connect()).kind()).isEqualTo(EndingKind.COMPLETED);
            assertThat(ending(net.connect()).kind()).isEqualTo(EndingKind.COMPLETED);
            assertThat(ending(net.connect()).kind()).isEqualTo(EndingKind.CLOSED_RST);
            assertThat(net.listener().counts().refused()).isEqualTo(1);
        }
    }

    /** A client that has come and gone while the loop was busy. */
    @Test
    void countsWhatTheSystemHasMade() throws Exception {
        var plan = new Loopback.Plan();
        plan.loops = EventLoops.create(1);
        var busy = new CompletableFuture<Void>();
        var free = new CompletableFuture<Void>();
        try (var net = plan.start()) {
            plan.loops.client().config().group().execute(() -> {
                busy.complete(null);
                free.join();
            });
            busy.join();
            SocketChannel.open(net.listener().address()).close();

            boolean counted = net.listener().awaitCounted(Duration.ofMillis(1));
            long accepted = net.listener().counts().accepted();
            free.complete(null);
            assertThat(counted).isFalse();
            assertThat(accepted).isZero();
            assertThat(net.listener().awaitCounted(Loopback.LIMIT)).isTrue();
            assertThat(net.listener().counts().accepted()).isEqualTo(1);
        }
    }

    @Test
    void survivesFiveHundredQuickReconnects() throws Exception {
        try (var net = new Loopback.Plan().start()) {
            var running = new ArrayDeque<Connection>();
            for (int i = 0; i < 500; i++) {
                running.add(net.connect());
                if (running.size() == 16) {
                    assertThat(ending(running.poll()).kind()).isEqualTo(EndingKind.COMPLETED);
                }
            }
            for (Connection connection : running) {
                assertThat(ending(connection).kind()).isEqualTo(EndingKind.COMPLETED);
            }
            for (int i = 0; i < 500; i++) {
                awaitClosed(net.accepted());
            }
            assertThat(net.listener().counts()).isEqualTo(new Listener.Counts(500, 0, 0));
            assertThat(net.listener().connections()).isEmpty();
        }
    }

    @Test
    void closingResetsWhatIsOpen() throws Exception {
        var plan = new Loopback.Plan();
        plan.atServer = Fault.entering(Stage.X224, Fault.SILENCE);
        var net = plan.start();
        Connection client = net.connect();
        Connection server = net.accepted();

        net.close();

        assertThat(ending(client).kind()).isEqualTo(EndingKind.CLOSED_RST);
        awaitClosed(server);
    }

    /** Accepted, but the loop that carries it has not come to it yet: whoever closes does not see it. */
    @Test
    void closingResetsWhatIsAcceptedAndNotYetCarried() throws Exception {
        var plan = new Loopback.Plan();
        plan.loops = EventLoops.create(2);
        var loops = plan.loops.server().config().group().iterator();
        loops.next(); // the listener's own
        var carrying = (SingleThreadEventExecutor) loops.next();
        var closed = new CountDownLatch(1);
        try (var net = plan.start()) {
            carrying.execute(() -> awaitUninterruptibly(closed));
            try (var client = new Socket()) {
                client.connect(net.listener().address());
                client.setSoTimeout((int) Loopback.LIMIT.toMillis());
                await(() -> carrying.pendingTasks() > 0);
                net.listener().close();
                closed.countDown();

                assertThatExceptionOfType(SocketException.class)
                        .isThrownBy(() -> client.getInputStream().read())
                        .withMessageContaining("reset");
            }
        }
    }

    @Test
    void whoLeavesBeforeTheLoopHasBegunToConnectLeaves() throws Exception {
        var plan = new Loopback.Plan();
        plan.loops = EventLoops.create(1);
        plan.atServer = Fault.receiving("ConnectionRequest", Fault.SILENCE);
        var left = new CountDownLatch(1);
        try (var net = plan.start()) {
            plan.loops.client().config().group().next().execute(() -> awaitUninterruptibly(left));
            Connection client = net.connect();
            client.close();
            left.countDown();

            assertThat(ending(client).kind()).as("%s", Loopback.story(client)).isEqualTo(EndingKind.CLOSED_FIN);
            assertThat(ending(client).outcome().by()).isEqualTo(Role.CLIENT);
            awaitClosed(client);
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean down = false;
        while (!down) {
            try {
                latch.await();
                down = true;
            } catch (InterruptedException goOn) {
                // the loop ends with the test
            }
        }
    }

    @Test
    void aRefusedConnectionIsTold() throws Exception {
        try (var net = new Loopback.Plan().start();
                var nobody = ClosedPort.any()) {
            Connection client = net.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), nobody.number()));

            assertThat(ending(client).kind()).as("%s", Loopback.story(client)).isEqualTo(EndingKind.REFUSED);
            assertThat(ending(client).outcome().by()).isEqualTo(Role.SERVER);
            assertThat(ending(client).outcome().detail()).isEqualTo("connection refused");
            awaitClosed(client);
            await(() -> !((LiveConnection) client).open());
        }
    }

    /** A full queue of connections is the one way to have a SYN unanswered without root. */
    @Test
    void silenceIsNoRefusal() throws Exception {
        var waiting = new ArrayList<SocketChannel>();
        try (var net = new Loopback.Plan().start();
                var deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < 8; i++) {
                var each = SocketChannel.open();
                each.configureBlocking(false);
                each.connect(deaf.getLocalSocketAddress());
                waiting.add(each);
            }
            var address = (InetSocketAddress) deaf.getLocalSocketAddress();
            Connection client = net.connect(address, Duration.ofMillis(200));

            assertThat(ending(client).kind()).isEqualTo(EndingKind.TIMEOUT);
            assertThat(ending(client).outcome().by()).isEqualTo(Role.CLIENT);
            assertThat(ending(client).outcome().detail()).isEqualTo("no answer within 200 ms");
            awaitClosed(client);
        } finally {
            for (SocketChannel each : waiting) {
                each.close();
            }
        }
    }

    /** A label of 64 bytes: the resolver refuses it (RFC 1035 2.3.4 allows 63) and asks no name server. */
    @Test
    void aNameThatIsNotKnownIsTold() throws Exception {
        String name = "x".repeat(64) + ".invalid";
        try (var net = new Loopback.Plan().start()) {
            Connection client = net.connect(InetSocketAddress.createUnresolved(name, 3389));

            assertThat(ending(client).kind()).isEqualTo(EndingKind.REFUSED);
            assertThat(ending(client).outcome().by()).isEqualTo(Role.CLIENT);
            assertThat(ending(client).outcome().detail()).startsWith("unknown host: " + name);
            awaitClosed(client);
            await(() -> !((LiveConnection) client).open());
        }
    }

    @Test
    void anAddressThatIsTakenIsAnError() throws Exception {
        try (var net = new Loopback.Plan().start()) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> Listener.bind(
                            EventLoops.shared(), net.listener().address(), ConnectionLimits.DEFAULT, (number, peer) -> {
                                throw new AssertionError("nobody connects");
                            }))
                    .withMessageContaining("cannot listen on");
        }
    }

    @Test
    void limitsAreAtLeastOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ConnectionLimits(0, 1, 1));
    }

    @Test
    void ownLoopsEndAndSharedOnesStay() {
        assertThat(EventLoops.create(1).close(Loopback.LIMIT)).isTrue();
        assertThat(EventLoops.shared().close(Loopback.LIMIT)).isTrue();
        assertThat(EventLoops.shared().backend().available()).isTrue();
    }
}
