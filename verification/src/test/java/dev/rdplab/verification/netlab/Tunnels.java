package dev.rdplab.verification.netlab;

import dev.rdplab.experiments.run.SimulatorCells;
import dev.rdplab.experiments.sweep.Grid;
import dev.rdplab.testkit.needs.Need;
import java.util.Optional;

/** A {@link PacketPath}, and the programs of every tunnel. */
public final class Tunnels implements Need {

    @Override
    public Optional<String> missing() {
        return SimulatorCells.missing(Grid.bundled("vpn-tunnels"));
    }
}
