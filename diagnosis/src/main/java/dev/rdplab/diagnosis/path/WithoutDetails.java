package dev.rdplab.diagnosis.path;

import dev.rdplab.diagnosis.path.PathReport.Fate;
import dev.rdplab.diagnosis.path.PathReport.Size;
import java.util.OptionalInt;

/** Where the kernel does not tell what was acknowledged: a large ClientHello is answered or not, a small one beside it. */
final class WithoutDetails {

    private static final int LARGE = 4_000;

    private WithoutDetails() {}

    private enum Answer {
        CAME,
        SILENCE,
        /** Or there was no connection. */
        RESET
    }

    static Size up(Look look) throws InterruptedException {
        if (answer(look, Opening.clientHello(look.name())) != Answer.CAME) {
            return Size.UNKNOWN;
        }
        var first = answer(look, Opening.clientHello(look.name(), LARGE));
        var again = first == Answer.CAME ? first : answer(look, Opening.clientHello(look.name(), LARGE));
        return switch (again) {
            case CAME -> new Size(Fate.PASSED, OptionalInt.empty(), OptionalInt.empty());
            case RESET -> Size.UNKNOWN; // the server itself may refuse so long a ClientHello
            case SILENCE ->
                first == Answer.SILENCE
                        ? new Size(Fate.VANISHED, OptionalInt.empty(), OptionalInt.empty())
                        : Size.UNKNOWN;
        };
    }

    private static Answer answer(Look look, byte[] hello) throws InterruptedException {
        var opened = look.open(OptionalInt.empty());
        if (opened.isEmpty()) {
            return Answer.RESET;
        }
        try (var socket = opened.get()) {
            long before = socket.received();
            socket.send(hello);
            if (look.tls() && socket.await(() -> socket.received() > before, look.patience())) {
                return Answer.CAME;
            }
            return switch (socket.state()) {
                case FIN -> Answer.CAME;
                case OPEN -> Answer.SILENCE;
                default -> Answer.RESET;
            };
        }
    }
}
