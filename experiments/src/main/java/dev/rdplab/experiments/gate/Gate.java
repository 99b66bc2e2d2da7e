package dev.rdplab.experiments.gate;

import dev.rdplab.experiments.sweep.Cell;
import dev.rdplab.experiments.sweep.Findings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Conditions of which none may hold. @param conditions none, for a gate that is always open */
public record Gate(List<Condition> conditions) {

    public Gate {
        conditions = List.copyOf(conditions);
    }

    /** A condition that concerns none of the cells is a mistake: it could never fail. */
    public Optional<String> idle(List<Cell> cells) {
        return conditions.stream()
                .filter(condition -> cells.stream().noneMatch(condition::concerns))
                .findFirst()
                .map(condition -> "--fail-if '" + condition.text()
                        + "' concerns no cell of this grid; allowed: settings" + " and values of its axes");
    }

    /** Each condition for each cell it concerns, in the order of the cells. */
    public List<Outcome> outcomes(Findings findings) {
        var outcomes = new ArrayList<Outcome>();
        for (var cell : findings.cells()) {
            conditions.stream().filter(c -> c.concerns(cell.cell())).forEach(c -> outcomes.add(c.of(cell)));
        }
        return outcomes;
    }
}
