package dev.rdplab.lab.run;

import dev.rdplab.lab.scenario.Scenario;
import dev.rdplab.protocol.Stage;
import java.net.InetSocketAddress;

/** Told of the connections to a {@link ScenarioServer} while they live. Called on event loops: it must not block. */
public interface ConnectionWatch {

    /** Ignores everything. */
    ConnectionWatch NONE = new ConnectionWatch() {};

    /**
     * A connection was accepted.
     *
     * @param number of the connection, from 1
     * @param scenario what is played to it, unless its cookie has a scenario of its own
     */
    default void accepted(int number, InetSocketAddress client, Scenario scenario) {}

    /** The client's cookie chose another scenario. */
    default void chosen(int number, Scenario scenario) {}

    /** A connection entered a stage. */
    default void entered(int number, Stage stage) {}
}
