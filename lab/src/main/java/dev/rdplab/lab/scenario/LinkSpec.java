package dev.rdplab.lab.scenario;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What lies between client and server. */
public sealed interface LinkSpec {

    /** Nothing: the loopback itself. */
    record Direct() implements LinkSpec {}

    /** Toxics on the byte stream. Streams lose no packets. */
    record Toxics(List<Toxic> toxics) implements LinkSpec {
        public Toxics {
            toxics = List.copyOf(toxics);
        }
    }

    /**
     * The delays that retransmission would cost, computed and drawn from the seed; always called modelled.
     *
     * @param loss 0 to 1
     * @param rtt round trip
     */
    record ModelledLoss(double loss, Duration rtt) implements LinkSpec {}

    /**
     * One toxic under its Toxiproxy name.
     *
     * @param downstream from server to client; else from client to server
     * @param toxicity share of connections it acts on, 0 to 1
     * @param attributes by Toxiproxy's names and in its units: milliseconds, bytes, KB/s, for slicer delay microseconds
     */
    record Toxic(String type, boolean downstream, double toxicity, Map<String, Long> attributes) {
        public Toxic {
            attributes = Map.copyOf(attributes);
        }
    }
}
