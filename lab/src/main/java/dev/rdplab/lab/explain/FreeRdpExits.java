package dev.rdplab.lab.explain;

import dev.rdplab.lab.codes.Code;
import dev.rdplab.lab.codes.CodeSpace;
import dev.rdplab.lab.codes.CodeTables;
import java.util.Map;
import java.util.Optional;

/** xfreerdp's exit code for each ERRCONNECT error, from its client/X11/xf_client.c. */
final class FreeRdpExits {

    private static final long ERRCONNECT = 0x0002_0000;

    private static final Map<Integer, Integer> EXITS = Map.ofEntries(
            Map.entry(0x01, 136),
            Map.entry(0x02, 137),
            Map.entry(0x03, 138),
            Map.entry(0x04, 139),
            Map.entry(0x05, 140),
            Map.entry(0x06, 141),
            Map.entry(0x07, 142),
            Map.entry(0x08, 143),
            Map.entry(0x09, 132),
            Map.entry(0x0A, 144),
            Map.entry(0x0B, 145),
            Map.entry(0x0C, 133),
            Map.entry(0x0D, 147),
            Map.entry(0x0E, 148),
            Map.entry(0x0F, 152),
            Map.entry(0x10, 153),
            Map.entry(0x11, 150),
            Map.entry(0x12, 151),
            Map.entry(0x13, 149),
            Map.entry(0x14, 134),
            Map.entry(0x15, 154),
            Map.entry(0x16, 155),
            Map.entry(0x17, 156),
            Map.entry(0x18, 135),
            Map.entry(0x19, 157),
            Map.entry(0x1A, 158),
            Map.entry(0x1B, 159),
            Map.entry(0x1D, 160),
            Map.entry(0x1E, 161));

    private FreeRdpExits() {}

    /** The exit code of an error, or the error of an exit code. */
    static Optional<Code> same(Code code) {
        if (code.space() == CodeSpace.FREERDP && code.number() >>> 16 == ERRCONNECT >>> 16) {
            return Optional.ofNullable(EXITS.get((int) (code.number() & 0xFFFF)))
                    .flatMap(exit -> CodeTables.find(CodeSpace.XFREERDP_EXIT, exit));
        }
        if (code.space() == CodeSpace.XFREERDP_EXIT) {
            return EXITS.entrySet().stream()
                    .filter(entry -> entry.getValue() == code.number())
                    .findFirst()
                    .flatMap(entry -> CodeTables.find(CodeSpace.FREERDP, ERRCONNECT | entry.getKey()));
        }
        return Optional.empty();
    }
}
