package dev.rdplab.lab.evidence;

import dev.rdplab.clientsim.ClientReport;
import dev.rdplab.lab.export.WireRun;
import dev.rdplab.lab.export.tls.KeyLog;
import dev.rdplab.lab.export.tls.MaskedRecords;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.handshake.Transcript;
import dev.rdplab.protocol.wire.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The recorded bytes of a client's connections; what is masked in its transcripts is masked in its TLS records too. */
final class MaskedWire {

    private final Transcript sent;
    private final Transcript masked;
    private final Masking masking;

    private MaskedWire(Transcript sent, Transcript masked, Masking masking) {
        this.sent = sent;
        this.masked = masked;
        this.masking = masking;
    }

    /** As they passed, in the order of the client's connections. */
    static List<List<WireRun>> recorded(ClientReport client) {
        long since = client.attempts().get(0).startNanos();
        return client.attempts().stream()
                .map(attempt -> attempt.recorded().stream()
                        .map(raw -> new WireRun(raw.sender(), Math.max(0, raw.nanos() - since), raw.bytes()))
                        .toList())
                .toList();
    }

    /**
     * @param secrets of TLS, in key log form
     * @param masked transcripts of the client's connections without secrets
     * @return empty when there are no secrets, or a record or a message in it is not found: then nothing may open the records
     */
    static Optional<List<List<WireRun>>> of(
            ClientReport client, List<String> secrets, List<Transcript> masked, Masking masking) {
        if (secrets.isEmpty()) {
            return Optional.empty();
        }
        var keys = KeyLog.parse(String.join("\n", secrets));
        var recorded = recorded(client);
        var all = new ArrayList<List<WireRun>>();
        for (int i = 0; i < recorded.size(); i++) {
            var one = new MaskedWire(client.attempts().get(i).transcript(), masked.get(i), masking);
            var runs = MaskedRecords.of(recorded.get(i), keys, one::mask);
            if (runs.isEmpty()) {
                return Optional.empty();
            }
            all.add(runs.get());
        }
        return Optional.of(all);
    }

    /** Finds every message that was masked, in order, and puts in its place what it became. */
    private Optional<Bytes> mask(Role sender, Bytes clear) {
        byte[] bytes = clear.toArray();
        int from = 0;
        for (int i = 0; i < sent.events().size(); i++) {
            var before = sent.events().get(i);
            var after = masked.events().get(i).bytes();
            boolean own = before.kind() == Transcript.Kind.SENT == (sender == sent.role());
            if (!own || before.bytes().equals(after)) {
                continue;
            }
            int at = Redaction.find(clear, before.bytes().toArray(), from);
            if (at < 0) {
                return Optional.empty();
            }
            System.arraycopy(after.toArray(), 0, bytes, at, after.length());
            from = at + after.length();
        }
        return Optional.of(masking.known(Bytes.wrap(bytes)));
    }
}
