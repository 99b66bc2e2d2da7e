package dev.rdplab.lab.codes;

import dev.rdplab.lab.Confidence;
import java.util.Optional;

/** Numbers that stand in no table and carry another number inside. */
final class WrappedCodes {

    /** FreeRDP's class of errors that carry an errorInfo in their low 16 bits. */
    private static final long FREERDP_ERRINFO_CLASS = 0x0001;

    /** FACILITY_WIN32 of an HRESULT. */
    private static final long HRESULT_WIN32 = 0x8007;

    /** FACILITY_NTWIN32 of an NTSTATUS: a Win32 error or the end of a SEC_E value, [MS-ERREF] 2.3. */
    private static final long NTSTATUS_WIN32 = 0xC007;

    private static final long SEC_E = 0x8009_0000L;
    private static final long SEC_E_FIRST = 0x0300;
    private static final long SEC_E_LAST = 0x0390;

    /** Error classes of RD Gateway clients: 0x30000xx, and 0x50000xx of newer ones. */
    private static final long[] GATEWAY = {0x0300_0000L, 0x0500_0000L};

    private static final long GATEWAY_SIZE = 0x1_0000;

    private WrappedCodes() {}

    static Optional<Code> of(CodeSpace space, long number) {
        long high = number >>> 16;
        long low = number & 0xFFFF;
        return switch (space) {
            case FREERDP ->
                high == FREERDP_ERRINFO_CLASS
                        ? CodeTables.find(CodeSpace.ERRINFO, low).map(info -> errorInfo(info, number))
                        : Optional.empty();
            case HRESULT ->
                high == HRESULT_WIN32
                        ? CodeTables.find(CodeSpace.WIN32, low)
                                .map(win32 -> inside(space, number, win32, "HRESULT of FACILITY_WIN32"))
                        : Optional.empty();
            case NTSTATUS -> high == NTSTATUS_WIN32 ? ntstatus(number, low) : Optional.empty();
            case MSTSC -> gateway(number);
            default -> Optional.empty();
        };
    }

    private static Optional<Code> ntstatus(long number, long low) {
        var inner = low >= SEC_E_FIRST && low <= SEC_E_LAST
                ? CodeTables.find(CodeSpace.NTSTATUS, SEC_E | low)
                : CodeTables.find(CodeSpace.WIN32, low);
        return inner.map(code -> inside(CodeSpace.NTSTATUS, number, code, "NTSTATUS of FACILITY_NTWIN32"));
    }

    private static Code inside(CodeSpace space, long number, Code inner, String what) {
        return new Code(
                space,
                number,
                inner.name(),
                what + " around " + inner.text() + " " + inner.name() + ": " + inner.meaning(),
                "",
                inner.confidence(),
                inner.source());
    }

    private static Code errorInfo(Code info, long number) {
        return new Code(
                CodeSpace.FREERDP,
                number,
                info.name(),
                "the server sent errorInfo " + info.text() + ": " + info.meaning(),
                "FreeRDP puts the errorInfo of Set Error Info into the low 16 bits",
                info.confidence(),
                info.source());
    }

    private static Optional<Code> gateway(long number) {
        for (long first : GATEWAY) {
            if (number > first && number < first + GATEWAY_SIZE) {
                return Optional.of(new Code(
                        CodeSpace.MSTSC,
                        number,
                        "",
                        "RD Gateway: a code of the client's gateway transport without a published meaning",
                        "RD Gateway is not simulated here: look at the gateway's own log at that second",
                        Confidence.INFERRED,
                        "the class of the published RD Gateway codes, TechNet wiki 37870"));
            }
        }
        return Optional.empty();
    }
}
