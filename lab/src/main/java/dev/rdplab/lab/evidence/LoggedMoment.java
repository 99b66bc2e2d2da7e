package dev.rdplab.lab.evidence;

import dev.rdplab.lab.verdict.LogRecord;
import java.time.Duration;

/**
 * A record of a log at its place among the messages of a connection.
 *
 * @param at from the connection's first packet to the record, by the capture's clock; negative before it
 * @param weight what the record means for the verdict
 * @param says one sentence
 * @param record as it is quoted, with names masked
 */
public record LoggedMoment(Duration at, Weight weight, String says, LogRecord record) {

    /** What a record means for the verdict. */
    public enum Weight {
        PROVES("proves the cause"),
        SUPPORTS("supports a cause"),
        CONTRADICTED("contradicts another record"),
        AMBIGUOUS("fits more than one connection"),
        NUMBER("the client's number"),
        NOTE("note");

        private final String words;

        Weight(String words) {
            this.words = words;
        }

        /** For people. */
        public String words() {
            return words;
        }
    }

    /** Whether the log writes no parts of a second, so that the record lies anywhere within one. */
    boolean toTheSecond() {
        return record.time().getNano() == 0;
    }

    /** The channel without what all channels of Windows begin with, and the event or line. */
    String title() {
        var channel =
                record.channel().replaceFirst("^Microsoft-Windows-(RemoteDesktopServices-|TerminalServices-)?", "");
        return channel + (record.id() == 0 ? " line " : " event " + record.id() + ", record ") + record.number();
    }
}
