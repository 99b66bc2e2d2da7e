package dev.rdplab.chaos.fault;

import static dev.rdplab.chaos.fault.Parameter.bool;
import static dev.rdplab.chaos.fault.Parameter.group;
import static dev.rdplab.chaos.fault.Parameter.integer;
import static dev.rdplab.chaos.fault.Parameter.oneOf;
import static dev.rdplab.chaos.fault.Parameter.text;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The keys of a moment in scenario files. */
public final class MomentWords {

    private static final String UP = "client-to-server";
    private static final String DOWN = "server-to-client";

    /** Described as data, like those of a fault. */
    public static final List<Parameter> PARAMETERS = List.of(
            oneOf("role", List.of("client", "server"), "the end that misbehaves")
                    .needed(),
            integer("connection", "", 1, 1_000_000, "number of the connection within the run")
                    .or("any")
                    .orWord("any"),
            oneOf(
                    "stage",
                    Arrays.stream(Stage.values()).map(Stage::word).toList(),
                    "where the end must be; alone: its beginning"),
            text("on", "name of a PDU, of what it carries, of a TLS message, or any"),
            oneOf("direction", List.of("sent", "received"), "which way the message goes, seen from the role"),
            integer("occurrence", "", 1, 1_000_000, "the how-manieth such message")
                    .or(1),
            bool("every", "again at each later occurrence").or(false),
            oneOf("when", List.of("before", "after", "at"), "on which side of the message; at goes with byte"),
            integer("byte", "bytes", 0, 1 << 20, "how many bytes of the message pass first"),
            group(
                    "wire",
                    List.of(
                            oneOf("direction", List.of(UP, DOWN), "whose bytes are counted")
                                    .needed(),
                            integer("offset", "bytes", 0, Integer.MAX_VALUE, "how many of them pass first")
                                    .needed()),
                    "instead of stage and on: between two raw bytes"));

    private MomentWords() {}

    /** Makes the moment from what a file says. @throws BadArgument naming the key and what is allowed */
    public static Moment create(Map<String, ?> written) {
        var a = Arguments.of(PARAMETERS, written);
        try {
            return new Moment(
                    Role.valueOf(a.text("role").toUpperCase(Locale.ROOT)),
                    a.maybe("connection", Long.class)
                            .map(n -> OptionalInt.of(Math.toIntExact(n)))
                            .orElse(OptionalInt.empty()),
                    a.maybe("stage", String.class).flatMap(Stage::of),
                    a.maybe("on", String.class),
                    a.maybe("direction", String.class).map(d -> d.equals("sent")),
                    a.number("occurrence"),
                    a.flag("every"),
                    when(a),
                    a.maybe("wire", Arguments.class).map(MomentWords::wire));
        } catch (BadArgument e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new BadArgument("", e.getMessage(), List.of());
        }
    }

    private static When when(Arguments a) {
        Optional<String> word = a.maybe("when", String.class);
        if (a.has("byte") != word.map("at"::equals).orElse(a.has("byte"))) {
            throw new BadArgument("byte", "when: at and byte go together", List.of());
        }
        if (a.has("byte")) {
            return When.at(a.number("byte"));
        }
        return word.map("after"::equals).orElse(false) ? When.AFTER : When.BEFORE;
    }

    private static Moment.Wire wire(Arguments a) {
        var sender = a.text("direction").equals(UP) ? Role.CLIENT : Role.SERVER;
        return new Moment.Wire(sender, a.integer("offset"));
    }
}
