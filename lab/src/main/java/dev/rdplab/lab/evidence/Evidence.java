package dev.rdplab.lab.evidence;

import java.util.List;

/**
 * All that one command leaves behind.
 *
 * @param title of the page
 * @param command that was given, without secrets; may be empty
 * @param maps of cuts and sweeps; none for most commands
 * @param notes on the whole: of a capture, what was left out
 */
public record Evidence(
        String title,
        String command,
        List<EvidenceCase> cases,
        List<Distribution> distributions,
        List<HeatMap> maps,
        List<String> notes) {

    public Evidence {
        cases = List.copyOf(cases);
        distributions = List.copyOf(distributions);
        maps = List.copyOf(maps);
        notes = List.copyOf(notes);
    }

    public static Evidence of(String title, String command, List<EvidenceCase> cases) {
        return new Evidence(title, command, cases, List.of(), List.of(), List.of());
    }

    public Evidence distributions(List<Distribution> measured) {
        return new Evidence(title, command, cases, measured, maps, notes);
    }

    public Evidence maps(List<HeatMap> drawn) {
        return new Evidence(title, command, cases, distributions, drawn, notes);
    }

    public Evidence notes(List<String> said) {
        return new Evidence(title, command, cases, distributions, maps, said);
    }
}
