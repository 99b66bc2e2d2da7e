package dev.rdplab.experiments.sweep;

import dev.rdplab.lab.result.LinkUsed;
import java.util.Map;

/** Makes the network of a cell and tries handshakes in it. Several cells may be open at the same time. */
public interface CellRunner {

    /**
     * Prepares a cell: link, tunnel, server.
     *
     * @param settings by the words of {@link Setting}; what is not there is at its default
     * @throws dev.rdplab.chaos.link.LinkUnavailableException when this machine cannot make it
     */
    Running open(Map<String, String> settings, long seed);

    /** A cell at work. One thread uses it. */
    interface Running extends AutoCloseable {

        /** Tries one handshake. @param number of the trial, from 0, within this cell and seed */
        Trial run(int number) throws InterruptedException;

        /** What lies between the ends, with all that was set, as it is during the trials. */
        default LinkUsed link() {
            return LinkUsed.DIRECT;
        }

        @Override
        void close();
    }
}
