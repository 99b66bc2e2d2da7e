package dev.rdplab.kerberos.protocol;

import static dev.rdplab.protocol.der.DerReader.SEQUENCE;
import static dev.rdplab.protocol.der.DerReader.context;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.der.DerLengths;
import dev.rdplab.protocol.der.DerReader;
import dev.rdplab.protocol.der.DerWriter;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import dev.rdplab.protocol.wire.WireWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/** The types of Kerberos' ASN.1 module, RFC 4120 section 5.2, read and written inside explicit context tags. */
final class Asn1 {

    /** Most elements of a list; no valid message comes near. */
    static final int MAX_ELEMENTS = 64;

    private static final int APPLICATION = 0x60;
    private static final int GENERAL_STRING = 0x1b;
    private static final int GENERALIZED_TIME = 0x18;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'");

    /** Writes a value under a name. */
    interface Put<T> {
        void write(DerWriter out, String name, T value);
    }

    private Asn1() {}

    static <T> T get(DerReader in, int number, String name, BiFunction<DerReader, String, T> read) {
        var field = in.enter(name, context(number));
        T value = read.apply(field, name);
        field.expectEnd();
        return value;
    }

    static <T> Optional<T> find(DerReader in, int number, String name, BiFunction<DerReader, String, T> read) {
        return in.next(context(number)) ? Optional.of(get(in, number, name, read)) : Optional.empty();
    }

    static <T> void put(DerWriter out, int number, String name, T value, Put<T> write) {
        out.element(name, context(number), field -> write.write(field, name, value));
    }

    static <T> void putIf(DerWriter out, int number, String name, Optional<T> value, Put<T> write) {
        value.ifPresent(v -> put(out, number, name, v, write));
    }

    /** Reads a whole message whose lengths are all minimal. @param application number of its tag, or -1 for a bare SEQUENCE */
    static <T> T message(Bytes message, String name, int application, Function<DerReader, T> read) {
        var in = DerReader.of(message, Stage.CREDSSP, name);
        T value = application(in, name, application, read);
        in.expectEnd();
        if (in.lengths() != DerLengths.MINIMAL) {
            throw malformed(in, name, "lengths are not minimal");
        }
        return value;
    }

    static <T> T whole(Bytes message, String name, BiFunction<DerReader, String, T> read) {
        var in = DerReader.of(message, Stage.CREDSSP, name);
        T value = read.apply(in, name);
        in.expectEnd();
        return value;
    }

    static <T> T application(DerReader in, String name, int application, Function<DerReader, T> read) {
        var outer = application < 0 ? in : in.enter(name, APPLICATION | application);
        var body = outer.enter(name, SEQUENCE);
        if (application >= 0) {
            outer.expectEnd();
        }
        T value = read.apply(body);
        body.expectEnd();
        return value;
    }

    static void application(DerWriter out, String name, int application, Consumer<DerWriter> body) {
        if (application < 0) {
            out.element(name, SEQUENCE, body);
        } else {
            out.element(name, APPLICATION | application, outer -> outer.element(name, SEQUENCE, body));
        }
    }

    static Bytes bytes(Consumer<DerWriter> write) {
        var out = new WireWriter();
        write.accept(DerWriter.to(out));
        return out.toBytes();
    }

    /** Whether the message has this tag of the application class. */
    static boolean isApplication(Bytes message, int application) {
        return !message.isEmpty() && message.get(0) == (APPLICATION | application);
    }

    static void expect(DerReader in, int number, String name, int value) {
        int read = get(in, number, name, Asn1::int32);
        if (read != value) {
            throw in.violation(name, Problem.UNEXPECTED_VALUE, read + " instead of " + value);
        }
    }

    static int int32(DerReader in, String name) {
        return in.integer(name);
    }

    static void int32(DerWriter out, String name, int value) {
        out.integer(name, value);
    }

