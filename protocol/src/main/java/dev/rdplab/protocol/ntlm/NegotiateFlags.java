package dev.rdplab.protocol.ntlm;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * NEGOTIATE, [MS-NLMP] 2.2.2.5: four bytes, little-endian on the wire; bits without a name are kept.
 *
 * @param bits the flags as one number
 */
public record NegotiateFlags(int bits) {

    public static final int UNICODE = 0x0000_0001;
    public static final int OEM = 0x0000_0002;
    public static final int REQUEST_TARGET = 0x0000_0004;
    public static final int SIGN = 0x0000_0010;
    public static final int SEAL = 0x0000_0020;
    public static final int DATAGRAM = 0x0000_0040;
    public static final int LM_KEY = 0x0000_0080;
    public static final int NTLM = 0x0000_0200;
    public static final int ANONYMOUS = 0x0000_0800;
    public static final int OEM_DOMAIN_SUPPLIED = 0x0000_1000;
    public static final int OEM_WORKSTATION_SUPPLIED = 0x0000_2000;
    public static final int ALWAYS_SIGN = 0x0000_8000;
    public static final int TARGET_TYPE_DOMAIN = 0x0001_0000;
    public static final int TARGET_TYPE_SERVER = 0x0002_0000;
    public static final int EXTENDED_SESSIONSECURITY = 0x0008_0000;
    public static final int IDENTIFY = 0x0010_0000;
    public static final int REQUEST_NON_NT_SESSION_KEY = 0x0040_0000;
    public static final int TARGET_INFO = 0x0080_0000;
    public static final int VERSION = 0x0200_0000;
    public static final int KEY_128 = 0x2000_0000;
    public static final int KEY_EXCH = 0x4000_0000;
    public static final int KEY_56 = 0x8000_0000;

    /** What mstsc and FreeRDP offer: 0xE20882B7. */
    public static final NegotiateFlags CLIENT_DEFAULT = new NegotiateFlags(UNICODE
            | OEM
            | REQUEST_TARGET
            | SIGN
            | SEAL
            | LM_KEY
            | NTLM
            | ALWAYS_SIGN
            | EXTENDED_SESSIONSECURITY
            | VERSION
            | KEY_128
            | KEY_EXCH
            | KEY_56);

    private static final Map<Integer, String> NAMES = names();

    /** Whether all bits of {@code mask} are set. */
    public boolean has(int mask) {
        return (bits & mask) == mask;
    }

    public NegotiateFlags with(int mask) {
        return new NegotiateFlags(bits | mask);
    }

    public NegotiateFlags without(int mask) {
        return new NegotiateFlags(bits & ~mask);
    }

    /** The bits that both have. */
    public NegotiateFlags and(NegotiateFlags other) {
        return new NegotiateFlags(bits & other.bits);
    }

    /** The number and the names of its bits. */
    @Override
    public String toString() {
        var set = new ArrayList<String>();
        NAMES.forEach((bit, name) -> {
            if (has(bit)) {
                set.add(name);
            }
        });
        return String.format("0x%08X %s", bits, set);
    }

    private static Map<Integer, String> names() {
        var names = new LinkedHashMap<Integer, String>();
        names.put(UNICODE, "UNICODE");
        names.put(OEM, "OEM");
        names.put(REQUEST_TARGET, "REQUEST_TARGET");
        names.put(SIGN, "SIGN");
        names.put(SEAL, "SEAL");
        names.put(DATAGRAM, "DATAGRAM");
        names.put(LM_KEY, "LM_KEY");
        names.put(NTLM, "NTLM");
        names.put(ANONYMOUS, "ANONYMOUS");
        names.put(OEM_DOMAIN_SUPPLIED, "OEM_DOMAIN_SUPPLIED");
        names.put(OEM_WORKSTATION_SUPPLIED, "OEM_WORKSTATION_SUPPLIED");
        names.put(ALWAYS_SIGN, "ALWAYS_SIGN");
        names.put(TARGET_TYPE_DOMAIN, "TARGET_TYPE_DOMAIN");
        names.put(TARGET_TYPE_SERVER, "TARGET_TYPE_SERVER");
        names.put(EXTENDED_SESSIONSECURITY, "EXTENDED_SESSIONSECURITY");
        names.put(IDENTIFY, "IDENTIFY");
        names.put(REQUEST_NON_NT_SESSION_KEY, "REQUEST_NON_NT_SESSION_KEY");
        names.put(TARGET_INFO, "TARGET_INFO");
        names.put(VERSION, "VERSION");
        names.put(KEY_128, "128");
        names.put(KEY_EXCH, "KEY_EXCH");
        names.put(KEY_56, "56");
        return Collections.unmodifiableMap(names);
    }
}
