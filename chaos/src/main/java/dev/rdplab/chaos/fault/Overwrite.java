package dev.rdplab.chaos.fault;

import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.Message;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Field;
import java.math.BigInteger;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Other bytes in a field, the length unchanged. The message is made right first and damaged afterwards, so nothing that is
 * computed from the field, such as a signature, follows the change.
 */
public record Overwrite(Target target, Operation operation) implements Changes {

    /** Which bytes. */
    public sealed interface Target {

        /** @throws Misfit when the message has no such bytes */
        Field in(Message message);
    }

    /**
     * A field under its specification name, as {@link Message#fields} has it; the structure may be left out where only one
     * field ends so.
     *
     * @param index which of several fields of the same name, from 1
     */
    public record Named(String field, int index) implements Target {
        public Named {
            if (field.isBlank() || index < 1) {
                throw new IllegalArgumentException("field '" + field + "', index " + index);
            }
        }

        @Override
        public Field in(Message message) {
            var exact = matching(message, f -> f.path().equals(field));
            var found = exact.isEmpty() ? matching(message, f -> f.path().endsWith("." + field)) : exact;
            long paths = found.stream().map(Field::path).distinct().count();
            if (paths > 1) {
                throw new Misfit(field + " is ambiguous in " + message.title() + ": " + names(found));
            }
            if (found.size() < index) {
                throw new Misfit("no field " + field + (index > 1 ? " #" + index : "") + " in " + message.title()
                        + "; it has: " + names(message.fields()));
            }
            return found.get(index - 1);
        }

        private static List<Field> matching(Message message, Predicate<Field> test) {
            return message.fields().stream().filter(test).toList();
        }

        private static String names(List<Field> fields) {
            return fields.isEmpty()
                    ? "no recorded fields"
                    : fields.stream().map(Field::path).distinct().collect(Collectors.joining(", "));
        }
    }

    /** Bytes by their place, for messages without recorded fields. @param length bytes, at least 1 */
    public record Span(int offset, int length) implements Target {
        public Span {
            if (offset < 0 || length < 1) {
                throw new IllegalArgumentException("offset " + offset + ", length " + length);
            }
        }

        @Override
        public Field in(Message message) {
            if (offset > message.bytes().length() - length) {
                throw new Misfit("bytes " + offset + " to " + (offset + length) + " of a message of "
                        + message.bytes().length());
            }
            return new Field("bytes", offset, length);
        }
    }

    /** What is done to the bytes. */
    public sealed interface Operation {

        Bytes apply(Bytes old);
    }

    /** @param value as long as the field */
    public record Set(Bytes value) implements Operation {
        @Override
        public Bytes apply(Bytes old) {
            if (value.length() != old.length()) {
                throw new Misfit("set has " + value.length() + " bytes, the field " + old.length());
            }
            return value;
        }
    }

    /** @param mask repeated over the field when it is shorter */
    public record Xor(Bytes mask) implements Operation {
        public Xor {
            if (mask.isEmpty()) {
                throw new IllegalArgumentException("empty mask");
            }
        }

        @Override
        public Bytes apply(Bytes old) {
            var array = old.toArray();
            for (int i = 0; i < array.length; i++) {
                array[i] ^= (byte) mask.get(i % mask.length());
            }
            return Bytes.wrap(array);
        }
    }

    /** Adds to the field as an unsigned number, wrapping round. @param by may be negative */
    public record Increment(long by, boolean bigEndian) implements Operation {
        @Override
        public Bytes apply(Bytes old) {
            var size = BigInteger.ONE.shiftLeft(8 * old.length());
            var number = new BigInteger(1, ordered(old).toArray())
                    .add(BigInteger.valueOf(by))
                    .mod(size);
            var digits = number.toByteArray();
            var array = new byte[old.length()];
            for (int i = 0; i < Math.min(array.length, digits.length); i++) {
                array[array.length - 1 - i] = digits[digits.length - 1 - i];
            }
            return ordered(Bytes.wrap(array));
        }

        private Bytes ordered(Bytes bytes) {
            if (bigEndian) {
                return bytes;
            }
            var array = new byte[bytes.length()];
            for (int i = 0; i < array.length; i++) {
                array[i] = (byte) bytes.get(array.length - 1 - i);
            }
            return Bytes.wrap(array);
        }
    }

    @Override
    public FaultResult change(Strike strike, Effect.Send send) {
        var message = send.message();
        var field = target.in(message);
        var bytes = message.bytes();
        int end = field.offset() + field.length();
        var changed = Bytes.concat(
                bytes.slice(0, field.offset()), operation.apply(bytes.slice(field.offset(), end)), bytes.slice(end));
        return FaultResult.changed(new Effect.Send(message.withBytes(changed), send.layer()));
    }

    @Override
    public boolean onWire() {
        return target instanceof Span;
    }
}
