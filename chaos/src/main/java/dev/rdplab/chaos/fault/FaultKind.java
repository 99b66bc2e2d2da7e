package dev.rdplab.chaos.fault;

import static dev.rdplab.chaos.fault.Parameters.bytes;
import static dev.rdplab.chaos.fault.Parameters.duration;
import static dev.rdplab.chaos.fault.Parameters.integer;
import static dev.rdplab.chaos.fault.Parameters.oneOf;
import static dev.rdplab.chaos.fault.Parameters.text;

import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.words.Forms;
import dev.rdplab.words.Key;
import dev.rdplab.words.Place;
import dev.rdplab.words.Section;
import dev.rdplab.words.Values;
import dev.rdplab.words.YamlMap;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Every fault under the word it has in scenario files, with its parameters as data and the way to make it. */
public enum FaultKind {
    CLOSE_FIN(
            "close-fin",
            "FIN, with a close_notify before it when TLS is up; a bare FIN inside the TLS handshake "
                    + "and at a wire offset",
            Endings.CloseFin.class,
            a -> new Endings.CloseFin()),
    CLOSE_RST("close-rst", "RST", Endings.CloseRst.class, a -> new Endings.CloseRst()),
    ACCEPT_RST(
            "accept-rst",
            "RST as soon as TCP is up; only with stage `connect`. To accept late, use `delay` there",
            Endings.AcceptRst.class,
            a -> new Endings.AcceptRst()),
    SILENCE(
            "silence",
            "the socket stays open, nothing more is sent and nothing received is answered",
            Endings.Silence.class,
            a -> new Endings.Silence()),
    CLOSE_WITHOUT_NOTIFY(
            "close-without-notify",
            "FIN without the close_notify that TLS requires first",
            Endings.CloseWithoutNotify.class,
            a -> new Endings.CloseWithoutNotify()),
    CLOSE_NOTIFY_THEN_SILENCE(
            "close-notify-then-silence",
            "a close_notify, and the socket stays open",
            Endings.CloseNotifyThenSilence.class,
            a -> new Endings.CloseNotifyThenSilence()),
    RENEGOTIATE(
            "renegotiate",
            "TLS begins anew inside: HelloRequest and handshake in TLS 1.2, KeyUpdate in TLS 1.3; the "
                    + "session continues. At the server it needs `tls: { engine: jdk }`; at the client any engine "
                    + "but `openssl`",
            Renegotiate.class,
            a -> new Renegotiate()),
    TLS_ALERT(
            "tls-alert",
            "a TLS alert; encrypted it needs BouncyCastle's engine, which is taken unless the file names another",
            Endings.TlsAlert.class,
            a -> new Endings.TlsAlert(
                    a.number("level"), a.number("number"), Then.of(a.text("then")), a.find("inside", Boolean.class)),
            integer("number", 0, 255, "AlertDescription, RFC 8446 section 6").needed(),
            integer("level", 0, 255, "1 warning, 2 fatal").or("2"),
            Key.of(
                    "inside",
                    Forms.FLAG,
                    "`true` encrypted, `false` in clear below TLS; left out: encrypted where TLS is up"),
            then("fin")),
    DELAY(
            "delay",
            "everything later of this end waits",
            Writes.Delay.class,
            a -> new Writes.Delay(a.duration("for")),
            duration("for", "how long").needed()),
    DRIP(
            "drip",
            "this many bytes at a time; from a wire offset on, all later bytes of that direction",
            Writes.Drip.class,
            a -> new Writes.Drip(a.number("bytes"), a.duration("interval")),
            integer("bytes", 1, 65_536, "how many at a time").or("1"),
            duration("interval", "pause between them").needed()),
    SPLIT(
            "split",
            "several writes without a pause; above TLS each is a record of its own",
            Writes.Split.class,
            a -> new Writes.Split(a.number("size")),
            integer("size", 1, 65_536, "how many in each").or("1")),
    JOIN(
            "join",
            "one write together with the messages sent next; none goes out until all are there",
            Writes.Join.class,
            a -> new Writes.Join(a.number("count")),
            integer("count", 2, Writes.Join.MAX_COUNT, "how many in all").or("2")),
    TRUNCATE(
            "truncate",
            "only the first bytes of the message",
            Changes.Truncate.class,
            a -> new Changes.Truncate(a.number("keep"), Then.of(a.text("then"))),
            integer("keep", 0, 1 << 20, "how many are sent").needed(),
            then("fin")),
    OVERWRITE(
            "overwrite",
            "other bytes in a field, the length unchanged. What is computed from the field does not follow",
            Overwrite.class,
            FaultKind::overwrite,
            text("field", "the specification's name, such as RDP_NEG_RSP.selectedProtocol; or offset and length"),
            integer("index", 1, 1_000, "which of several fields of that name").or("1"),
            integer("offset", 0, 1 << 20, "instead of field: where the bytes stand"),
            integer("length", 1, 1 << 20, "with offset: how many, if not as many as set or xor has"),
            bytes("set", 65_536, "the new content, as long as the field"),
            bytes("xor", 65_536, "a mask, repeated over the field"),
            integer("increment", Long.MIN_VALUE, Long.MAX_VALUE, "what is added; may be negative"),
            oneOf("order", List.of("little", "big"), "byte order for increment").or("little")),
    INSERT(
            "insert",
            "foreign bytes or a PDU before, behind or inside the message, in the same write",
            Changes.Insert.class,
            a -> new Changes.Insert(foreign(a)),
            bytes("bytes", 65_536, "the bytes"),
            pdu(),
            fields()),
    REPLACE(
            "replace",
            "another message instead",
            Changes.Replace.class,
            a -> new Changes.Replace(foreign(a)),
            bytes("bytes", 65_536, "the bytes, from the TPKT on"),
            pdu(),
            fields()),
    OMIT(
            "omit",
            "the message is not sent; a received one is dropped unanswered",
            Changes.Omit.class,
            a -> new Changes.Omit()),
    REPEAT(
            "repeat",
            "the message is sent this many times more",
            Changes.Repeat.class,
            a -> new Changes.Repeat(a.number("times")),
            integer("times", 1, Changes.Repeat.MAX_TIMES, "how many times more").or("1")),
    SWAP(
            "swap",
            "the message changes places with the next one sent; if none comes it is never sent",
            Order.Swap.class,
            a -> new Order.Swap()),
    OVERTAKE(
            "overtake",
            "the message and those after it wait until the PDU named is due, which goes first. For PDUs sent without an"
                    + " answer between",
            Order.Overtake.class,
            a -> new Order.Overtake(a.text("pdu")),
            Key.of("pdu", MessageNames.FORM, "name of the PDU that overtakes").needed()),
    SEND_EARLY(
            "send-early",
            "a message that is not due yet, as a write of its own before the one at the moment",
            Order.SendEarly.class,
            a -> new Order.SendEarly(foreign(a)),
            bytes("bytes", 65_536, "the encoded message, from the TPKT on"),
            pdu(),
            fields()),
    ANSWER_HTTP(
            "answer-http",
            "an HTTP response instead",
            Answers.AnswerHttp.class,
            a -> new Answers.AnswerHttp(a.number("status"), Then.of(a.text("then"))),
            integer("status", 100, 599, "HTTP status code").or("400"),
            then("fin")),
    ANSWER_RANDOM(
            "answer-random",
            "random bytes instead, the same for the same seed, connection and rule",
            Answers.AnswerRandom.class,
            a -> new Answers.AnswerRandom(a.number("length"), Then.of(a.text("then"))),
            integer("length", 1, Answers.AnswerRandom.MAX_LENGTH, "how many").or("64"),
            then("fin"));

