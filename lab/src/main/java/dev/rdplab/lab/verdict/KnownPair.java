package dev.rdplab.lab.verdict;

import dev.rdplab.lab.Confidence;
import dev.rdplab.lab.codes.CodePair;
import java.util.List;

/**
 * What is known of a pair that mstsc shows.
 *
 * @param pair without an extended code the entry is about every pair with this reason
 * @param dialog the text of the box; may be empty
 * @param wire what has happened on the wire, any one of them
 * @param not what is often blamed for the pair and does not give it
 */
public record KnownPair(
        CodePair pair,
        String title,
        String meaning,
        String dialog,
        Confidence confidence,
        String source,
        List<Wire> wire,
        List<Myth> not) {

    public KnownPair {
        wire = List.copyOf(wire);
        not = List.copyOf(not);
    }

    /** @param scenario the name of the bundled scenario that does it; may be empty */
    public record Wire(String what, String scenario, Confidence confidence, String source) {}

    /** What is often blamed and is not it. @param scenario the name of the bundled scenario that shows it; may be empty */
    public record Myth(String what, String because, String scenario) {}
}
