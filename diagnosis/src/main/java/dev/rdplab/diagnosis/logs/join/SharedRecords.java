package dev.rdplab.diagnosis.logs.join;

import dev.rdplab.diagnosis.logs.join.ConnectionLogs.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Records of one rule that fit several connections. A client that tries again at once makes connections that nothing in such a record
 * tells apart. When these are tries of one client at one server, all ended the same way, and there is at least one record for each,
 * then each has its own, in the order of time.
 */
final class SharedRecords {

    private final List<Statement> records = new ArrayList<>();
    private final Set<LoggedConnection> connections = new LinkedHashSet<>();

    /** Groups statements of one rule, in the order of time: those whose connections overlap are one group. */
    static List<SharedRecords> groups(List<Statement> sameRule, Function<Statement, List<LoggedConnection>> fitting) {
        var groups = new ArrayList<SharedRecords>();
        for (Statement statement : sameRule) {
            var fits = fitting.apply(statement);
            var last = groups.isEmpty() ? null : groups.get(groups.size() - 1);
            if (last == null || fits.stream().noneMatch(last.connections::contains)) {
                last = new SharedRecords();
                groups.add(last);
            }
            last.records.add(statement);
            last.connections.addAll(fits);
        }
        return groups;
    }

    /** In the order of time. */
    List<Statement> records() {
        return records;
    }

    /** Whether each connection has a record of its own. */
    boolean oneForEach() {
        var first = connections.iterator().next();
        return connections.size() > 1
                && records.size() >= connections.size()
                && connections.stream().allMatch(first::isRetryOf);
    }

    /** The connection of the n-th record, once there is one for each. */
    LoggedConnection owner(int n) {
        return List.copyOf(connections).get(n * connections.size() / records.size());
    }
}
