package dev.rdplab.protocol.credssp;

import static dev.rdplab.protocol.der.DerReader.SEQUENCE;
import static dev.rdplab.protocol.der.DerReader.context;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.der.DerReader;
import dev.rdplab.protocol.der.DerWriter;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import dev.rdplab.protocol.wire.Secret;
import dev.rdplab.protocol.wire.WireWriter;
import java.nio.charset.StandardCharsets;

/** A user's name and password, [MS-CSSP] 2.2.1.2.1; texts in UTF-16LE without terminator. */
public record TsPasswordCreds(String domainName, String userName, Secret password) implements Pdu {

    /** What a client in Restricted Admin mode sends: all texts empty. */
    public static final TsPasswordCreds RESTRICTED_ADMIN = new TsPasswordCreds("", "", Secret.of(""));

    private static final String NAME = "TSPasswordCreds";

    @Override
    public void encode(WireWriter out) {
        out.structure(NAME, w -> DerWriter.to(w).element(NAME, SEQUENCE, body -> {
            text(body, "domainName", 0, domainName);
            text(body, "userName", 1, userName);
            text(body, "password", 2, password.reveal());
        }));
    }

    private static void text(DerWriter body, String field, int number, String value) {
        body.element(field, context(number), e -> e.octetString(field, Bytes.utf16le(value)));
    }

    /** @throws ProtocolViolationException naming the field that is wrong */
    public static TsPasswordCreds decode(Bytes message) {
        var in = DerReader.of(message, Stage.CREDSSP, NAME);
        var body = in.enter(NAME, SEQUENCE);
        in.expectEnd();
        var creds = new TsPasswordCreds(
                text(body, "domainName", 0), text(body, "userName", 1), Secret.of(text(body, "password", 2)));
        body.expectEnd();
        return creds;
    }

    private static String text(DerReader body, String field, int number) {
        var element = body.enter(field, context(number));
        Bytes value = element.octetString(field);
        element.expectEnd();
        String text = value.text(StandardCharsets.UTF_16LE);
        if (!Bytes.utf16le(text).equals(value)) {
            throw element.violation(field, Problem.MALFORMED, value.length() + " bytes that are not UTF-16");
        }
        return text;
    }
}
