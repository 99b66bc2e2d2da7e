package dev.rdplab.lab.scenario;

import java.util.List;

/** No scenario has the name asked for. */
public final class UnknownScenarioException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String name;

    UnknownScenarioException(String name, List<String> near) {
        super("no scenario is called " + name + (near.isEmpty() ? "" : "; near: " + String.join(", ", near)));
        this.name = name;
    }

    /** What was asked for. */
    public String name() {
        return name;
    }
}
