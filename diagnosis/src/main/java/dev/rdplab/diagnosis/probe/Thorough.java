package dev.rdplab.diagnosis.probe;

import dev.rdplab.clientsim.ClientOptions;
import dev.rdplab.lab.result.FurtherTry;
import dev.rdplab.lab.result.Side;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Deadlines;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Transcript;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Further connections to the same server, one after the other and each with one thing changed, for what they show of the
 * cause. An account that may not have been accepted is never presented again: failed logons count towards locking it.
 */
public final class Thorough {

    /** Connections besides the first. */
    public static final int MOST = 12;

    /** Time for all of them. */
    public static final Duration WHOLE = Duration.ofSeconds(90);

    private static final String HELLO = "tls > ClientHello ";

    private final Probe first;
    private final Side ended;
    private final ClientOptions options;
    private final Consumer<FurtherTry> told;
    private final long until;
    private final List<FurtherTry> tries = new ArrayList<>();
    private final boolean refused;
    private int again;
    private int againSame;

    private Thorough(Probe first, ClientOptions options, Duration whole, Consumer<FurtherTry> told) {
        this.first = first;
        this.ended = first.result().client();
        this.options = options;
        this.told = told;
        this.refused = options.guard().refusal(options.credentials()).isPresent();
        this.until = System.nanoTime() + whole.toNanos();
    }

    /**
     * The first look with what further ones showed.
     *
     * @param options those of the first look
     * @param told of each try when it is over
     */
    public static Probe of(Probe first, ClientOptions options, Duration whole, Consumer<FurtherTry> told) {
        return of(first, options, whole, told, InetAddress::getAllByName);
    }

    static Probe of(
            Probe first, ClientOptions options, Duration whole, Consumer<FurtherTry> told, Variations.Names names) {
        var thorough = new Thorough(first, options, whole, told);
        thorough.run(names);
        return first.with(thorough.tries);
    }

    private void run(Variations.Names names) {
        if (refused) {
            add(FurtherTry.notMade("the same again", "not made: the account was refused and is not presented again"));
        }
        var variations = Variations.after(first, options, names);
        for (var variation : variations.subList(0, Math.min(MOST, variations.size()))) {
            boolean same = variation.options() == options;
            if (same && refused) {
                continue;
            }
            var left = Duration.ofNanos(Math.max(0, until - System.nanoTime()));
            if (left.toMillis() < 100) {
                add(FurtherTry.notMade(variation.what(), "not made: the time for further tries is up"));
                continue;
            }
            made(variation, same, look(variation, left));
        }
    }

    private Probe look(Variation variation, Duration left) {
        var changed = refused ? variation.options().withoutAccount() : variation.options();
        var limit = options.connectTimeout().compareTo(left) < 0 ? options.connectTimeout() : left;
        return Probe.of(
                first.result().scenario(),
                changed.connectTimeout(limit)
                        .deadlines(Deadlines.each(limit))
                        .until(earlier(leave(), changed.until()))
                        .maxAttempts(1));
    }

    private static Stage earlier(Stage one, Stage other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** One stage further than the first came is far enough, and not so far that an account is presented in vain. */
    private Stage leave() {
        if (ended.completed()) {
            return Stage.CREDSSP;
        }
        return switch (ended.stage()) {
            case CONNECT, X224 -> Stage.TLS;
            case TLS, CREDSSP, EARLY_AUTH -> Stage.CREDSSP; // at the latest when the account would be presented
            default -> options.until();
        };
    }

    private void made(Variation variation, boolean same, Probe probe) {
        var outcome = probe.result().client();
        boolean further = outcome.stage().compareTo(ended.stage()) > 0 || outcome.completed() && ended.completed();
        var observed = new ArrayList<String>();
        if (same) {
            again++;
            againSame += alike(outcome) ? 1 : 0;
            observed.add(again == againSame ? "repeat-same" : "repeat-varies");
        } else if (again == againSame) {
            // where the outcome changes by itself, a change of ours shows nothing
            boolean negative = outcome.stage() == ended.stage() && alike(outcome);
            observed.addAll(further || negative ? variation.word(further) : List.of());
        }
        var what = variation.what()
                + hello(probe).stream()
                        .mapToObj(bytes -> bytes + " bytes")
                        .filter(text -> variation.works().equals("smaller-hello-works"))
                        .findFirst()
                        .map(text -> ", " + text)
                        .orElse("");
        var took = probe.client().last();
        add(new FurtherTry(
                what,
                Optional.of(outcome),
                Duration.ofNanos(
                        took.endNanos() - probe.client().attempts().get(0).startNanos()),
                shows(further, outcome),
                observed));
    }

    private String shows(boolean further, Side outcome) {
        if (ended.completed()) {
            return outcome.completed() ? "works" : "does not work";
        }
        if (further) {
            return "gets further";
        }
        if (outcome.completed()) {
            return "gets as far; left before the logon";
        }
        return alike(outcome)
                ? "the same"
                : outcome.ending() == EndingKind.NEGOTIATION_FAILURE ? "the server refuses it" : "fails otherwise";
    }

    /** A server that closes before it has read the ClientHello shows a FIN or an RST, by chance. */
    private boolean alike(Side outcome) {
        boolean closed = outcome.ending().isClose() && ended.ending().isClose();
        return outcome.stage() == ended.stage()
                && (closed || outcome.ending() == ended.ending())
                && outcome.code().equals(ended.code());
    }

    private static OptionalInt hello(Probe probe) {
        return probe.client().last().transcript().events().stream()
                .filter(event ->
                        event.kind() == Transcript.Kind.SIGNAL && event.detail().startsWith(HELLO))
                .mapToInt(event -> Integer.parseInt(event.detail().substring(HELLO.length())))
                .findFirst();
    }

    private void add(FurtherTry made) {
        tries.add(made);
        told.accept(made);
    }
}
