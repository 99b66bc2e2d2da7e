package dev.rdplab.diagnosis.logs.event;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Writes {@code .evtx} files for tests: one template a chunk with the System element and its values as substitutions, and the
 * event data as binary XML inside a value. Checksums are right, so that other readers take the file too.
 */
public final class EvtxWriter {

    private static final int CHUNK = 65_536;
    private static final long EPOCH_TICKS = 116_444_736_000_000_000L;

    private final List<byte[]> chunks = new ArrayList<>();
    private Chunk chunk;
    private long record;

    /** Adds one record. @param fields its named data */
    public EvtxWriter add(
            String provider, int id, Instant time, String channel, String computer, Map<String, String> fields) {
        record++;
        if (chunk == null || !chunk.add(record, provider, id, time, channel, computer, fields)) {
            finish();
            chunk = new Chunk(record);
            if (!chunk.add(record, provider, id, time, channel, computer, fields)) {
                throw new IllegalArgumentException("a record larger than a chunk");
            }
        }
        return this;
    }

    /** The whole file. */
    public byte[] file() {
        finish();
        var header = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
        header.put(EvtxEvents.MAGIC).putLong(0).putLong(chunks.size() - 1L).putLong(record + 1);
        header.putInt(128)
                .putShort((short) 1)
                .putShort((short) 3)
                .putShort((short) 4096)
                .putShort((short) chunks.size());
        header.putInt(124, (int) crc(header.array(), 0, 120));
        var file = new ByteArrayOutputStream();
        file.writeBytes(header.array());
        chunks.forEach(file::writeBytes);
        return file.toByteArray();
    }

    private void finish() {
        if (chunk != null) {
            chunks.add(chunk.bytes());
            chunk = null;
        }
    }

    private static long crc(byte[] bytes, int from, int length) {
        var crc = new CRC32();
        crc.update(bytes, from, length);
        return crc.getValue();
    }

    /** One chunk: names are written where they are first used, the template in the first record. */
    private static final class Chunk {
        private final ByteBuffer out = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        private final Map<String, Integer> names = new HashMap<>();
        private final long first;
        private long last;
        private int lastOffset;
        private int template;

        Chunk(long first) {
            this.first = first;
            out.position(512);
        }

        boolean add(
                long number,
                String provider,
                int id,
                Instant time,
                String channel,
                String computer,
                Map<String, String> fields) {
            int length = fields.entrySet().stream()
                    .mapToInt(f -> 100 + 2 * (f.getKey().length() + f.getValue().length()))
                    .sum();
            if (out.remaining() < 3000 + length) {
                return false;
            }
            int start = out.position();
            long ticks = EPOCH_TICKS + time.getEpochSecond() * 10_000_000 + time.getNano() / 100;
            out.putInt(0x2A2A).putInt(0).putLong(number).putLong(ticks);
            header();
            instance(List.of(
                    text(provider),
                    u16(id),
                    u64(ticks),
                    u64(number),
                    text(channel),
                    text(computer),
                    at -> data(at, fields)));
            while (out.position() % 8 != 4) {
                out.put((byte) 0);
            }
            int size = out.position() + 4 - start;
            out.putInt(size).putInt(start + 4, size);
            last = number;
            lastOffset = start;
            return true;
        }

        byte[] bytes() {
            int free = out.position();
            out.put(0, "ElfChnk\0".getBytes(StandardCharsets.ISO_8859_1));
            out.putLong(8, first).putLong(16, last).putLong(24, first).putLong(32, last);
            out.putInt(40, 128).putInt(44, lastOffset).putInt(48, free);
            out.putInt(52, (int) crc(out.array(), 512, free - 512));
            var crc = new CRC32();
            crc.update(out.array(), 0, 120);
            crc.update(out.array(), 128, 384);
            out.putInt(124, (int) crc.getValue());
            return out.array();
        }

        private interface Value {
            /** Writes the value at the position. @return its type */
            int write(int at);
        }

        private Value text(String text) {
            return at -> {
                out.put(text.getBytes(StandardCharsets.UTF_16LE));
                return 0x01;
            };
        }

