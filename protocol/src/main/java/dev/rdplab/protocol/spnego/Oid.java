package dev.rdplab.protocol.spnego;

import dev.rdplab.protocol.wire.Bytes;

/**
 * The object identifier of a mechanism.
 *
 * @param content the content octets of its DER encoding
 */
public record Oid(Bytes content) {

    /** 1.3.6.1.5.5.2 */
    public static final Oid SPNEGO = new Oid(Bytes.fromHex("2b0601050502"));

    /** 1.3.6.1.4.1.311.2.2.10 */
    public static final Oid NTLM = new Oid(Bytes.fromHex("2b06010401823702020a"));

    /** 1.2.840.113554.1.2.2 */
    public static final Oid KRB5 = new Oid(Bytes.fromHex("2a864886f712010202"));

    /** 1.2.840.113554.1.2.2.3 */
    public static final Oid KRB5_USER_TO_USER = new Oid(Bytes.fromHex("2a864886f71201020203"));

    /** 1.2.840.48018.1.2.2: the same with a digit cut off, as Windows 2000 sent it and all Windows since do. */
    public static final Oid MS_KRB5 = new Oid(Bytes.fromHex("2a864882f712010202"));

    /** 1.3.6.1.4.1.311.2.2.30, [MS-NEGOEX]. */
    public static final Oid NEGOEX = new Oid(Bytes.fromHex("2b06010401823702021e"));

    /** Whether this is Kerberos under any of its numbers. */
    public boolean isKerberos() {
        return equals(KRB5) || equals(MS_KRB5) || equals(KRB5_USER_TO_USER);
    }

    /** A short name, or the numbers with dots. */
    public String title() {
        if (equals(NTLM)) {
            return "NTLM";
        } else if (equals(KRB5)) {
            return "KRB5";
        } else if (equals(MS_KRB5)) {
            return "MS-KRB5";
        } else if (equals(KRB5_USER_TO_USER)) {
            return "KRB5-U2U";
        } else if (equals(NEGOEX)) {
            return "NEGOEX";
        }
        return equals(SPNEGO) ? "SPNEGO" : dotted();
    }

    /** The numbers with dots; the encoding as it is where it breaks the rules. */
    public String dotted() {
        var text = new StringBuilder();
        long number = 0;
        for (int i = 0; i < content.length(); i++) {
            int octet = content.get(i);
            if (number >>> 48 != 0) {
                return content.hex();
            }
            number = number << 7 | octet & 0x7f;
            if (octet < 0x80) {
                text.append(text.length() == 0 ? first(number) : "." + number);
                number = 0;
            }
        }
        return text.toString();
    }

    private static String first(long number) {
        long top = Math.min(number / 40, 2);
        return top + "." + (number - top * 40);
    }

    @Override
    public String toString() {
        return title();
    }

    /** By hand: a record's own takes a young process milliseconds to link. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Oid oid && content.equals(oid.content);
    }

    @Override
    public int hashCode() {
        return content.hashCode();
    }
}
