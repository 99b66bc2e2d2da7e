package dev.rdplab.lab.explain;

import dev.rdplab.chaos.process.OwnCommand;
import dev.rdplab.lab.Confidence;
import dev.rdplab.lab.codes.Code;
import dev.rdplab.lab.codes.CodeTables;
import dev.rdplab.lab.scenario.Catalogue;
import dev.rdplab.lab.scenario.Scenario;
import dev.rdplab.lab.scenario.ScenarioReader;
import dev.rdplab.lab.verdict.Causes;
import dev.rdplab.lab.verdict.KnownCause;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.words.Near;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The words of the lab itself: ids of causes, endings, stages and names of scenarios. */
final class OwnWords {

    private static final Map<EndingKind, String> ENDINGS = Map.ofEntries(
            Map.entry(EndingKind.COMPLETED, "The session came up, or the stage that was asked for was reached."),
            Map.entry(EndingKind.REFUSED, "TCP could not be set up: the port answered the SYN with RST."),
            Map.entry(EndingKind.CLOSED_FIN, "The socket was closed in order (FIN), and nothing said why."),
            Map.entry(EndingKind.CLOSED_RST, "The socket was reset (RST), and nothing said why."),
            Map.entry(EndingKind.TIMEOUT, "Nothing came until the deadline of the stage passed."),
            Map.entry(EndingKind.TLS_ALERT, "One side sent a fatal TLS alert."),
            Map.entry(
                    EndingKind.NEGOTIATION_FAILURE, "The server answered the Connection Request with RDP_NEG_FAILURE."),
            Map.entry(EndingKind.CREDSSP_ERROR, "CredSSP ended with an errorCode in a TSRequest."),
            Map.entry(EndingKind.ACCESS_DENIED, "The Early User Authorization Result was access denied."),
            Map.entry(EndingKind.ERROR_INFO, "The server sent Set Error Info with a reason and closed."),
            Map.entry(EndingKind.LICENSE_ERROR, "A licensing error message ended the connection."),
            Map.entry(
                    EndingKind.MCS_REFUSED,
                    "An MCS result other than rt-successful, or a DisconnectProviderUltimatum."),
            Map.entry(EndingKind.PROTOCOL_VIOLATION, "One side sent what the protocol does not allow at this place."),
            Map.entry(EndingKind.REDIRECTED, "The server sent the client to another server."),
            Map.entry(
                    EndingKind.CAPTURE_ENDS, "The capture ends before the connection does: how it ended is not known."),
            Map.entry(EndingKind.ALREADY_UP, "The capture begins in a session that was already up."),
            Map.entry(EndingKind.PORT_CHECK, "The port was opened and closed without a byte, as monitoring does."));

    private static final Map<Stage, String> STAGES = Map.ofEntries(
            Map.entry(Stage.CONNECT, "TCP is set up."),
            Map.entry(Stage.X224, "X.224 Connection Request and Confirm, with the choice of the security protocol."),
            Map.entry(Stage.TLS, "The TLS handshake."),
            Map.entry(Stage.CREDSSP, "CredSSP (NLA): SPNEGO, NTLM or Kerberos inside TLS."),
            Map.entry(Stage.EARLY_AUTH, "The Early User Authorization Result after CredSSP."),
            Map.entry(Stage.RDSTLS, "Authentication with the credentials of a redirection."),
            Map.entry(Stage.RDS_AAD, "Sign-in with Microsoft Entra ID."),
            Map.entry(Stage.MCS_CONNECT, "MCS Connect Initial and Response, with the GCC settings."),
            Map.entry(Stage.CHANNEL_JOIN, "Erect Domain, Attach User and Channel Join."),
            Map.entry(Stage.SECURITY_EXCHANGE, "The client's random number, under standard RDP security."),
            Map.entry(Stage.CLIENT_INFO, "The Client Info PDU with user name and settings."),
            Map.entry(Stage.LICENSING, "Licensing."),
            Map.entry(Stage.CAPABILITIES, "Demand Active and Confirm Active."),
            Map.entry(Stage.FINALIZATION, "Synchronize, Control, Font List and Font Map."),
            Map.entry(Stage.ACTIVE, "The session is up."));

    private static final Map<Confidence, String> CONFIDENCES = Map.ofEntries(
            Map.entry(Confidence.DOCUMENTED, "A page of the vendor or the specification says it."),
            Map.entry(Confidence.MEASURED, "This program in this version was run against this scenario."),
            Map.entry(Confidence.OBSERVED, "The client's own log says it."),
            Map.entry(Confidence.REPORTED, "A public report says it."),
            Map.entry(Confidence.INFERRED, "Derived from source code, from equal names or from equal bytes."),
            Map.entry(Confidence.UNKNOWN, "Nobody has said or measured it."),
            Map.entry(Confidence.PROVEN, "A record of a log says it; the record is quoted."));

    private static final int SHORTEST = 3;

    /** A shorter word is the beginning of too many. */
    private static final int SHORTEST_BEGINNING = 6;

    /** A longer word is no misspelt one. */
    private static final int LONGEST = 60;

    /** A word of the lab behind the word for its kind. */
    private static final Pattern NAMED = Pattern.compile(
            "(?<![\\w-])(?<kind>cause|ending|stage|scenario|confidence)(?: id| name)?(?:[:= ]|: |= )[\"']?(?<word>[A-Za-z][\\w./-]*\\w)",
            Pattern.CASE_INSENSITIVE);

