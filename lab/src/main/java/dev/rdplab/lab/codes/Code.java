package dev.rdplab.lab.codes;

import dev.rdplab.lab.Confidence;

/**
 * One known number.
 *
 * @param number unsigned
 * @param name the symbol; empty when the number has none
 * @param meaning one sentence; may be empty when the name says it all
 * @param remark what else is worth knowing; may be empty
 * @param source where this is written
 */
public record Code(
        CodeSpace space,
        long number,
        String name,
        String meaning,
        String remark,
        Confidence confidence,
        String source) {

    /** The number as its space writes it. */
    public String text() {
        return space.format(number);
    }

    /** By hand: the first one that Java makes for a record takes longer than reading all tables. */
    @Override
    public int hashCode() {
        return 31 * (31 * space.ordinal() + Long.hashCode(number)) + name.hashCode() ^ meaning.hashCode();
    }
}
