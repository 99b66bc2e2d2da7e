package dev.rdplab.chaos.fault;

/** A fault and when it acts. @throws IllegalArgumentException from the constructor when the two do not go together */
public record Rule(Moment when, Fault fault) {

    public Rule {
        fault.unfit(when).ifPresent(why -> {
            throw new IllegalArgumentException(word(fault) + " " + why);
        });
    }

    private static String word(Fault fault) {
        return FaultKind.of(fault).word();
    }

    @Override
    public String toString() {
        return when + ": " + word(fault);
    }
}
