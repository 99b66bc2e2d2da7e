package dev.rdplab.chaos.fault;

import dev.rdplab.protocol.handshake.Effect;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What follows bytes that should not have been sent. */
public enum Then {
    FIN,
    RST,
    SILENCE,
    /** The connection continues as if nothing had happened. */
    CONTINUE;

    /** The word used in files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Then::word).toList();
    }

    static Then of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    boolean ends() {
        return this != CONTINUE;
    }

    List<Effect> effects(Effect.Manner manner) {
        return switch (this) {
            case FIN -> List.of(new Effect.Close(manner));
            case RST -> List.of(new Effect.Abort());
            case SILENCE -> List.of(new Effect.Wait(Effect.Wait.FOREVER));
            case CONTINUE -> List.of();
        };
    }
}
