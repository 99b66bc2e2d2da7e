package dev.rdplab.diagnosis.path;

import dev.rdplab.diagnosis.path.PathReport.Fate;
import dev.rdplab.diagnosis.path.PathReport.Size;
import dev.rdplab.transport.MeasuredSocket;
import java.util.OptionalInt;

/** Where the kernel does not tell what was acknowledged: a large ClientHello is answered or not, a small one beside it. */
final class WithoutDetails {

    private static final int LARGE = 4_000;

    private WithoutDetails() {}

    static Size up(Look look) throws InterruptedException {
        if (!answered(look, Opening.clientHello(look.name()))) {
            return Size.UNKNOWN;
        }
        return answered(look, Opening.clientHello(look.name(), LARGE))
                        || answered(look, Opening.clientHello(look.name(), LARGE))
                ? new Size(Fate.PASSED, OptionalInt.empty(), OptionalInt.empty())
                : new Size(Fate.VANISHED, OptionalInt.empty(), OptionalInt.empty());
    }

    private static boolean answered(Look look, byte[] hello) throws InterruptedException {
        var opened = look.open(OptionalInt.empty());
        if (opened.isEmpty()) {
            return false;
        }
        try (var socket = opened.get()) {
            long before = socket.received();
            socket.send(hello);
            return look.tls() && socket.await(() -> socket.received() > before, look.patience())
                    || socket.state() == MeasuredSocket.State.FIN;
        }
    }
}
