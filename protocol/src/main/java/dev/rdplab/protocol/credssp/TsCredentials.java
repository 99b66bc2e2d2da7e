package dev.rdplab.protocol.credssp;

import static dev.rdplab.protocol.der.DerReader.SEQUENCE;
import static dev.rdplab.protocol.der.DerReader.context;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.der.DerReader;
import dev.rdplab.protocol.der.DerWriter;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import dev.rdplab.protocol.wire.WireWriter;

/** The credentials a client delegates to the server, [MS-CSSP] 2.2.1.2: the plain text of {@link TsRequest#authInfo}. */
public sealed interface TsCredentials extends Pdu {

    int PASSWORD = 1;
    int SMART_CARD = 2;
    int REMOTE_GUARD = 6;

    /** What kind of credentials these are. */
    int credType();

    /** The content of the credentials field. */
    Bytes credentials();

    /** A user name and password; empty ones mean Restricted Admin mode. */
    record Password(TsPasswordCreds creds) implements TsCredentials {

        @Override
        public int credType() {
            return PASSWORD;
        }

        @Override
        public Bytes credentials() {
            return creds.toBytes();
        }
    }

    /** Remote Credential Guard: nothing that is of use without the client. */
    record RemoteGuard(TsRemoteGuardCreds creds) implements TsCredentials {

        @Override
        public int credType() {
            return REMOTE_GUARD;
        }

        @Override
        public Bytes credentials() {
            return creds.toBytes();
        }
    }

    /** Smart card or a type not known here, unread. */
    record Opaque(int credType, Bytes credentials) implements TsCredentials {

        public Opaque {
            if (credType == PASSWORD || credType == REMOTE_GUARD) {
                throw new IllegalArgumentException("credType " + credType + " is not an opaque credential");
            }
        }

        @Override
        public String toString() {
            return "Opaque[credType=" + credType + ", credentials=***]";
        }
    }

    @Override
    default void encode(WireWriter out) {
        out.structure("TSCredentials", w -> DerWriter.to(w).element("TSCredentials", SEQUENCE, body -> {
            body.element("credType", context(0), e -> e.integer("credType", credType()));
            body.element("credentials", context(1), e -> e.octetString("credentials", credentials()));
        }));
    }

    /** @throws ProtocolViolationException naming the field that is wrong */
    static TsCredentials decode(Bytes message) {
        var in = DerReader.of(message, Stage.CREDSSP, "TSCredentials");
        var body = in.enter("TSCredentials", SEQUENCE);
        in.expectEnd();
        var typeField = body.enter("credType", context(0));
        int type = typeField.integer("credType");
        typeField.expectEnd();
        var field = body.enter("credentials", context(1));
        Bytes credentials = field.octetString("credentials");
        field.expectEnd();
        body.expectEnd();
        return switch (type) {
            case PASSWORD -> new Password(TsPasswordCreds.decode(credentials));
            case REMOTE_GUARD -> new RemoteGuard(TsRemoteGuardCreds.decode(credentials));
            default -> new Opaque(type, credentials);
        };
    }
}
