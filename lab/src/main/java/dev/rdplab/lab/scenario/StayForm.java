package dev.rdplab.lab.scenario;

import dev.rdplab.protocol.handshake.Exchange;
import dev.rdplab.words.BadValueException;
import dev.rdplab.words.Durations;
import dev.rdplab.words.Form;
import dev.rdplab.words.Forms;
import dev.rdplab.words.Key;
import dev.rdplab.words.Section;
import dev.rdplab.words.Sizes;
import dev.rdplab.words.Values;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** How a client spends its session: {@code 3s}, or {@code { send: 64kB, every: 1s, both-ways: true }}. */
public final class StayForm {

    /** Rounds where nothing is said: what passes three times is no accident. */
    public static final int ROUNDS = 3;

    private static final int KILO = 1_000;

    private static final Key<Long> SEND = Key.of(
                    "send", Forms.size(1, Exchange.MOST), "bytes that the client sends in a round")
            .needed();
    private static final Key<Duration> EVERY = Key.of(
                    "every", Forms.DURATION, "time between a round's answer and the next round")
            .or("1s");
    private static final Key<Boolean> BOTH_WAYS = Key.of(
                    "both-ways", Forms.FLAG, "whether the server sends as many bytes in its answer")
            .or("false");
    private static final Key<Long> TIMES = Key.of(
                    "times", Forms.whole(1, Exchange.MOST_ROUNDS), "rounds, after which the client leaves")
            .or(String.valueOf(ROUNDS));

    /** Data that is exchanged. */
    public static final Section<Exchange> EXCHANGE = Section.of(StayForm::exchange, SEND, EVERY, BOTH_WAYS, TIMES);

    /** A {@link Duration} of silence, or an {@link Exchange}. */
    static final Form<Object> FORM = Forms.either(Forms.DURATION, EXCHANGE);

    private static final Pattern TEXT = Pattern.compile("([^/]+)/([^/]+)(/both)?");

    private StayForm() {}

    private static Exchange exchange(Values values) {
        return new Exchange(
                Math.toIntExact(values.get(SEND)),
                values.get(EVERY),
                Math.toIntExact(values.get(TIMES)),
                values.get(BOTH_WAYS));
    }

    /** The exchange as one word, without its rounds: {@code 64kB/1s/both}. */
    public static String text(Exchange exchange) {
        var bytes = exchange.bytes() % KILO == 0 ? exchange.bytes() / KILO + "kB" : exchange.bytes() + "B";
        return bytes + "/" + Durations.text(exchange.every()) + (exchange.bothWays() ? "/both" : "");
    }

    /** Reads that word; empty when it is none. */
    public static Optional<Exchange> parse(String text) {
        var found = TEXT.matcher(text);
        if (!found.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Exchange(
                    (int) Sizes.parse(found.group(1), 1, Exchange.MOST),
                    Durations.parse(found.group(2)),
                    ROUNDS,
                    found.group(3) != null));
        } catch (BadValueException e) {
            return Optional.empty();
        }
    }
}
