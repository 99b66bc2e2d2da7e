package dev.rdplab.transport.tls;

import static dev.rdplab.protocol.der.DerReader.BIT_STRING;
import static dev.rdplab.protocol.der.DerReader.INTEGER;
import static dev.rdplab.protocol.der.DerReader.OBJECT_IDENTIFIER;
import static dev.rdplab.protocol.der.DerReader.SEQUENCE;

import dev.rdplab.protocol.der.DerReader;
import dev.rdplab.protocol.der.DerWriter;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.WireWriter;
import dev.rdplab.transport.tls.SelfSigned.Usage;
import io.netty.util.NetUtil;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The encoding of a certificate of version 3, RFC 5280 section 4.1. Written here because BouncyCastle's builder takes 100 ms
 * to load, which every test with a server would wait for.
 */
final class CertificateDer {

    private static final int BOOLEAN = 0x01;
    private static final int UTF8_STRING = 0x0c;
    private static final int SET = 0x31;
    private static final int UTC_TIME = 0x17;
    private static final int GENERALIZED_TIME = 0x18;
    private static final int DNS_NAME = 0x82;
    private static final int IP_ADDRESS = 0x87;

    private static final String COMMON_NAME = "2.5.4.3";
    private static final String KEY_USAGE = "2.5.29.15";
    private static final String SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";
    private static final String BASIC_CONSTRAINTS = "2.5.29.19";
    private static final String EXTENDED_KEY_USAGE = "2.5.29.37";

    private static final Bytes TRUE = Bytes.of(0xff);

    /** An extension, in the order of the certificate. @param value the encoding inside its OCTET STRING */
    record Extension(String oid, boolean critical, Bytes value) {}

    private CertificateDer() {}

    /** A name that consists of a common name. */
    static Bytes name(String commonName) {
        Bytes text = Bytes.wrap(commonName.getBytes(StandardCharsets.UTF_8));
        return encoded(out -> out.element(
                "Name",
                SEQUENCE,
                rdns -> rdns.element(
                        "RelativeDistinguishedName",
                        SET,
                        set -> set.element("attribute", SEQUENCE, one -> {
                            oid(one, COMMON_NAME);
                            one.primitive("value", UTF8_STRING, text);
                        }))));
    }

    /**
     * TBSCertificate.
     *
     * @param algorithm AlgorithmIdentifier of the signature
     */
    static Bytes unsigned(
            BigInteger serial,
            Bytes algorithm,
            Bytes issuer,
            Instant notBefore,
            Instant notAfter,
            Bytes subject,
            PublicKey key,
            List<Extension> extensions) {
        return encoded(out -> out.element("TBSCertificate", SEQUENCE, body -> {
            body.element("version", DerReader.context(0), version -> version.integer("version", 2));
            body.primitive("serialNumber", INTEGER, Bytes.wrap(serial.toByteArray()));
            body.raw("signature", algorithm);
            body.raw("issuer", issuer);
            body.element("validity", SEQUENCE, validity -> {
                time(validity, "notBefore", notBefore);
                time(validity, "notAfter", notAfter);
            });
            body.raw("subject", subject);
            body.raw("subjectPublicKeyInfo", Bytes.wrap(key.getEncoded()));
            if (!extensions.isEmpty()) {
                body.element(
                        "extensions",
                        DerReader.context(3),
                        outer -> outer.element(
                                "extensions", SEQUENCE, list -> extensions.forEach(one -> extension(list, one))));
            }
        }));
    }

    /** Certificate. */
    static byte[] signed(Bytes unsigned, Bytes algorithm, byte[] signature) {
        return encoded(out -> out.element("Certificate", SEQUENCE, body -> {
                    body.raw("tbsCertificate", unsigned);
                    body.raw("signatureAlgorithm", algorithm);
                    body.primitive("signatureValue", BIT_STRING, Bytes.concat(Bytes.of(0), Bytes.wrap(signature)));
                }))
                .toArray();
    }

    static List<Extension> forAuthority() {
        Bytes constraints =
                encoded(out -> out.element("BasicConstraints", SEQUENCE, body -> body.primitive("cA", BOOLEAN, TRUE)));
        return List.of(
                new Extension(BASIC_CONSTRAINTS, true, constraints),
                new Extension(KEY_USAGE, true, usages(Set.of(Usage.KEY_CERT_SIGN))));
    }

