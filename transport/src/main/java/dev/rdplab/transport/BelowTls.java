package dev.rdplab.transport;

import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.Endpoint;
import dev.rdplab.protocol.handshake.Interceptor;
import dev.rdplab.protocol.handshake.Message;
import dev.rdplab.protocol.tls.TlsAlert;
import dev.rdplab.protocol.tls.TlsRecord;
import dev.rdplab.protocol.tls.TlsRecordStream;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.transport.life.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Shows raw bytes and, during the TLS handshake, records to the interceptor, and says what is to be done instead: work in,
 * work out. Touches neither the socket nor TLS.
 */
final class BelowTls {

    private final Endpoint endpoint;
    private final Remarks remarks;
    private TlsRecordStream inbound; // these two when they are first needed: thousands of connections may be idle
    private TlsRecordStream outbound;
    private boolean records;

    BelowTls(Endpoint endpoint, Remarks remarks) {
        this.endpoint = endpoint;
        this.remarks = remarks;
    }

    /** Whether bytes are TLS records that are looked at. */
    boolean records() {
        return records;
    }

    /** From now on bytes are TLS records. */
    void expectRecords() {
        records = true;
    }

    /** The handshake is over. @return what has come of the next record */
    Bytes forgetRecords() {
        records = false;
        return inbound == null || inbound.broken() ? Bytes.EMPTY : inbound.takeRest();
    }

    /** @param sent raw bytes that this end has sent so far */
    List<Work> on(Work work, long sent) {
        if (work instanceof Work.Arrived arrived) {
            return arrived(arrived.chunk(), arrived.offset());
        }
        if (work instanceof Work.Passed passed) {
            return passed(passed.bytes());
        }
        if (work instanceof Work.RecordArrived arrived) {
            return recordArrived(arrived.record());
        }
        if (work instanceof Work.RecordsLeaving leaving) {
            return recordsLeaving(leaving.bytes());
        }
        if (work instanceof Work.RecordLeaving leaving) {
            return recordLeaving(leaving.record());
        }
        return work instanceof Work.BytesLeaving leaving ? leaving(leaving.bytes(), sent) : List.of(work);
    }

    private Interceptor interceptor() {
        return endpoint.interceptor();
    }

    // ---- from the socket

    private List<Work> arrived(Bytes chunk, long offset) {
        if (!interceptor().watchesWire()) {
            return List.of(new Work.Passed(chunk));
        }
        var peer = endpoint.role().peer();
        var effects = interceptor().wire(endpoint.role(), endpoint.connection(), peer, offset, chunk);
        tell(effects, chunk, "received bytes from " + offset);
        return effects.stream()
                .<Work>map(effect -> effect instanceof Effect.Send send
                        ? new Work.Passed(send.message().bytes())
                        : new Work.CarryOut(effect))
                .toList();
    }

    private List<Work> passed(Bytes bytes) {
        if (!records) {
            return List.of(new Work.Deliver(bytes));
        }
        inbound = inbound == null ? new TlsRecordStream() : inbound;
        if (inbound.broken()) {
            return List.of(new Work.Deliver(bytes));
        }
        var works = new ArrayList<Work>();
        inbound.feed(bytes).forEach(record -> works.add(new Work.RecordArrived(record)));
        if (inbound.broken()) {
            works.add(new Work.Deliver(inbound.takeRest()));
        }
        return works;
    }

    private List<Work> recordArrived(TlsRecord record) {
        var deliver = new Work.Deliver(record.bytes());
        if (!records) {
            return List.of(deliver);
        }
        remarks.tlsRecord("<", record);
        var works = new ArrayList<Work>();
        alert(record, false).ifPresent(works::add);
        var occasion = endpoint.occasion(endpoint.role().peer(), record.name(), "");
        var reception = interceptor().received(occasion, Message.of(record));
        if (!reception.first().isEmpty() || !reception.proceed()) {
            remarks.fault("on " + record.name() + ", received", reception.first());
        }
        reception.first().forEach(effect -> works.add(instead(effect)));
        if (reception.proceed()) {
            works.add(deliver);
        }
        return works;
    }

    private static Optional<Work> alert(TlsRecord record, boolean sent) {
        return record.alert()
                .filter(alert -> alert.fatal() || alert.description() == TlsAlert.CLOSE_NOTIFY)
                .map(alert -> new Work.Raise(new Event.Alert(alert, sent)));
    }

    // ---- to the socket

    private List<Work> recordsLeaving(Bytes bytes) {
        outbound = outbound == null ? new TlsRecordStream() : outbound;
        if (outbound.broken()) {
            return List.of(new Work.BytesLeaving(bytes));
        }
        var works = new ArrayList<Work>();
        outbound.feed(bytes).forEach(record -> works.add(new Work.RecordLeaving(record)));
        if (outbound.broken()) {
            works.add(new Work.BytesLeaving(outbound.takeRest()));
        }
        return works;
    }

    private List<Work> recordLeaving(TlsRecord record) {
        remarks.tlsRecord(">", record);
        var works = new ArrayList<Work>();
        alert(record, true).ifPresent(works::add);
        var occasion = endpoint.occasion(endpoint.role(), record.name(), "");
        var send = new Effect.Send(Message.of(record), Effect.Layer.WIRE);
        var instead = interceptor().sending(occasion, send);
        boolean untouched = instead.size() == 1 && instead.get(0) == send;
        if (untouched && !interceptor().watchesWire()) {
            works.add(new Work.Put(record.bytes(), false));
            return works;
        }
        if (!untouched) {
            remarks.fault("on " + record.name() + ", to be sent", instead);
        }
        instead.forEach(effect -> works.add(instead(effect)));
        return works;
    }

    private List<Work> leaving(Bytes bytes, long sent) {
        if (!interceptor().watchesWire()) {
            return List.of(new Work.Put(bytes, true));
        }
        var effects = interceptor().wire(endpoint.role(), endpoint.connection(), endpoint.role(), sent, bytes);
        tell(effects, bytes, "sent bytes from " + sent);
        return effects.stream()
                .<Work>map(effect -> effect instanceof Effect.Send send
                        ? new Work.Put(send.message().bytes(), true)
                        : new Work.CarryOut(effect))
                .toList();
    }

    /** A send here is always raw. */
    private static Work instead(Effect effect) {
        return effect instanceof Effect.Send send
                ? new Work.BytesLeaving(send.message().bytes())
                : new Work.CarryOut(effect);
    }

    /** Says what an interceptor makes of raw bytes, unless it leaves them alone. */
    private void tell(List<Effect> effects, Bytes bytes, String where) {
        boolean untouched = effects.size() == 1
                && effects.get(0) instanceof Effect.Send send
                && send.message().bytes().equals(bytes);
        if (!untouched) {
            remarks.fault("on the wire, " + where, effects);
        }
    }
}
