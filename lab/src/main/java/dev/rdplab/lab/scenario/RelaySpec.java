package dev.rdplab.lab.scenario;

import java.util.Optional;

/**
 * A relay between a real client and a real server. A scenario with one is for {@code rdplab relay}: its faults and its link are
 * played, its {@code server} and {@code client} are not.
 *
 * @param target the real server, {@code HOST} or {@code HOST:PORT}; empty when the command line names it
 */
public record RelaySpec(Mode mode, Optional<String> target) {

    /** What the relay can see. */
    public enum Mode {
        /** Nothing is decrypted. */
        CLOSED,
        /** TLS and CredSSP end at the relay on both sides. */
        OPEN
    }
}