    /** A UInt32. Some programs write one above 2^31 as a negative number: that is kept, so that it is written again so. */
    static long uint32(DerReader in, String name) {
        Bytes octets = in.primitive(name, DerReader.INTEGER);
        if (octets.isEmpty() || octets.length() > 5) {
            throw in.violation(name, Problem.LENGTH_OUT_OF_BOUNDS, octets.length() + " octets, 1 to 5 allowed");
        }
        var value = new BigInteger(octets.toArray());
        if (value.toByteArray().length != octets.length() || value.bitLength() > 32) {
            throw malformed(in, name, "0x" + octets.hex());
        }
        return value.longValueExact();
    }

    static void uint32(DerWriter out, String name, long value) {
        out.primitive(
                name, DerReader.INTEGER, Bytes.wrap(BigInteger.valueOf(value).toByteArray()));
    }

    /** KerberosFlags of 32 bits, the first of them the highest. */
    static long flags(DerReader in, String name) {
        Bytes octets = in.primitive(name, DerReader.BIT_STRING);
        if (octets.length() != 5 || octets.get(0) != 0) {
            throw malformed(in, name, "not 32 bits");
        }
        long value = 0;
        for (int i = 1; i < 5; i++) {
            value = value << 8 | octets.get(i);
        }
        return value;
    }

    static void flags(DerWriter out, String name, long value) {
        out.primitive(
                name,
                DerReader.BIT_STRING,
                new WireWriter().u8("unused", 0).u32be(name, value).toBytes());
    }

    static String text(DerReader in, String name) {
        Bytes octets = in.primitive(name, GENERAL_STRING);
        String text = octets.text(StandardCharsets.UTF_8);
        if (!Bytes.wrap(text.getBytes(StandardCharsets.UTF_8)).equals(octets)) {
            throw malformed(in, name, "no UTF-8 text");
        }
        return text;
    }

    static void text(DerWriter out, String name, String value) {
        out.primitive(name, GENERAL_STRING, Bytes.wrap(value.getBytes(StandardCharsets.UTF_8)));
    }

    /** KerberosTime: whole seconds, UTC. */
    static Instant time(DerReader in, String name) {
        String text = in.primitive(name, GENERALIZED_TIME).text(StandardCharsets.ISO_8859_1);
        try {
            var time = LocalDateTime.parse(text, TIME);
            if (time.format(TIME).equals(text)) {
                return time.toInstant(ZoneOffset.UTC);
            }
        } catch (DateTimeException e) {
            // said below
        }
        throw malformed(in, name, "not of the form YYYYMMDDhhmmssZ");
    }

    static void time(DerWriter out, String name, Instant value) {
        out.primitive(
                name,
                GENERALIZED_TIME,
                Bytes.ascii(value.atOffset(ZoneOffset.UTC).format(TIME)));
    }

    /** Whatever is inside, unread. */
    static Bytes opaque(DerReader in, String name) {
        return in.wire().rest(name);
    }

    static void opaque(DerWriter out, String name, Bytes value) {
        out.raw(name, value);
    }

    static <T> BiFunction<DerReader, String, List<T>> list(BiFunction<DerReader, String, T> element) {
        return (in, name) -> {
            var body = in.enter(name, SEQUENCE);
            var list = new ArrayList<T>();
            while (body.hasRemaining()) {
                if (list.size() == MAX_ELEMENTS) {
                    throw in.violation(name, Problem.LIMIT_EXCEEDED, "more than " + MAX_ELEMENTS);
                }
                list.add(element.apply(body, name));
            }
            return List.copyOf(list);
        };
    }

    static <T> Put<List<T>> listOf(Put<T> element) {
        return (out, name, list) -> out.element(name, SEQUENCE, body -> {
            for (T value : list) {
                element.write(body, name, value);
            }
        });
    }

    static ProtocolViolationException malformed(DerReader in, String field, String detail) {
        return in.violation(field, Problem.MALFORMED, detail);
    }
}
