package dev.rdplab.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rdplab.protocol.Stage;
import java.util.ArrayList;
import java.util.List;

/** A connection that is open: whose it is, what is played to it, and the stages so far. */
final class OpenConnection {

    private static final int MAX_STAGES = 64;

    private record Entered(Stage stage, double millis) {}

    private final int number;
    private final String client;
    private final long begin = System.nanoTime();
    private final List<Entered> stages = new ArrayList<>();
    private String scenario;

    OpenConnection(int number, String client, String scenario) {
        this.number = number;
        this.client = client;
        this.scenario = scenario;
    }

    synchronized void scenario(String other) {
        scenario = other;
    }

    synchronized void entered(Stage stage) {
        if (stages.size() < MAX_STAGES) {
            stages.add(new Entered(stage, millis()));
        }
    }

    /** How long it has been open. */
    double millis() {
        return (System.nanoTime() - begin) / 1_000 / 1_000.0;
    }

    synchronized ObjectNode view() {
        var node = Views.object()
                .put("number", number)
                .put("client", client)
                .put("scenario", scenario)
                .put("ms", millis());
        var array = node.putArray("stages");
        stages.forEach(entered ->
                array.addObject().put("stage", entered.stage().word()).put("ms", entered.millis()));
        return node;
    }
}
