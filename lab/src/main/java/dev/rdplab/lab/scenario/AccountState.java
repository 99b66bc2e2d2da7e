package dev.rdplab.lab.scenario;

import java.util.Locale;

/** What a server says when the account's right password was given. */
public enum AccountState {
    ENABLED(0),
    LOCKED(0xC000_0234L),
    DISABLED(0xC000_0072L),
    EXPIRED(0xC000_0193L),
    PASSWORD_EXPIRED(0xC000_0071L),
    MUST_CHANGE(0xC000_0224L),
    RESTRICTED(0xC000_006EL),
    OUTSIDE_HOURS(0xC000_006FL),
    NOT_GRANTED(0xC000_015BL);

    private final long status;

    AccountState(long status) {
        this.status = status;
    }

    /** The NTSTATUS of TSRequest.errorCode; 0 for success. */
    public long status() {
        return status;
    }

    /** The word used in files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String toString() {
        return word();
    }
}
