package dev.rdplab.lab.evidence;

import java.util.List;

/**
 * All that one command leaves behind.
 *
 * @param title of the page
 * @param command that was given, without secrets; may be empty
 * @param maps of cuts and sweeps; none for most commands
 */
public record Evidence(
        String title, String command, List<EvidenceCase> cases, List<Distribution> distributions, List<HeatMap> maps) {

    public Evidence {
        cases = List.copyOf(cases);
        distributions = List.copyOf(distributions);
        maps = List.copyOf(maps);
    }

    public static Evidence of(String title, String command, List<EvidenceCase> cases) {
        return new Evidence(title, command, cases, List.of(), List.of());
    }

    public Evidence distributions(List<Distribution> measured) {
        return new Evidence(title, command, cases, measured, maps);
    }

    public Evidence maps(List<HeatMap> drawn) {
        return new Evidence(title, command, cases, distributions, drawn);
    }
}
