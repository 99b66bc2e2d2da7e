package dev.rdplab.lab.explain;

import dev.rdplab.lab.codes.Code;
import dev.rdplab.lab.codes.CodeSpace;
import java.util.Comparator;

/** Which meaning of a number is the likeliest, when nothing beside it says so: the one that people meet under that number. */
final class Likelihood {

    private static final int FIRST = -1;

    private Likelihood() {}

    static Comparator<Code> order() {
        return Comparator.comparingInt(Likelihood::rank);
    }

    private static int rank(Code code) {
        return usual(code.space(), code.number()) ? FIRST : code.space().ordinal();
    }

    /** Ranges in which a number is mostly of one table. */
    private static boolean usual(CodeSpace space, long number) {
        return switch (space) {
            case XFREERDP_EXIT -> number >= 128 && number <= 161 || number >= 240 && number <= 255;
            case EVENT -> number >= 1000 && number <= 1200 || number >= 4600 && number < 5000 || number > 36000;
            case TLS_ALERT -> number >= 40 && number <= 51 || number >= 70 && number <= 120;
            case ERRNO -> number == 104 || number == 110 || number == 111 || number == 113;
            default -> false;
        };
    }
}
