package dev.rdplab.protocol.handshake;

import dev.rdplab.protocol.Role;
import java.util.OptionalLong;

/**
 * How and by whom a connection was ended.
 *
 * @param by the side that ended it; null where neither did or a capture leaves it open
 * @param code the number carried: alert description, failure code, NTSTATUS, errorInfo, MCS result; unsigned
 * @param detail one line for people, without secrets; may be empty
 */
public record Outcome(EndingKind kind, Role by, OptionalLong code, String detail) {

    public static Outcome of(EndingKind kind, Role by) {
        return new Outcome(kind, by, OptionalLong.empty(), "");
    }

    public static Outcome of(EndingKind kind, Role by, long code) {
        return new Outcome(kind, by, OptionalLong.of(code), "");
    }

    public Outcome detail(String text) {
        return new Outcome(kind, by, code, text);
    }
}
