package dev.rdplab.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Field;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import dev.rdplab.testkit.Capture;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Predicate;

/** What holds for every PDU, checked over its decode function, such as {@code ConnectionRequest::decode}. */
public final class PduChecks {

    /** One PDU of a capture, printed as its place. */
    public record Captured(String capture, Capture.Row row) {

        public Bytes bytes() {
            return Bytes.copyOf(row.bytes());
        }

        @Override
        public String toString() {
            return capture + " " + row;
        }
    }

    private PduChecks() {}

    public static <T> T decode(Function<WireReader, T> decoder, Bytes bytes) {
        return decoder.apply(WireReader.of(bytes, Stage.CONNECT, "PDU"));
    }

    /** Decodes with nothing left, encodes to the same bytes, and gives every field the same name and place both ways. */
    public static <T extends Pdu> T roundTrips(Function<WireReader, T> decoder, Bytes bytes) {
        var read = new ArrayList<Field>();
        var in = WireReader.of(bytes, Stage.CONNECT, "PDU", read::add);
        T pdu = decoder.apply(in);
        assertThat(in.remaining()).as("bytes left").isZero();
        assertThat(pdu.toBytes()).as("%s", pdu).isEqualTo(bytes);
        var out = WireWriter.recording();
        pdu.encode(out);
        assertThat(out.toBytes()).as("recorded").isEqualTo(bytes);
        assertThat(out.fields()).as("fields written and read").isEqualTo(read);
        assertThat(decode(decoder, bytes)).as("decoded twice").isEqualTo(pdu);
        return pdu;
    }

    /** Every beginning of the bytes, the empty one too, is refused. */
    public static void rejectsEveryPrefix(Function<WireReader, ?> decoder, Bytes bytes) {
        for (int length = 0; length < bytes.length(); length++) {
            rejects(decoder, bytes.slice(0, length), "prefix of " + length + " of " + bytes.length() + " bytes");
        }
    }

    /** As {@link #rejectsEveryPrefix}, but with TPKT.length made right, so that the structures inside are what is checked. */
    public static void rejectsEveryShorterFrame(Function<WireReader, ?> decoder, Bytes frame) {
        for (int length = 4; length < frame.length(); length++) {
            rejects(decoder, withTpktLength(frame.slice(0, length)), "frame cut to " + length + " bytes");
        }
    }

    public static void rejectsATrailingByte(Function<WireReader, ?> decoder, Bytes bytes) {
        rejects(decoder, Bytes.concat(bytes, Bytes.of(0)), "trailing byte");
    }

    /** A byte too many inside a frame whose TPKT.length counts it. */
    public static void rejectsALongerFrame(Function<WireReader, ?> decoder, Bytes frame) {
        rejects(decoder, withTpktLength(Bytes.concat(frame, Bytes.of(0))), "trailing byte inside the frame");
    }

    /** All of the above for a TPKT frame. */
    public static <T extends Pdu> T checksFrame(Function<WireReader, T> decoder, Bytes frame) {
        T pdu = roundTrips(decoder, frame);
        rejectsEveryPrefix(decoder, frame);
        rejectsATrailingByte(decoder, frame);
        rejectsEveryShorterFrame(decoder, frame);
        rejectsALongerFrame(decoder, frame);
        return pdu;
    }

    /**
     * Damages the samples {@code count} times. A decoder may accept or refuse, but throws nothing else, and what it accepts it
     * can write. The seed stands in every failure.
     */
    public static void survivesMutations(Function<WireReader, ?> decoder, List<Bytes> samples, long seed, int count) {
        assertThat(samples).as("samples to damage").isNotEmpty();
        System.out.println("mutations: seed " + seed + ", " + count + " of " + samples.size() + " samples");
        var random = new SplittableRandom(seed);
        for (int i = 0; i < count; i++) {
            Bytes damaged = damage(samples.get(random.nextInt(samples.size())), random);
            try {
                Object value = decode(decoder, damaged);
                if (value instanceof Pdu pdu) {
                    pdu.toBytes();
                }
            } catch (ProtocolViolationException expected) {
                assertThat(expected.getMessage()).isNotBlank();
            } catch (RuntimeException | Error e) {
                throw new AssertionError("seed " + seed + ", mutation " + i + ", bytes " + damaged, e);
            }
        }
    }

    /** The rows of all captures that {@code wanted} picks. Fails when there is none. */
    public static List<Captured> captured(Predicate<Capture.Row> wanted) {
        var found = Capture.NAMES.stream()
                .flatMap(name ->
                        Capture.load(name).rows().stream().filter(wanted).map(row -> new Captured(name, row)))
                .toList();
        assertThat(found).as("captured rows").isNotEmpty();
        return found;
    }

    /** The rows of all captures whose name is {@code name}. */
    public static List<Captured> captured(String name) {
        return captured(row -> row.name().equals(name));
    }

    private static void rejects(Function<WireReader, ?> decoder, Bytes bytes, String what) {
        try {
            fail(what + " was accepted as " + decode(decoder, bytes));
        } catch (ProtocolViolationException expected) {
            assertThat(expected.getMessage()).isNotBlank();
        } catch (RuntimeException e) {
            throw new AssertionError(what + ": " + bytes, e);
        }
    }

    private static Bytes withTpktLength(Bytes frame) {
        byte[] changed = frame.toArray();
        changed[2] = (byte) (changed.length >> 8);
        changed[3] = (byte) changed.length;
        return Bytes.wrap(changed);
    }

    private static Bytes damage(Bytes sample, SplittableRandom random) {
        byte[] bytes = sample.toArray();
        for (int times = 1 + random.nextInt(3); times > 0 && bytes.length > 0; times--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes[at] = (byte) (random.nextBoolean() ? 0xff : 0x00);
                case 3 -> bytes[at] += (byte) (random.nextBoolean() ? 1 : -1);
                case 4 -> bytes = without(bytes, at, 1 + random.nextInt(Math.min(8, bytes.length - at)));
                default -> bytes = twice(bytes, at, 1 + random.nextInt(Math.min(8, bytes.length - at)));
            }
        }
        var damaged = Bytes.wrap(bytes);
        // Most frames with a wrong TPKT.length would fail there and show nothing about what is inside.
        boolean frame = sample.length() > 4 && sample.get(0) == 3 && sample.get(1) == 0;
        return frame && damaged.length() > 4 && random.nextInt(4) != 0 ? withTpktLength(damaged) : damaged;
    }

    private static byte[] without(byte[] bytes, int at, int length) {
        return Bytes.concat(Bytes.copyOf(bytes, 0, at), Bytes.copyOf(bytes, at + length, bytes.length - at - length))
                .toArray();
    }

    private static byte[] twice(byte[] bytes, int at, int length) {
        return Bytes.concat(Bytes.copyOf(bytes, 0, at + length), Bytes.copyOf(bytes, at, bytes.length - at))
                .toArray();
    }
}
