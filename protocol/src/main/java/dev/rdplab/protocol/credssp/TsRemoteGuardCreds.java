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
import dev.rdplab.protocol.wire.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a client in Remote Credential Guard mode delegates, [MS-CSSP] 2.2.1.2.3: credentials that are of use only while the
 * client answers for them.
 *
 * @param logonCred for the logon
 * @param supplementalCreds for other packages; empty leaves the field out
 */
public record TsRemoteGuardCreds(PackageCred logonCred, Optional<List<PackageCred>> supplementalCreds) implements Pdu {

    private static final String NAME = "TSRemoteGuardCreds";
    private static final int MAX_SUPPLEMENTAL = 16;

    public TsRemoteGuardCreds {
        supplementalCreds = supplementalCreds.map(List::copyOf);
    }

    /**
     * TSRemoteGuardPackageCred, [MS-CSSP] 2.2.1.2.3.1.
     *
     * @param packageName such as {@code Kerberos}; UTF-16LE on the wire
     * @param credBuffer in a form that the server's operating system decides; unread
     */
    public record PackageCred(String packageName, Bytes credBuffer) {

        @Override
        public String toString() {
            return "PackageCred[packageName=" + packageName + ", credBuffer=***]";
        }
    }

    @Override
    public void encode(WireWriter out) {
        out.structure(NAME, w -> DerWriter.to(w).element(NAME, SEQUENCE, body -> {
            body.element("logonCred", context(0), e -> write(e, logonCred));
            supplementalCreds.ifPresent(creds -> body.element(
                    "supplementalCreds",
                    context(1),
                    e -> e.element("creds", SEQUENCE, list -> creds.forEach(cred -> write(list, cred)))));
        }));
    }

    private static void write(DerWriter out, PackageCred cred) {
        out.element("TSRemoteGuardPackageCred", SEQUENCE, body -> {
            body.element("packageName", context(0), e -> e.octetString("packageName", Bytes.utf16le(cred.packageName)));
            body.element("credBuffer", context(1), e -> e.octetString("credBuffer", cred.credBuffer));
        });
    }

    /** @throws ProtocolViolationException naming the field that is wrong */
    public static TsRemoteGuardCreds decode(Bytes message) {
        var in = DerReader.of(message, Stage.CREDSSP, NAME);
        var body = in.enter(NAME, SEQUENCE);
        in.expectEnd();
        var logon = body.enter("logonCred", context(0));
        var logonCred = read(logon);
        logon.expectEnd();
        Optional<List<PackageCred>> supplemental =
                body.hasRemaining() ? Optional.of(supplemental(body)) : Optional.empty();
        body.expectEnd();
        return new TsRemoteGuardCreds(logonCred, supplemental);
    }

    private static List<PackageCred> supplemental(DerReader body) {
        var field = body.enter("supplementalCreds", context(1));
        var list = field.enter("creds", SEQUENCE);
        field.expectEnd();
        var creds = new ArrayList<PackageCred>();
        while (list.hasRemaining()) {
            if (creds.size() == MAX_SUPPLEMENTAL) {
                throw list.violation("supplementalCreds", Problem.LIMIT_EXCEEDED, "more than " + MAX_SUPPLEMENTAL);
            }
            creds.add(read(list));
        }
        return creds;
    }

    private static PackageCred read(DerReader in) {
        var body = in.enter("TSRemoteGuardPackageCred", SEQUENCE);
        var nameField = body.enter("packageName", context(0));
        Bytes name = nameField.octetString("packageName");
        nameField.expectEnd();
        String text = name.text(StandardCharsets.UTF_16LE);
        if (!Bytes.utf16le(text).equals(name)) {
            throw nameField.violation("packageName", Problem.MALFORMED, name.length() + " bytes that are not UTF-16");
        }
        var bufferField = body.enter("credBuffer", context(1));
        Bytes buffer = bufferField.octetString("credBuffer");
        bufferField.expectEnd();
        body.expectEnd();
        return new PackageCred(text, buffer);
    }
}
