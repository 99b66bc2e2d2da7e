package dev.rdplab.chaos.fault;

import static dev.rdplab.chaos.fault.Parameters.integer;
import static dev.rdplab.chaos.fault.Parameters.oneOf;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.words.Form;
import dev.rdplab.words.Forms;
import dev.rdplab.words.Key;
import dev.rdplab.words.Place;
import dev.rdplab.words.Section;
import dev.rdplab.words.Values;
import dev.rdplab.words.Words;
import dev.rdplab.words.YamlMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The keys of a moment in scenario files. */
public final class MomentWords {

    private static final String UP = "client-to-server";
    private static final String DOWN = "server-to-client";

    private static final Form<OptionalInt> CONNECTION = Forms.wordOr(
            new Words<>("", Map.of("any", OptionalInt.empty())),
            Forms.whole(1, 1_000_000).as(number -> OptionalInt.of(Math.toIntExact(number))));

    private static final Section<Moment.Wire> WIRE = Section.of(
            MomentWords::wire,
            oneOf("direction", List.of(UP, DOWN), "whose bytes are counted").needed(),
            integer("offset", 0, Integer.MAX_VALUE, "how many of them pass first")
                    .needed());

    /** Described as data, like those of a fault. */
    public static final List<Key<?>> PARAMETERS = List.of(
            Key.of("role", Forms.words(Role.values(), Role::word), "the end that misbehaves")
                    .needed(),
            Key.of("connection", CONNECTION, "number of the connection within the run")
                    .or("any"),
            Key.of(
                    "stage",
                    Forms.words("stage", List.of(Stage.values()), Stage::word),
                    "where the end must be; without `on`: the beginning of the stage, and `connect` begins when TCP is"
                            + " up"),
            Key.of(
                    "on",
                    MessageNames.FORM,
                    "name of a PDU, of what it carries (`NTLM CHALLENGE`), of a TLS message, or `any`"),
            oneOf(
                    "direction",
                    List.of("sent", "received"),
                    "which way the message goes, seen from `role`; left out: either, but a fault that changes a message"
                            + " acts on those sent"),
            integer(
                            "occurrence",
                            1,
                            1_000_000,
                            "which occurrence of that message in that direction on this connection; of `any`: within"
                                    + " the stage")
                    .or("1"),
            Key.flag("every", "again at each later occurrence; else a rule acts once on a connection"),
            oneOf(
                    "when",
                    List.of("before", "after", "at"),
                    "on which side of the message (`before` if left out); `at` goes with `byte`. A received message is"
                            + " met before it is answered in either case"),
            integer("byte", 0, 1 << 20, "how many bytes of the message pass first"),
            Key.of(
                    "wire",
                    WIRE,
                    "instead of `stage` and `on`: `direction` (`client-to-server`, `server-to-client`) and `offset` in"
                            + " raw bytes, TLS records included"));

    /** A moment as it stands in a file. */
    public static final Section<Moment> SECTION = Section.of(MomentWords::create, PARAMETERS);

    private MomentWords() {}

    /** Makes the moment of plain values. @throws dev.rdplab.words.BadValueException naming the key and what is allowed */
    public static Moment create(Map<String, ?> written) {
        return SECTION.read(YamlMap.of(Place.NONE, written));
    }

    private static Moment create(Values a) {
        return new Moment(
                a.get("role", Role.class),
                a.get("connection", OptionalInt.class),
                a.find("stage", Stage.class),
                a.find("on", String.class),
                a.find("direction", String.class).map(d -> d.equals("sent")),
                a.number("occurrence"),
                a.flag("every"),
                when(a),
                a.find("wire", Moment.Wire.class));
    }

    private static When when(Values a) {
        Optional<String> word = a.find("when", String.class);
        if (a.has("byte") != word.map("at"::equals).orElse(a.has("byte"))) {
            throw a.wrong("byte", "when: at and byte go together", "");
        }
        if (a.has("byte")) {
            return When.at(a.number("byte"));
        }
        return word.map("after"::equals).orElse(false) ? When.AFTER : When.BEFORE;
    }

    private static Moment.Wire wire(Values a) {
        var sender = a.text("direction").equals(UP) ? Role.CLIENT : Role.SERVER;
        return new Moment.Wire(sender, a.integer("offset"));
    }
}
