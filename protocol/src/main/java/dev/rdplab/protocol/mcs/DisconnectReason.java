package dev.rdplab.protocol.mcs;

import java.util.Locale;

/** Why a provider leaves: Reason, T.125 section 7 part 1. Three bits in PER. */
public enum DisconnectReason {
    DOMAIN_DISCONNECTED,
    PROVIDER_INITIATED,
    TOKEN_PURGED,
    USER_REQUESTED,
    CHANNEL_PURGED;

    private final String word = "rn-" + name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The number on the wire, 0 to 4. */
    public int value() {
        return ordinal();
    }

    /** The reason with this {@link #value}, 0 to 4. */
    public static DisconnectReason of(long value) {
        return values()[Math.toIntExact(value)];
    }

    /** T.125's word, such as {@code rn-user-requested}. */
    public String word() {
        return word;
    }

    @Override
    public String toString() {
        return word;
    }
}
