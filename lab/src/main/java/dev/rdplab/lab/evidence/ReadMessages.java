package dev.rdplab.lab.evidence;

import dev.rdplab.lab.run.Servers;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.decode.Dissected;
import dev.rdplab.protocol.decode.Dissector;
import dev.rdplab.protocol.decode.DissectorContext;
import dev.rdplab.protocol.gcc.ScSecurity;
import dev.rdplab.protocol.gcc.ServerMcsConnectResponse;
import dev.rdplab.protocol.security.EncryptionMethod;
import dev.rdplab.protocol.security.SecurityExchange;
import dev.rdplab.protocol.security.SecurityFlags;
import dev.rdplab.protocol.security.SecurityHeader;
import dev.rdplab.protocol.security.SecuritySession;
import dev.rdplab.protocol.security.SessionKeys;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Field;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import dev.rdplab.protocol.wire.WireReader;
import java.util.Optional;

/**
 * Reads the messages of one connection in turn, also those that standard RDP security encrypts. Their keys come from both
 * random numbers, [MS-RDPBCGR] 5.3.5.1; the client's opens with the key of the lab's servers.
 */
final class ReadMessages {

    private DissectorContext context = DissectorContext.START;
    private Optional<ScSecurity> security = Optional.empty();

    /** @param sealed there when the message is encrypted */
    record Read(Dissected message, Optional<Sealed> sealed) {}

    /**
     * An encrypted message.
     *
     * @param signature where its dataSignature begins, which the encrypted data follow
     * @param session of its receiver, before this message; empty without keys
     */
    record Sealed(Bytes frame, int signature, Optional<SecuritySession> session) {

        private int data() {
            return signature + SecurityHeader.SIGNATURE_LENGTH;
        }

        private SecurityHeader header() {
            return SecurityHeader.decode(reader(frame.slice(signature - SecurityHeader.BASIC_LENGTH, data())));
        }

        private WireReader reader(Bytes bytes) {
            return WireReader.of(bytes, Stage.CLIENT_INFO, "encryptedData");
        }

        /** The frame with its data in clear, each byte where it was; empty without keys. */
        Optional<Bytes> clear() {
            return session.map(s -> Bytes.concat(
                    frame.slice(0, data()),
                    s.open(header(), reader(frame.slice(data(), frame.length())))
                            .data()));
        }

        /** The frame with other data under the same key stream, and their MAC. @param clear as {@link #clear} gives it */
        Bytes with(Bytes clear) {
            boolean salted = header().flags().has(SecurityFlags.SEC_SECURE_CHECKSUM);
            var again = session.orElseThrow().peer().seal(clear.slice(data(), clear.length()), salted);
            return Bytes.concat(frame.slice(0, signature), again.dataSignature(), again.data());
        }

        /** The frame with zeros in place of what is encrypted. */
        Bytes blank() {
            return Bytes.concat(frame.slice(0, data()), Bytes.zeros(frame.length() - data()));
        }
    }

    /** @return empty when the message cannot be read */
    Optional<Read> next(Bytes frame, Role sender) {
        var message = read(frame, sender);
        if (message.isEmpty() && context.fromClient().isPresent()) {
            context = withoutKeys(context); // the key stream is lost
            message = read(frame, sender);
        }
        var before = context;
        message.ifPresent(this::follow);
        return message.map(read -> new Read(
                read,
                read.fields().stream()
                        .filter(field -> field.path().equals("TS_SECURITY_HEADER.dataSignature"))
                        .findFirst()
                        .map(Field::offset)
                        .map(at -> new Sealed(
                                frame, at, sender == Role.CLIENT ? before.fromClient() : before.fromServer()))));
    }

    private Optional<Dissected> read(Bytes frame, Role sender) {
        try {
            return Optional.of(Dissector.dissect(frame, sender, context));
        } catch (ProtocolViolationException unreadable) {
            return Optional.empty();
        }
    }

    private void follow(Dissected read) {
        context = read.next();
        for (var part : read.parts()) {
            if (part instanceof ServerMcsConnectResponse response) {
                security = response.conference().flatMap(c -> c.data().find(ScSecurity.class));
            } else if (part instanceof SecurityExchange exchange) {
                context = keys(exchange).map(context::withKeys).orElse(context);
            }
        }
    }

    private Optional<SessionKeys> keys(SecurityExchange exchange) {
        var method = security.flatMap(
                        s -> EncryptionMethod.of(s.encryptionMethod().value()))
                .filter(m -> m.keyLength() > 0);
        var serverRandom = security.flatMap(ScSecurity::keys).map(ScSecurity.Keys::serverRandom);
        if (method.isEmpty() || serverRandom.isEmpty()) {
            return Optional.empty();
        }
        return Servers.standardSecurityKey()
                .decrypt(exchange.encryptedClientRandom(), SecurityExchange.RANDOM_LENGTH)
                .map(random -> SessionKeys.derive(method.get(), random, serverRandom.get()));
    }

    private static DissectorContext withoutKeys(DissectorContext with) {
        return new DissectorContext(
                with.stage(),
                with.selectedProtocol(),
                with.credSsp(),
                with.ioChannel(),
                with.messageChannel(),
                with.encryption(),
                Optional.empty(),
                Optional.empty());
    }
}
