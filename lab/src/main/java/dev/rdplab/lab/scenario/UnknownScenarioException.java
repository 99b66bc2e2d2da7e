package dev.rdplab.lab.scenario;

import java.util.List;

/** No scenario has the name asked for. */
public final class UnknownScenarioException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String name;

    /** Made with the names that are near, for a hint. */
    public UnknownScenarioException(String name, List<String> near) {
        super("no scenario is called '" + name + "'"
                + (near.isEmpty() ? "; see rdplab scenarios list" : "; perhaps " + String.join(", ", near)));
        this.name = name;
    }

    /** What was asked for. */
    public String name() {
        return name;
    }
}
