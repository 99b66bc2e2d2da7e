package dev.rdplab.protocol.handshake.server;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an account may do, with the NTSTATUS ([MS-ERREF] 2.3.1) that a logon gets for it. */
public enum AccountState {
    ENABLED(0),
    LOCKED(0xC000_0234L),
    DISABLED(0xC000_0072L),
    EXPIRED(0xC000_0193L),
    PASSWORD_EXPIRED(0xC000_0071L),
    MUST_CHANGE(0xC000_0224L),
    RESTRICTED(0xC000_006EL),
    OUTSIDE_HOURS(0xC000_006FL),
    NOT_GRANTED(0xC000_015BL),
    /** A member of Protected Users: NTLM is refused, a ticket is taken. */
    PROTECTED(0xC000_006EL),
    /** The password counts as wrong, reported as STATUS_WRONG_PASSWORD instead of STATUS_LOGON_FAILURE. */
    WRONG_PASSWORD(0xC000_006AL);

    private final long status;

    AccountState(long status) {
        this.status = status;
    }

    /** The NTSTATUS of a logon with the right password; 0 is success. */
    public long status() {
        return status;
    }

    /** The word used in files and on the command line, such as {@code must-change}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String toString() {
        return word();
    }

    public static Optional<AccountState> of(String word) {
        return Arrays.stream(values()).filter(s -> s.word().equals(word)).findFirst();
    }
}
