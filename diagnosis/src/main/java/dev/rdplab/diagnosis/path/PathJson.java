package dev.rdplab.diagnosis.path;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rdplab.diagnosis.path.PathReport.OfAddress;
import dev.rdplab.diagnosis.path.PathReport.Size;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** A report as JSON, schema {@value #SCHEMA}: sizes in bytes of IP packets, times in milliseconds; null is unknown. */
public final class PathJson {

    public static final String SCHEMA = "rdplab-path-1";

    private PathJson() {}

    /** The whole report as one object. */
    public static ObjectNode of(PathReport report) {
        var json = JsonNodeFactory.instance.objectNode().put("schema", SCHEMA).put("host", report.host());
        var addresses = json.putArray("addresses");
        report.addresses().forEach(address -> address(addresses.addObject(), address));
        idle(json, report);
        var findings = json.putArray("findings");
        report.findings().forEach(one -> findings.addObject()
                .put("finding", one.word())
                .put("fault", one.fault())
                .put("text", one.text()));
        var settings = json.putArray("settings");
        report.settings().forEach(one -> settings.addObject()
                .put("setting", one.setting())
                .put("value", one.value())
                .put("evidence", one.evidence()));
        var notes = json.putArray("notes");
        report.notes().forEach(notes::add);
        return json.put("durationMs", millis(report.whole()));
    }

    private static void address(ObjectNode json, OfAddress address) {
        json.put("address", address.address()).put("family", address.v6() ? 6 : 4);
        json.put("failure", address.failure().orElse(null));
        var trips = json.putObject("rtt");
        put(trips, "minMs", address.roundTrips().shortest());
        put(trips, "p50Ms", address.roundTrips().middle());
        put(trips, "maxMs", address.roundTrips().longest());
        trips.put("count", address.roundTrips().times().size());
        trips.put("synRetransmissions", address.roundTrips().again());
        put(json, "mssSeen", address.segment());
        var mtu = json.putObject("mtu");
        size(mtu.putObject("up"), address.up());
        size(mtu.putObject("down"), address.down());
        if (address.retransmissions().isPresent()) {
            var again = address.retransmissions().get();
            json.putObject("retransmissions").put("sent", again.sent()).put("again", again.again());
        } else {
            json.putNull("retransmissions");
        }
    }

    private static void size(ObjectNode json, Size size) {
        json.put("fate", size.fate().word());
        put(json, "passed", size.passed());
        put(json, "lost", size.lost());
    }

    private static void idle(ObjectNode json, PathReport report) {
        if (report.idle().isEmpty()) {
            json.putNull("idle");
            return;
        }
        var idle = json.putObject("idle")
                .put("survivedMs", millis(report.idle().get().survived()));
        ArrayNode steps = idle.putArray("steps");
        report.idle().get().steps().forEach(step -> steps.addObject()
                .put("afterMs", millis(step.after()))
                .put("silence", step.silence().word()));
    }

    private static double millis(Duration duration) {
        return Math.round(duration.toNanos() / 1e4) / 100.0;
    }

    private static void put(ObjectNode json, String key, Optional<Duration> duration) {
        if (duration.isPresent()) {
            json.put(key, millis(duration.get()));
        } else {
            json.putNull(key);
        }
    }

    private static void put(ObjectNode json, String key, OptionalInt bytes) {
        if (bytes.isPresent()) {
            json.put(key, bytes.getAsInt());
        } else {
            json.putNull(key);
        }
    }
}