    /** Each part that is empty makes no extension. @param names DNS names and addresses */
    static List<Extension> forServer(List<String> purposes, Set<Usage> usages, List<String> names) {
        var all = new ArrayList<Extension>();
        if (!purposes.isEmpty()) {
            all.add(new Extension(
                    EXTENDED_KEY_USAGE,
                    false,
                    encoded(out -> out.element(
                            "ExtKeyUsageSyntax", SEQUENCE, list -> purposes.forEach(purpose -> oid(list, purpose))))));
        }
        if (!usages.isEmpty()) {
            all.add(new Extension(KEY_USAGE, false, usages(usages)));
        }
        if (!names.isEmpty()) {
            all.add(new Extension(
                    SUBJECT_ALTERNATIVE_NAME,
                    false,
                    encoded(out -> out.element(
                            "GeneralNames", SEQUENCE, list -> names.forEach(one -> generalName(list, one))))));
        }
        return all;
    }

    /** Writes an object identifier, given by its numbers with dots. */
    static void oid(DerWriter out, String dotted) {
        var numbers = dotted.split("\\.");
        Bytes content = base128(Long.parseLong(numbers[0]) * 40 + Long.parseLong(numbers[1]));
        for (int i = 2; i < numbers.length; i++) {
            content = Bytes.concat(content, base128(Long.parseLong(numbers[i])));
        }
        out.primitive("oid", OBJECT_IDENTIFIER, content);
    }

    static Bytes encoded(Consumer<DerWriter> body) {
        var out = new WireWriter();
        body.accept(DerWriter.to(out));
        return out.toBytes();
    }

    private static Bytes base128(long number) {
        Bytes octets = Bytes.of((int) number & 0x7f);
        for (long rest = number >> 7; rest != 0; rest >>= 7) {
            octets = Bytes.concat(Bytes.of(0x80 | (int) rest & 0x7f), octets);
        }
        return octets;
    }

    private static void extension(DerWriter out, Extension one) {
        out.element("Extension", SEQUENCE, body -> {
            oid(body, one.oid);
            if (one.critical) {
                body.primitive("critical", BOOLEAN, TRUE);
            }
            body.octetString("extnValue", one.value);
        });
    }

    /** A BIT STRING without the zero bits at its end, X.690 section 11.2.2. */
    private static Bytes usages(Set<Usage> usages) {
        int bits = usages.stream().mapToInt(usage -> 0x80 >> usage.number).reduce(0, (a, b) -> a | b);
        Bytes content = Bytes.of(Integer.numberOfTrailingZeros(bits), bits);
        return encoded(out -> out.primitive("KeyUsage", BIT_STRING, content));
    }

    private static void generalName(DerWriter out, String name) {
        byte[] address = NetUtil.createByteArrayFromIpAddressString(name);
        if (address != null) {
            out.primitive("iPAddress", IP_ADDRESS, Bytes.wrap(address));
        } else {
            out.primitive("dNSName", DNS_NAME, Bytes.wrap(name.getBytes(StandardCharsets.US_ASCII)));
        }
    }

    /** Two digits for the year until 2049, four afterwards: RFC 5280 section 4.1.2.5. */
    private static void time(DerWriter out, String field, Instant at) {
        var utc = at.atOffset(ZoneOffset.UTC);
        int year = utc.getYear();
        boolean twoDigits = year >= 1950 && year < 2050;
        String text = digits(twoDigits ? year % 100 : year, twoDigits ? 2 : 4)
                + digits(utc.getMonthValue(), 2)
                + digits(utc.getDayOfMonth(), 2)
                + digits(utc.getHour(), 2)
                + digits(utc.getMinute(), 2)
                + digits(utc.getSecond(), 2)
                + "Z";
        out.primitive(field, twoDigits ? UTC_TIME : GENERALIZED_TIME, Bytes.ascii(text));
    }

    private static String digits(int number, int count) {
        String text = Integer.toString(number);
        return "0".repeat(count - text.length()) + text;
    }
}