    private final String word;
    private final String meaning;
    private final Class<? extends Fault> type;
    private final Function<Values, Fault> factory;
    private final List<Key<?>> parameters;

    FaultKind(
            String word,
            String meaning,
            Class<? extends Fault> type,
            Function<Values, Fault> factory,
            Key<?>... parameters) {
        this.word = word;
        this.meaning = meaning;
        this.type = type;
        this.factory = factory;
        this.parameters = List.of(parameters);
    }

    /** The word used in files, such as {@code close-rst}. */
    public String word() {
        return word;
    }

    /** One line for people. */
    public String meaning() {
        return meaning;
    }

    public List<Key<?>> parameters() {
        return parameters;
    }

    public static List<String> words() {
        return Arrays.stream(values()).map(FaultKind::word).toList();
    }

    /** The kind with this {@link #word()}, if there is one. */
    public static Optional<FaultKind> of(String word) {
        return Arrays.stream(values()).filter(k -> k.word.equals(word)).findFirst();
    }

    public static FaultKind of(Fault fault) {
        return Arrays.stream(values())
                .filter(k -> k.type.isInstance(fault))
                .findFirst()
                .orElseThrow();
    }

    /** Makes the fault of the values of its {@link #parameters()}. @throws dev.rdplab.words.BadValueException naming the key and what is allowed */
    public Fault create(Values values) {
        return factory.apply(values);
    }

    /** Makes the fault of plain values. @throws dev.rdplab.words.BadValueException naming the key and what is allowed */
    public Fault create(Map<String, ?> written) {
        return Section.of(factory, parameters).read(YamlMap.of(Place.NONE, written));
    }

    private static Key<String> pdu() {
        return Key.of(
                "pdu",
                new LateForm<>(() -> Forms.words("PDU to send by name", NamedPdu.names(), word -> word)),
                "instead of `bytes`: a PDU by its name");
    }

    private static Key<Map<String, String>> fields() {
        return Key.of(
                "fields",
                new LateForm<>(() -> Forms.mapping(
                        Forms.words("field of a PDU by name", NamedPdu.fields(), word -> word), Forms.verbatim())),
                "of that PDU, by the specification's names");
    }

    @SuppressWarnings("unchecked")
    private static Foreign foreign(Values a) {
        return new Foreign(
                a.find("bytes", Bytes.class),
                a.has("pdu") ? a.text("pdu") : "",
                a.find("fields", Map.class).orElse(Map.of()));
    }

    private static Key<String> then(String fallback) {
        return oneOf("then", Then.words(), "what follows").or(fallback);
    }

    private static Fault overwrite(Values a) {
        var operations =
                List.of("set", "xor", "increment").stream().filter(a::has).toList();
        if (operations.size() != 1) {
            throw new IllegalArgumentException("overwrite takes one of set, xor and increment, here " + operations);
        }
        if (a.has("field") == a.has("offset")) {
            throw a.wrong("field", "overwrite takes either field or offset", "");
        }
        Overwrite.Operation operation = a.has("set")
                ? new Overwrite.Set(a.get("set", Bytes.class))
                : a.has("xor")
                        ? new Overwrite.Xor(a.get("xor", Bytes.class))
                        : new Overwrite.Increment(
                                a.integer("increment"), a.text("order").equals("big"));
        if (a.has("field")) {
            return new Overwrite(new Overwrite.Named(a.text("field"), a.number("index")), operation);
        }
        int length = a.has("length")
                ? a.number("length")
                : a.has("increment") ? 1 : a.get(operations.get(0), Bytes.class).length();
        return new Overwrite(new Overwrite.Span(a.number("offset"), length), operation);
    }
}
