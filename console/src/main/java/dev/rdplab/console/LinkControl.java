package dev.rdplab.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rdplab.chaos.link.Direction;
import dev.rdplab.chaos.link.LinkUnavailableException;
import dev.rdplab.chaos.link.OpenLink;
import dev.rdplab.chaos.link.Toxic;
import dev.rdplab.chaos.link.ToxicKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The link before the server, by requests: its latency, its bandwidth, and cutting it. Toxics of a scenario stay. */
final class LinkControl {

    /** Milliseconds each way. */
    private static final int MOST_LATENCY = 60_000;

    /** Units of 1 000 bytes a second. */
    private static final int MOST_RATE = 1_000_000;

    private static final int UNLIMITED = 0;
    private static final List<String> WAYS = List.of("fin", "rst", "silence");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Steered lab;
    private int latency;
    private int rate = UNLIMITED;
    private boolean silent;

    LinkControl(Steered lab) {
        this.lab = lab;
    }

    private OpenLink open() {
        return steerable()
                .orElseThrow(() -> new Problem(409, "there is no link to control: start without --link direct"));
    }

    private Optional<OpenLink> steerable() {
        return lab.link().filter(link -> !link.layer().equals("none"));
    }

    JsonNode show(AdminApi.Request request) {
        if (request.method().equals("PUT")) {
            var body = Body.read(request.body(), "latencyMs", "rate");
            set(body.number("latencyMs", 0, MOST_LATENCY, 0), body.number("rate", 1, MOST_RATE, UNLIMITED));
        }
        return view();
    }

    private synchronized JsonNode view() {
        var node = Views.object();
        var link = lab.link();
        node.put("there", steerable().isPresent())
                .put("backend", link.map(OpenLink::backend).orElse("direct"))
                .put("layer", link.map(OpenLink::layer).orElse("none"))
                .put("latencyMs", latency);
        if (rate == UNLIMITED) {
            node.putNull("rate");
        } else {
            node.put("rate", rate);
        }
        node.put("silent", silent);
        node.set("settings", JSON.valueToTree(link.map(OpenLink::settings).orElse(Map.of())));
        return node;
    }

    /** Both ways; also ends a silence, whose connections are closed. */
    private synchronized void set(int millis, int thousandBytes) {
        var link = open();
        change(() -> {
            for (Direction way : Direction.values()) {
                if (millis == 0) {
                    link.remove(name("latency", way));
                } else {
                    link.add(toxic("latency", ToxicKind.LATENCY, way, Map.of("latency", (long) millis, "jitter", 0L)));
                }
                if (thousandBytes == UNLIMITED) {
                    link.remove(name("rate", way));
                } else {
                    link.add(toxic("rate", ToxicKind.BANDWIDTH, way, Map.of("rate", (long) thousandBytes)));
                }
                link.remove(name("silence", way));
            }
        });
        latency = millis;
        rate = thousandBytes;
        silent = false;
    }

    JsonNode cut(AdminApi.Request request) {
        var how = Body.read(request.body(), "how").required("how");
        if (!WAYS.contains(how)) {
            throw new Problem(400, "how must be one of " + String.join(", ", WAYS));
        }
        return cut(how);
    }

    private synchronized JsonNode cut(String how) {
        var link = open();
        change(() -> {
            if (how.equals("silence")) {
                for (Direction way : Direction.values()) {
                    link.add(toxic("silence", ToxicKind.TIMEOUT, way, Map.of("timeout", 0L)));
                }
                silent = true;
            } else {
                link.cut(how.equals("rst"));
            }
        });
        return view();
    }

    /** As it was in the beginning. */
    synchronized void reset() {
        if (steerable().isPresent() && (latency > 0 || rate != UNLIMITED || silent)) {
            set(0, UNLIMITED);
        }
    }

    private static void change(Runnable change) {
        try {
            change.run();
        } catch (LinkUnavailableException e) {
            throw new Problem(409, e.getMessage());
        }
    }

    private static String name(String what, Direction way) {
        return "console-" + what + "-" + way.word();
    }

    private static Toxic toxic(String what, ToxicKind kind, Direction way, Map<String, Long> attributes) {
        return new Toxic(name(what, way), kind, way, 1, attributes);
    }
}
