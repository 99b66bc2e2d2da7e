package dev.rdplab.kerberos.protocol;

import static dev.rdplab.protocol.der.DerReader.SEQUENCE;

import dev.rdplab.protocol.der.DerReader;
import dev.rdplab.protocol.der.DerWriter;
import java.util.List;

/**
 * A name without its realm, RFC 4120 section 5.2.2.
 *
 * @param type a hint only: names with other types are equal on every server, and {@link #sameAs} here
 */
public record PrincipalName(int type, List<String> components) {

    public static final int NT_PRINCIPAL = 1;
    public static final int NT_SRV_INST = 2;

    public PrincipalName {
        components = List.copyOf(components);
    }

    /** Components with slashes between them: {@code alice}, {@code TERMSRV/host}. */
    public static PrincipalName of(String text) {
        var components = List.of(text.split("/"));
        return new PrincipalName(components.size() > 1 ? NT_SRV_INST : NT_PRINCIPAL, components);
    }

    /** The ticket granting service of a realm. */
    public static PrincipalName krbtgt(String realm) {
        return new PrincipalName(NT_SRV_INST, List.of("krbtgt", realm));
    }

    public boolean sameAs(PrincipalName other) {
        return components.equals(other.components);
    }

    static void write(DerWriter out, String name, PrincipalName value) {
        out.element(name, SEQUENCE, body -> {
            Asn1.put(body, 0, "name-type", value.type, Asn1::int32);
            Asn1.put(body, 1, "name-string", value.components, Asn1.listOf(Asn1::text));
        });
    }

    static PrincipalName read(DerReader in, String name) {
        var body = in.enter(name, SEQUENCE);
        int type = Asn1.get(body, 0, "name-type", Asn1::int32);
        List<String> components = Asn1.get(body, 1, "name-string", Asn1.list(Asn1::text));
        body.expectEnd();
        return new PrincipalName(type, components);
    }

    @Override
    public String toString() {
        return String.join("/", components);
    }
}
