package dev.rdplab.judging;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The event log of the Windows client: event 1026 has the disconnect reason, which is the first number of the pair. The second
 * number is not logged.
 */
final class ClientEventLog implements Observer {

    private static final String CHANNEL = "Microsoft-Windows-TerminalServices-RDPClient/Operational";
    private static final Pattern EVENT = Pattern.compile("<Event[ >].*?</Event>", Pattern.DOTALL);
    private static final Pattern IS_1026 = Pattern.compile("<EventID[^>]*>\\s*1026\\s*</EventID>");
    private static final Pattern VALUE = Pattern.compile("<Data Name=['\"]Value['\"]>\\s*([0-9]{1,10})\\s*</Data>");

    private final SystemCommand system;

    ClientEventLog(SystemCommand system) {
        this.system = system;
    }

    @Override
    public Optional<String> shown(Instant began) throws IOException, InterruptedException {
        var since = began.truncatedTo(ChronoUnit.MILLIS);
        return last(system.run(List.of(
                "wevtutil",
                "qe",
                CHANNEL,
                "/q:*[System[EventID=1026 and TimeCreated[@SystemTime>='" + since + "']]]",
                "/f:xml",
                "/c:50")));
    }

    /** Returns the reason of the last event 1026 of a text in XML. */
    static Optional<String> last(String xml) {
        Optional<String> found = Optional.empty();
        var events = EVENT.matcher(xml);
        while (events.find()) {
            var value = VALUE.matcher(events.group());
            if (IS_1026.matcher(events.group()).find() && value.find()) {
                found = Optional.of(ShownNumbers.hex(Long.parseLong(value.group(1))));
            }
        }
        return found;
    }
}
