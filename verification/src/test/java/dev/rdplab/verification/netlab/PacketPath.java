package dev.rdplab.verification.netlab;

import dev.rdplab.experiments.run.SimulatorCells;
import dev.rdplab.experiments.sweep.Grid;
import dev.rdplab.testkit.needs.Need;
import java.util.Optional;

/** Network namespaces with packet links between them: Linux, and rights. */
public final class PacketPath implements Need {

    @Override
    public Optional<String> missing() {
        return SimulatorCells.missing(Grid.bundled("mtu-blackhole"));
    }
}