        private Value u16(int value) {
            return at -> {
                out.putShort((short) value);
                return 0x06;
            };
        }

        private Value u64(long value) {
            return at -> {
                out.putLong(value);
                return value > EPOCH_TICKS / 2 ? 0x11 : 0x0A;
            };
        }

        /** Binary XML with its own template: an EventData element whose values are texts. */
        private int data(int at, Map<String, String> fields) {
            header();
            open("EventData", false, false);
            fields.forEach((name, value) -> {
                open("Data", true, false);
                attribute("Name");
                string(name);
                endAttributes();
                string(value);
                out.put((byte) 0x04);
            });
            out.put((byte) 0x04).put((byte) 0x00);
            return BinaryValue.BINARY_XML;
        }

        private void header() {
            out.put((byte) 0x0F).put((byte) 1).put((byte) 1).put((byte) 0);
        }

        private void instance(List<Value> values) {
            out.put((byte) 0x0C).put((byte) 1).putInt(0x1234);
            if (template == 0) {
                template = out.position() + 4;
                out.putInt(template).putInt(0).putLong(0x1234).putLong(0).putInt(0);
                int begin = out.position();
                definition();
                out.putInt(begin - 4, out.position() - begin);
            } else {
                out.putInt(template);
            }
            out.putInt(values.size());
            int descriptors = out.position();
            out.position(descriptors + 4 * values.size());
            for (int i = 0; i < values.size(); i++) {
                int from = out.position();
                int type = values.get(i).write(from);
                out.putShort(descriptors + 4 * i, (short) (out.position() - from));
                out.put(descriptors + 4 * i + 2, (byte) type);
            }
        }

        private void definition() {
            header();
            open("Event", true, true);
            attribute("xmlns");
            string("http://schemas.microsoft.com/win/2004/08/events/event");
            endAttributes();
            open("System", false, true);
            open("Provider", true, true);
            attribute("Name");
            substitution(0, 0x01);
            lengthOfAttributes();
            out.put((byte) 0x03);
            leaf("EventID", 1, 0x06);
            open("TimeCreated", true, true);
            attribute("SystemTime");
            substitution(2, 0x11);
            lengthOfAttributes();
            out.put((byte) 0x03);
            leaf("EventRecordID", 3, 0x0A);
            leaf("Channel", 4, 0x01);
            leaf("Computer", 5, 0x01);
            out.put((byte) 0x04);
            substitution(6, BinaryValue.BINARY_XML);
            out.put((byte) 0x04).put((byte) 0x00);
        }

        private void leaf(String name, int index, int type) {
            open(name, false, true);
            substitution(index, type);
            out.put((byte) 0x04);
        }

        private int attributes;

        /** Lengths of elements are left zero: no reader needs them. */
        private void open(String name, boolean withAttributes, boolean inTemplate) {
            out.put((byte) (withAttributes ? 0x41 : 0x01));
            if (inTemplate) {
                out.putShort((short) -1);
            }
            out.putInt(0);
            name(name);
            if (withAttributes) {
                attributes = out.position();
                out.putInt(0);
            } else {
                out.put((byte) 0x02);
            }
        }

        private void lengthOfAttributes() {
            out.putInt(attributes, out.position() - attributes - 4);
        }

        private void endAttributes() {
            lengthOfAttributes();
            out.put((byte) 0x02);
        }

        private void attribute(String name) {
            out.put((byte) 0x06);
            name(name);
        }

        private void string(String text) {
            out.put((byte) 0x05).put((byte) 0x01).putShort((short) text.length());
            out.put(text.getBytes(StandardCharsets.UTF_16LE));
        }

        private void substitution(int index, int type) {
            out.put((byte) 0x0D).putShort((short) index).put((byte) type);
        }

        private void name(String name) {
            var known = names.get(name);
            if (known != null) {
                out.putInt(known);
                return;
            }
            int at = out.position() + 4;
            names.put(name, at);
            out.putInt(at).putInt(0).putShort((short) 0).putShort((short) name.length());
            out.put(name.getBytes(StandardCharsets.UTF_16LE)).putShort((short) 0);
        }
    }
}
