package dev.rdplab.protocol.info;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * TS_EXTENDED_INFO_PACKET, [MS-RDPBCGR] 2.2.1.11.1.1.1. It grew at its end with each version of RDP, so what is optional
 * is present up to some field and absent behind it.
 *
 * @param clientAddressFamily {@link #AF_INET} or {@link #AF_INET6}, or another; 2 bytes
 * @param clientAddress as text; absent when its length is 0, which leaves out even the terminator
 * @param clientDir folder of the client's program; absent as {@code clientAddress}
 * @param autoReconnectCookie absent: the packet ends before it. See {@link AutoReconnectCookie#NONE}
 */
public record ExtendedInfo(
        int clientAddressFamily,
        Optional<String> clientAddress,
        Optional<String> clientDir,
        Optional<TimeZone> clientTimeZone,
        Optional<Long> clientSessionId,
        Optional<PerformanceFlags> performanceFlags,
        Optional<AutoReconnectCookie> autoReconnectCookie,
        Optional<Integer> reserved1,
        Optional<Integer> reserved2,
        Optional<String> dynamicDSTTimeZoneKeyName,
        Optional<Integer> dynamicDaylightTimeDisabled)
        implements Pdu {

    public static final int AF_INET = 0x0002;
    public static final int AF_INET6 = 0x0017;

    /** Most bytes of the address, terminator counted: 80 in the specification for IPv6. */
    public static final int MAX_ADDRESS = 80;

    /** Most bytes of {@code dynamicDSTTimeZoneKeyName}. */
    public static final int MAX_KEY_NAME = 254;

    private static final String NAME = "TS_EXTENDED_INFO_PACKET";
    private static final InfoText TEXT = InfoText.UNICODE; // whatever INFO_UNICODE says of the packet around

    public ExtendedInfo {
        boolean ended = false;
        for (Optional<?> field : List.of(
                clientTimeZone,
                clientSessionId,
                performanceFlags,
                autoReconnectCookie,
                reserved1,
                reserved2,
                dynamicDSTTimeZoneKeyName,
                dynamicDaylightTimeDisabled)) {
            if (ended && field.isPresent()) {
                throw new IllegalArgumentException("a field is present behind one that is absent");
            }
            ended = field.isEmpty();
        }
        check(clientAddress, MAX_ADDRESS - TEXT.terminator());
        check(clientDir, ClientInfo.MAX_TEXT - TEXT.terminator());
        check(dynamicDSTTimeZoneKeyName, MAX_KEY_NAME);
    }

    private static void check(Optional<String> text, int limit) {
        if (text.filter(t -> !TEXT.holds(t) || TEXT.bytes(t).length() > limit).isPresent()) {
            throw new IllegalArgumentException("text cannot be written: " + text.get());
        }
    }

    @Override
    public void encode(WireWriter out) {
        out.structure(NAME, w -> {
            w.u16le("clientAddressFamily", clientAddressFamily);
            write(w, "clientAddress", clientAddress);
            write(w, "clientDir", clientDir);
            clientTimeZone.ifPresent(v -> v.encode(w));
            clientSessionId.ifPresent(v -> w.u32le("clientSessionId", v));
            performanceFlags.ifPresent(v -> w.u32le("performanceFlags", v.value()));
            autoReconnectCookie.ifPresent(v -> {
                w.u16le("cbAutoReconnectCookie", v.toBytes().length());
                v.encode(w);
            });
            reserved1.ifPresent(v -> w.u16le("reserved1", v));
            reserved2.ifPresent(v -> w.u16le("reserved2", v));
            dynamicDSTTimeZoneKeyName.ifPresent(
                    v -> w.u16le("cbDynamicDSTTimeZoneKeyName", TEXT.bytes(v).length())
                            .bytes("dynamicDSTTimeZoneKeyName", TEXT.bytes(v)));
            dynamicDaylightTimeDisabled.ifPresent(v -> w.u16le("dynamicDaylightTimeDisabled", v));
        });
    }

    private static void write(WireWriter out, String field, Optional<String> text) {
        String size = "cb" + Character.toUpperCase(field.charAt(0)) + field.substring(1);
        out.u16le(
                size, text.map(t -> TEXT.bytes(t).length() + TEXT.terminator()).orElse(0));
        text.ifPresent(t -> TEXT.writeTerminated(out, field, t));
    }

    /** Reads all that is left. */
    static ExtendedInfo decode(WireReader outer) {
        WireReader in = outer.as(NAME);
        var info = new ExtendedInfo(
                in.u16le("clientAddressFamily"),
                text(in, "cbClientAddress", "clientAddress", MAX_ADDRESS),
                text(in, "cbClientDir", "clientDir", ClientInfo.MAX_TEXT),
                next(in, () -> TimeZone.decode(in)),
                next(in, () -> in.u32le("clientSessionId")),
                next(in, () -> new PerformanceFlags(in.u32le("performanceFlags"))),
                next(in, () -> AutoReconnectCookie.decode(in)),
                next(in, () -> in.u16le("reserved1")),
                next(in, () -> in.u16le("reserved2")),
                next(in, () -> keyName(in)),
                next(in, () -> in.u16le("dynamicDaylightTimeDisabled")));
        in.expectEnd();
        return info;
    }

    private static <T> Optional<T> next(WireReader in, Supplier<T> field) {
        return in.hasRemaining() ? Optional.of(field.get()) : Optional.empty();
    }

    private static Optional<String> text(WireReader in, String size, String field, int limit) {
        int length = in.bounded(size, in.u16le(size), limit);
        if (length == 0) {
            return Optional.empty();
        }
        if (length < TEXT.terminator()) {
            throw in.violation(size, Problem.LENGTH_OUT_OF_BOUNDS, length);
        }
        return Optional.of(TEXT.readTerminated(in, field, length - TEXT.terminator()));
    }

    private static String keyName(WireReader in) {
        String size = "cbDynamicDSTTimeZoneKeyName";
        int length = in.bounded(size, in.u16le(size), MAX_KEY_NAME);
        return TEXT.read(in, "dynamicDSTTimeZoneKeyName", length);
    }
}
