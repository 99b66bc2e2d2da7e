package dev.rdplab.experiments.cuts;

import dev.rdplab.protocol.Role;
import java.util.Locale;

/**
 * One cut. It is always the server's end that makes it.
 *
 * @param sender whose bytes are counted
 * @param offset raw bytes of {@code sender} that pass first, TLS records included
 */
public record Cut(Role sender, int offset, How how) {

    /** What comes instead of the next byte. */
    public enum How {
        FIN("close-fin"),
        RST("close-rst"),
        SILENCE("silence");

        private final String fault;

        How(String fault) {
            this.fault = fault;
        }

        /** The word of the fault, see {@link dev.rdplab.chaos.fault.FaultKind}. */
        public String fault() {
            return fault;
        }

        /** The word used on the command line and in output. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        @Override
        public String toString() {
            return word();
        }
    }

    /** The direction as files have it. */
    public String direction() {
        return sender.word() + "-to-" + sender.peer().word();
    }
}
