package dev.rdplab.experiments.cuts;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;

/**
 * Where messages begin on the axis of one direction.
 *
 * @param offset raw bytes of {@code sender} before it
 * @param stage of {@code sender}
 * @param pdus titles; several where they were written together
 */
public record Mark(Role sender, int offset, Stage stage, String pdus) {}
