package dev.rdplab.lab.evidence;

import dev.rdplab.lab.export.SecretFields;
import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.decode.Dissected;
import dev.rdplab.protocol.handshake.Transcript;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Field;
import dev.rdplab.protocol.wire.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Takes secrets out of transcripts; lengths stay. Two nets, one behind the other: the fields that hold a secret are set to
 * zero wherever a message can be read, and the secrets that are known are set to zero wherever they stand. A message that
 * standard RDP security encrypted with the lab's key is encrypted again, under the same key stream and with a new MAC.
 */
final class Masking {

    /** TPKT 4, X.224 3, SendDataRequest 6 to 8 bytes: before this there is no secret in a Client Info that cannot be read. */
    private static final int CLIENT_INFO_HEADERS = 15;

    /** Shorter ones would be found by chance; the fields cover them. */
    private static final int SHORTEST = 4;

    private final Set<String> secrets;

    private Masking(Set<String> secrets) {
        this.secrets = secrets;
    }

    /** Fields only. */
    static Masking ofFields() {
        return of(Set.of());
    }

    /** @param known secrets that may have been sent, such as the passwords of the accounts in play */
    static Masking of(Collection<Secret> known) {
        var texts = new HashSet<String>();
        known.stream().map(Secret::reveal).filter(s -> s.length() >= SHORTEST).forEach(texts::add);
        return new Masking(texts);
    }

    /** The same events without secrets. */
    Transcript mask(Transcript transcript) {
        var masked = new Transcript(transcript.role(), transcript.connection());
        var messages = new ReadMessages();
        for (var event : transcript.events()) {
            var bytes = event.bytes();
            if (!bytes.isEmpty()) {
                var sender = event.kind() == Transcript.Kind.SENT
                        ? transcript.role()
                        : transcript.role().peer();
                bytes = mask(bytes, sender, event.pdu(), messages.next(bytes, sender));
            }
            masked.add(new Transcript.Event(
                    event.nanos(),
                    event.kind(),
                    event.stage(),
                    event.pdu(),
                    event.carries(),
                    bytes,
                    text(event.detail())));
        }
        return masked;
    }

    /** A text with every known secret replaced by stars. */
    String text(String text) {
        var masked = text;
        for (String secret : secrets) {
            masked = masked.replace(secret, "***");
        }
        return masked;
    }

    private Bytes mask(Bytes bytes, Role sender, String pdu, Optional<ReadMessages.Read> read) {
        var sealed = read.flatMap(ReadMessages.Read::sealed);
        if (sealed.isPresent()) {
            var clear = sealed.get().clear();
            boolean info = pdu.equals(PduNames.CLIENT_INFO)
                    || read.get().message().carries().equals(PduNames.CLIENT_INFO);
            return clear.isPresent()
                    ? sealed.get().with(known(fields(clear.get(), read.get().message())))
                    : info ? sealed.get().blank() : bytes;
        }
        var masked = bytes;
        if (read.isPresent()) {
            masked = fields(bytes, read.get().message());
        } else if (sender == Role.CLIENT && (pdu.isEmpty() || pdu.equals(PduNames.CLIENT_INFO))) {
            masked = headersOnly(bytes);
        }
        return known(NtlmProofs.blanked(masked));
    }

    /** The same bytes with every known secret set to zero. */
    Bytes known(Bytes bytes) {
        var masked = bytes;
        for (String secret : secrets) {
            masked = Redaction.zero(masked, secret.getBytes(StandardCharsets.UTF_8));
            masked = Redaction.zero(masked, Bytes.utf16le(secret).toArray());
        }
        return masked;
    }

    private static Bytes fields(Bytes bytes, Dissected read) {
        byte[] masked = null;
        for (Field field : read.fields()) {
            if (SecretFields.holds(read, field)) {
                masked = masked == null ? bytes.toArray() : masked;
                Redaction.fill(masked, field.offset(), field.length());
            }
        }
        return masked == null ? bytes : Bytes.wrap(masked);
    }

    /** A damaged message of the client may be a Client Info whose password no longer stands where it should. */
    private static Bytes headersOnly(Bytes bytes) {
        byte[] masked = bytes.toArray();
        Redaction.fill(masked, CLIENT_INFO_HEADERS, masked.length);
        return Bytes.wrap(masked);
    }
}
