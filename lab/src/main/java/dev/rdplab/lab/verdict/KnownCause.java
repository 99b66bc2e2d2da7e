package dev.rdplab.lab.verdict;

import dev.rdplab.lab.Confidence;
import dev.rdplab.lab.codes.CodePair;
import java.util.List;

/**
 * Why a connection can fail.
 *
 * @param wire what it looks like on the wire
 * @param fix what removes it
 * @param check what to look at next to be sure
 * @param codes what people see of it: {@code SPACE NUMBER}
 * @param linux the fix on servers that are no Windows: xrdp, gnome-remote-desktop, weston, FreeRDP, IronRDP; may be empty
 */
public record KnownCause(
        String id,
        String cause,
        String wire,
        String fix,
        String check,
        Confidence confidence,
        String source,
        List<Seen> codes,
        List<Rule> when,
        List<Rule> against,
        String linux) {

    public KnownCause {
        codes = List.copyOf(codes);
        when = when instanceof ReadLater ? when : List.copyOf(when);
        against = against instanceof ReadLater ? against : List.copyOf(against);
    }

    /** Whether it names exactly this pair of mstsc. */
    public boolean shows(CodePair pair) {
        return codes.stream()
                .anyMatch(seen -> seen.space().equals("mstsc") && seen.pair().equals(pair));
    }

    /** The id says it all; to compare the rest as well would be slow in a young process. */
    @Override
    public boolean equals(Object other) {
        return other instanceof KnownCause cause && id.equals(cause.id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    /**
     * A code under which the cause shows.
     *
     * @param space see {@link dev.rdplab.lab.codes.CodeSpace#word}
     * @param pair the number, for mstsc with its extended code when that is known
     */
    public record Seen(String space, CodePair pair) {

        /** By hand: the record's own would have to be linked, a tenth of what {@code explain} takes. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Seen seen && space.equals(seen.space) && pair.equals(seen.pair);
        }

        @Override
        public int hashCode() {
            return pair.hashCode();
        }
    }

    /** @param score 0 to 100; for a rule against the cause what is taken off */
    record Rule(Condition condition, int score, String because) {}
}
