package dev.rdplab.cli;

import dev.rdplab.diagnosis.Diagnosis;
import dev.rdplab.diagnosis.capture.rebuild.Rebuilt;
import dev.rdplab.lab.result.Side;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The connections of a capture by their verdict. @param equal those of each verdict, in the order of the capture */
record VerdictGroups(List<Diagnosis> diagnoses, Map<List<Object>, List<Diagnosis>> equal) {

    private static final int ALONE = 3; // connections of one verdict that still have a row each

    static VerdictGroups of(List<Diagnosis> diagnoses) {
        return new VerdictGroups(
                diagnoses,
                diagnoses.stream()
                        .collect(Collectors.groupingBy(
                                VerdictGroups::verdict, LinkedHashMap::new, Collectors.toList())));
    }

    /** All connections with the verdict of this one. */
    List<Diagnosis> like(Diagnosis diagnosis) {
        return equal.get(verdict(diagnosis));
    }

    /** A list for each row of a table: groups of up to {@value #ALONE} have a row for each connection. */
    List<List<Diagnosis>> rows() {
        var rows = new ArrayList<List<Diagnosis>>();
        for (var diagnosis : diagnoses) {
            var group = like(diagnosis);
            if (group.size() <= ALONE) {
                rows.add(List.of(diagnosis));
            } else if (group.get(0) == diagnosis) {
                rows.add(group);
            }
        }
        return rows;
    }

    /** How many, and which. */
    static String told(List<Diagnosis> group) {
        int last = group.get(group.size() - 1).connection().number();
        return group.size() + " connections with the same verdict, "
                + group.get(0).connection().number() + " to " + last;
    }

    /** What makes verdicts equal: not their times and addresses. */
    private static List<Object> verdict(Diagnosis diagnosis) {
        Side client = diagnosis.result().client();
        return List.of(
                client.stageWord(),
                EndingText.of(client),
                String.valueOf(client.by()),
                tls(diagnosis.connection()),
                diagnosis.result().causes().stream()
                        .map(cause -> cause.known().id())
                        .toList(),
                diagnosis.connection().observed());
    }

    static String tls(Rebuilt connection) {
        return connection
                .tls()
                .filter(tls -> tls.clientHelloLength() > 0 || tls.version().isPresent())
                .map(tls -> tls.version()
                        .map(version -> version + (tls.decrypted() ? "" : ", encrypted"))
                        .orElse(connection.serverBytesMissing() ? "no ServerHello (bytes missing)" : "no ServerHello"))
                .orElse("-");
    }
}