    private OwnWords() {}

    /** Takes a text that is nothing but a word of the lab. Returns whether it was one. */
    static boolean alone(String text, Finds finds) {
        if (text.isEmpty() || Character.isDigit(text.charAt(0))) {
            return false;
        }
        var own = of(text).or(() -> of(text.strip().replaceAll("[ \\u2010-\\u2015]+", "-")));
        own.ifPresent(known -> finds.code(text, 0, text.length(), known));
        return own.isPresent();
    }

    /** The word of the lab, or the symbol of a table, that a text of a few words perhaps meant. */
    static Optional<String> near(String text) {
        String word = normal(text).replaceAll(" +", "-");
        if (word.length() < SHORTEST || word.length() > LONGEST || !word.matches("[a-z][a-z0-9/-]+")) {
            return Optional.empty();
        }
        var symbols = CodeTables.all().stream().map(Code::name).filter(name -> name.indexOf(' ') < 0);
        var all = Stream.concat(names(), symbols).distinct().toList();
        return Near.to(word, all).or(() -> all.stream()
                .filter(name -> name.toLowerCase(Locale.ROOT).replace('_', '-').startsWith(word + "-")
                        && word.length() >= SHORTEST_BEGINNING)
                .min(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder())));
    }

    private static Stream<String> names() {
        return Stream.of(
                        Causes.known().all().stream().map(KnownCause::id),
                        Stream.of(EndingKind.values()).map(EndingKind::word),
                        Stream.of(Stage.values()).map(Stage::word),
                        Stream.of(Confidence.values()).map(Confidence::word),
                        Catalogue.paths().stream().map(path -> path.substring(path.lastIndexOf('/') + 1)))
                .flatMap(names -> names);
    }

    /** Takes the words that another word names: {@code stage tls}, {@code ending: timeout}. */
    static void named(String text, Finds finds) {
        var matcher = NAMED.matcher(text);
        while (matcher.find()) {
            of(matcher.group("word"), matcher.group("kind").toLowerCase(Locale.ROOT))
                    .ifPresent(own -> finds.code(text, matcher.start(), matcher.end(), own));
        }
    }

    /** What is known of a word in every part that it has. Empty for several words. */
    static Optional<Explanation> of(String text) {
        return of(text, "");
    }

    private static Optional<Explanation> of(String text, String kind) {
        String word = normal(text);
        if (word.isEmpty() || word.indexOf(' ') >= 0) {
            return Optional.empty();
        }
        var says = new ArrayList<String>();
        var causes = new LinkedHashSet<KnownCause>();
        if (asked(kind, "cause")) {
            Causes.known().find(word).ifPresent(cause -> {
                says.add("A cause.");
                causes.add(cause);
            });
        }
        if (asked(kind, "ending")) {
            EndingKind.of(word).ifPresent(ending -> {
                says.add("An ending. " + ENDINGS.get(ending));
                causes.addAll(Causes.known().endingIn(ending));
            });
        }
        if (asked(kind, "stage")) {
            Stage.of(word).ifPresent(stage -> {
                says.add("A stage. " + STAGES.get(stage));
                causes.addAll(Causes.known().failingIn(stage));
            });
        }
        if (asked(kind, "confidence")) {
            Confidence.of(word).ifPresent(confidence -> says.add("A confidence. " + CONFIDENCES.get(confidence)));
        }
        if (asked(kind, "scenario")) {
            says.addAll(scenario(word));
        }
        return says.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Explanation(word, List.of(), Optional.empty(), List.copyOf(causes), "", List.copyOf(says)));
    }

    private static boolean asked(String kind, String what) {
        return kind.isEmpty() || kind.startsWith(what);
    }

    private static String normal(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT).replaceAll("[.,;:!?]+$", "");
        word = word.endsWith(".yaml") ? word.substring(0, word.length() - ".yaml".length()) : word;
        return switch (word) {
            case "x.224" -> Stage.X224.word();
            case "nla" -> Stage.CREDSSP.word();
            default -> word.replace('_', '-');
        };
    }

    private static List<String> scenario(String word) {
        return Catalogue.paths().stream()
                .filter(path -> path.equals(word) || path.endsWith("/" + word))
                .findFirst()
                .map(path ->
                        ScenarioReader.read(path + ".yaml", path.substring(0, path.indexOf('/')), Catalogue.text(path)))
                .map(OwnWords::told)
                .orElse(List.of());
    }

    private static List<String> told(Scenario scenario) {
        var says = new ArrayList<>(List.of("A scenario. " + scenario.summary() + "."));
        var expect = scenario.expect();
        says.add("It ends in " + expect.stage() + " with " + expect.ending() + "; mstsc: "
                + expect.mstsc()
                        .map(pair -> pair + " (" + expect.confidence() + ")")
                        .orElse("unknown, or a session") + ".");
        if (!scenario.cause().isEmpty()) {
            says.add("Cause: " + scenario.cause() + ".");
        }
        if (!scenario.fix().isEmpty()) {
            says.add("Fix: " + scenario.fix() + ".");
        }
        says.add("Run it: " + OwnCommand.name() + " reproduce " + scenario.path());
        return says;
    }
}
