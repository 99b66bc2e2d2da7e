package dev.rdplab.protocol.wire;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/** An immutable run of bytes, equal by content. A slice shares its parent's memory. */
public final class Bytes {

    public static final Bytes EMPTY = new Bytes(new byte[0], 0, 0);

    private final byte[] array;
    private final int from;
    private final int length;

    private Bytes(byte[] array, int from, int length) {
        this.array = array;
        this.from = from;
        this.length = length;
    }

    /** Takes ownership of the array: the caller must not change it afterwards. */
    public static Bytes wrap(byte[] array) {
        return array.length == 0 ? EMPTY : new Bytes(array, 0, array.length);
    }

    /** A copy of the array. */
    public static Bytes copyOf(byte[] array) {
        return wrap(array.clone());
    }

    /** A copy of {@code length} bytes from {@code from} on. */
    public static Bytes copyOf(byte[] array, int from, int length) {
        return wrap(Arrays.copyOfRange(array, from, Math.addExact(from, length)));
    }

    /** One byte per argument, each 0 to 255. */
    public static Bytes of(int... values) {
        byte[] array = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            array[i] = (byte) values[i];
        }
        return wrap(array);
    }

    /** Bytes from hexadecimal digits; white space is passed over. */
    public static Bytes fromHex(String hex) {
        var digits = new StringBuilder(hex.length());
        for (int i = 0; i < hex.length(); i++) {
            if (!Character.isWhitespace(hex.charAt(i))) {
                digits.append(hex.charAt(i));
            }
        }
        return wrap(HexFormat.of().parseHex(digits));
    }

    public static Bytes ascii(String text) {
        return wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** UTF-16 little-endian without a terminator, as Windows protocols write text; half a surrogate pair stays what it is. */
    public static Bytes utf16le(String text) {
        byte[] array = new byte[Math.multiplyExact(2, text.length())];
        for (int i = 0; i < text.length(); i++) {
            array[2 * i] = (byte) text.charAt(i);
            array[2 * i + 1] = (byte) (text.charAt(i) >> 8);
        }
        return wrap(array);
    }

    /** {@code length} zero bytes. */
    public static Bytes zeros(int length) {
        return wrap(new byte[length]);
    }

    public static Bytes concat(Bytes... parts) {
        int total = 0;
        for (Bytes part : parts) {
            total = Math.addExact(total, part.length);
        }
        byte[] array = new byte[total];
        int at = 0;
        for (Bytes part : parts) {
            part.copyTo(array, at);
            at += part.length;
        }
        return wrap(array);
    }

    public int length() {
        return length;
    }

    public boolean isEmpty() {
        return length == 0;
    }

    /** The byte at {@code index} as 0 to 255. */
    public int get(int index) {
        return array[from + Objects.checkIndex(index, length)] & 0xff;
    }

    /** Bytes {@code start} (inclusive) to {@code end} (exclusive). */
    public Bytes slice(int start, int end) {
        Objects.checkFromToIndex(start, end, length);
        return start == end ? EMPTY : new Bytes(array, from + start, end - start);
    }

    public Bytes slice(int start) {
        return slice(start, length);
    }

    public boolean startsWith(Bytes prefix) {
        return prefix.length <= length && slice(0, prefix.length).equals(prefix);
    }

    public void copyTo(byte[] target, int at) {
        System.arraycopy(array, from, target, at, length);
    }

    /** Adds the content to what is hashed. */
    public void update(MessageDigest digest) {
        digest.update(array, from, length);
    }

    /** A fresh array. */
    public byte[] toArray() {
        return Arrays.copyOfRange(array, from, from + length);
    }

    /** Decodes as text; malformed input becomes replacement characters. */
    public String text(Charset charset) {
        return new String(array, from, length, charset);
    }

    public String hex() {
        return HexFormat.of().formatHex(array, from, from + length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that
                && Arrays.equals(array, from, from + length, that.array, that.from, that.from + that.length);
    }

    @Override
    public int hashCode() {
        int result = 1;
        for (int i = from; i < from + length; i++) {
            result = 31 * result + array[i];
        }
        return result;
    }

    /** Hexadecimal digits, the whole content. */
    @Override
    public String toString() {
        return hex();
    }
}
