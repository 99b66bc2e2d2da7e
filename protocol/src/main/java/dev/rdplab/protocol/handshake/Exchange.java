package dev.rdplab.protocol.handshake;

import dev.rdplab.protocol.share.OpaqueData;
import dev.rdplab.protocol.wire.Bytes;
import java.time.Duration;

/**
 * Data that the lab's client and server exchange once the session is up, as a path has to carry it after every handshake. In each
 * round the client sends its bytes as input and a Shutdown Request PDU behind them; the server answers with its bytes as updates and
 * a Shutdown Request Denied PDU, which proves that all has passed. After the last round the client leaves.
 *
 * @param bytes in each direction and round, 1 to {@value #MOST}
 * @param every time between an answer and the next round
 * @param rounds 1 to {@value #MOST_ROUNDS}
 * @param bothWays whether the server sends as many bytes as the client
 */
public record Exchange(int bytes, Duration every, int rounds, boolean bothWays) {

    /** A limit for what is kept of a connection. */
    public static final int MOST = 1_000_000;

    public static final int MOST_ROUNDS = 1_000;

    /** Bytes in one PDU: the length of an MCS PDU has 14 bits. */
    private static final int PDU = 16_000;

    public Exchange {
        if (bytes < 1 || bytes > MOST || rounds < 1 || rounds > MOST_ROUNDS || every.isNegative()) {
            throw new IllegalArgumentException(bytes + " bytes, " + rounds + " rounds, every " + every);
        }
    }

    /** Sends so many bytes in data PDUs of one kind. @param pduType2 of {@link OpaqueData} */
    public static void send(Outbox out, long shareId, int pduType2, int bytes) {
        for (int left = bytes; left > 0; left -= PDU) {
            out.data(shareId, new OpaqueData(pduType2, Bytes.copyOf(new byte[Math.min(left, PDU)])));
        }
    }
}
