package dev.rdplab.lab.codes;

import dev.rdplab.lab.Confidence;
import java.util.Optional;
import java.util.Set;

/** Numbers that stand in no table and carry another number inside. */
final class WrappedCodes {

    /** FreeRDP's class of errors that carry an errorInfo in their low 16 bits. */
    private static final long FREERDP_ERRINFO_CLASS = 0x0001;

    /** FACILITY_WIN32 of an HRESULT. */
    private static final long HRESULT_WIN32 = 0x8007;

    /** FACILITY_NTWIN32 of an NTSTATUS: a Win32 error or the end of a SEC_E value, [MS-ERREF] 2.3. */
    private static final long NTSTATUS_WIN32 = 0xC007;

    /** The first four bits of an NTSTATUS that stands in an HRESULT, [MS-ERREF] 2.1. */
    private static final long HRESULT_NTSTATUS = 0xD;

    private static final long NT_BIT = 0x1000_0000L;

    /** ERROR_TABLE_BASE_krb5, -1765328384, as an unsigned number. */
    private static final long MIT_KERBEROS = 0xFFFF_FFFFL & -1_765_328_384;

    private static final int MIT_KERBEROS_ERRORS = 128;

    /** KRB5_REALM_UNKNOWN, KRB5_KDC_UNREACH and KRB5_REALM_CANT_RESOLVE. */
    private static final Set<Integer> NO_KDC = Set.of(-1_765_328_230, -1_765_328_228, -1_765_328_164);

    private static final long SEC_E = 0x8009_0000L;
    private static final long SEC_E_FIRST = 0x0300;
    private static final long SEC_E_LAST = 0x0390;

    /** Error classes of RD Gateway clients: 0x30000xx, and 0x50000xx of newer ones. */
    private static final long[] GATEWAY = {0x0300_0000L, 0x0500_0000L};

    private static final long GATEWAY_SIZE = 0x1_0000;

    /** -256 as an unsigned number: kernels and some programs write an errno with a minus. */
    private static final long LOWEST_ERRNO = 0xFFFF_FF00L;

    private WrappedCodes() {}

    static Optional<Code> of(CodeSpace space, long number) {
        return switch (space) {
            case FREERDP -> inner(space, number).map(info -> errorInfo(info, number));
            case HRESULT, NTSTATUS ->
                inner(space, number)
                        .map(code -> inside(space, number, code, facility(number)))
                        .or(() -> win32(space, number));
            case KRB_ERROR ->
                inner(space, number)
                        .map(code -> inside(space, number, code, "libkrb5's " + (int) number))
                        .or(() -> noKdc(number));
            case MSTSC -> gateway(number);
            case ERRNO -> number > LOWEST_ERRNO ? CodeTables.find(CodeSpace.ERRNO, -(int) number) : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** The code that a number of the space carries inside. */
    static Optional<Code> inner(CodeSpace space, long number) {
        long high = number >>> 16;
        long low = number & 0xFFFF;
        if (space == CodeSpace.FREERDP && high == FREERDP_ERRINFO_CLASS) {
            return CodeTables.find(CodeSpace.ERRINFO, low);
        }
        if (space == CodeSpace.HRESULT && high == HRESULT_WIN32) {
            return CodeTables.find(CodeSpace.WIN32, low);
        }
        if (space == CodeSpace.HRESULT && number >>> 28 == HRESULT_NTSTATUS) {
            return CodeTables.find(CodeSpace.NTSTATUS, number & ~NT_BIT);
        }
        if (space == CodeSpace.NTSTATUS && high == NTSTATUS_WIN32) {
            return low >= SEC_E_FIRST && low <= SEC_E_LAST
                    ? CodeTables.find(CodeSpace.NTSTATUS, SEC_E | low)
                    : CodeTables.find(CodeSpace.WIN32, low);
        }
        boolean mit = number >= MIT_KERBEROS && number < MIT_KERBEROS + MIT_KERBEROS_ERRORS;
        return space == CodeSpace.KRB_ERROR && mit
                ? CodeTables.find(CodeSpace.KRB_ERROR, number - MIT_KERBEROS)
                : Optional.empty();
    }

    private static String facility(long number) {
        if (number >>> 28 == HRESULT_NTSTATUS) {
            return "HRESULT with FACILITY_NT_BIT";
        }
        return number >>> 16 == HRESULT_WIN32 ? "HRESULT of FACILITY_WIN32" : "NTSTATUS of FACILITY_NTWIN32";
    }

    private static Optional<Code> win32(CodeSpace space, long number) {
        long wrapper = space == CodeSpace.HRESULT ? HRESULT_WIN32 : NTSTATUS_WIN32;
        return number >>> 16 == wrapper
                ? Optional.of(new Code(
                        space,
                        number,
                        "",
                        facility(number) + " around the Win32 error " + (number & 0xFFFF)
                                + ", which is in no table here",
                        "",
                        Confidence.DOCUMENTED,
                        "[MS-ERREF] 2.1, 2.3"))
                : Optional.empty();
    }

    private static Optional<Code> noKdc(long number) {
        return NO_KDC.contains((int) number)
                ? Optional.of(new Code(
                        CodeSpace.KRB_ERROR,
                        number,
                        "KRB5_KDC_UNREACH",
                        "libkrb5's " + (int) number + ": no KDC of the realm was found or answered",
                        "",
                        Confidence.DOCUMENTED,
                        "MIT Kerberos, lib/krb5/error_tables/krb5_err.et"))
                : Optional.empty();
    }

    /** Whether libkrb5 says so when it reaches no KDC. */
    static boolean saysNoKdc(Code code) {
        return code.space() == CodeSpace.KRB_ERROR && NO_KDC.contains((int) code.number());
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
