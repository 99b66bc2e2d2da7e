package dev.rdplab.protocol.mcs;

import java.util.List;

/** The bounds of a domain, T.125 section 7 part 2. Eight integers from 0 to 0xFFFFFFFF; RDP heeds none but maxMCSPDUsize. */
public record DomainParameters(
        long maxChannelIds,
        long maxUserIds,
        long maxTokenIds,
        long numPriorities,
        long minThroughput,
        long maxHeight,
        long maxMcsPduSize,
        long protocolVersion) {

    /** What clients ask for, [MS-RDPBCGR] 3.2.5.3.3. */
    public static final DomainParameters TARGET = new DomainParameters(34, 2, 0, 1, 0, 1, 65_535, 2);

    public static final DomainParameters MINIMUM = new DomainParameters(1, 1, 1, 1, 0, 1, 1056, 2);

    /** With the 64535 for users that Windows and FreeRDP send; the specification's table has 65535. */
    public static final DomainParameters MAXIMUM = new DomainParameters(65_535, 64_535, 65_535, 1, 0, 1, 65_535, 2);

    /** What Windows answers, [MS-RDPBCGR] 4.1.4. */
    public static final DomainParameters GRANTED = new DomainParameters(34, 3, 0, 1, 0, 1, 65_528, 2);

    static final long MAX_VALUE = 0xffff_ffffL;

    private static final int SEQUENCE = 0x30;

    /** @throws IllegalArgumentException unless every value fits 32 bits */
    public DomainParameters {
        for (long value : List.of(
                maxChannelIds,
                maxUserIds,
                maxTokenIds,
                numPriorities,
                minThroughput,
                maxHeight,
                maxMcsPduSize,
                protocolVersion)) {
            if (value < 0 || value > MAX_VALUE) {
                throw new IllegalArgumentException("domain parameter " + value + ", at most " + MAX_VALUE);
            }
        }
    }

    static DomainParameters read(BerReader outer, String name) {
        var in = outer.inside(name, SEQUENCE);
        var parameters = new DomainParameters(
                in.integer("maxChannelIds"),
                in.integer("maxUserIds"),
                in.integer("maxTokenIds"),
                in.integer("numPriorities"),
                in.integer("minThroughput"),
                in.integer("maxHeight"),
                in.integer("maxMCSPDUsize"),
                in.integer("protocolVersion"));
        in.expectEnd();
        return parameters;
    }

    void write(BerWriter outer, String name) {
        outer.inside(name, SEQUENCE, out -> {
            out.integer("maxChannelIds", maxChannelIds);
            out.integer("maxUserIds", maxUserIds);
            out.integer("maxTokenIds", maxTokenIds);
            out.integer("numPriorities", numPriorities);
            out.integer("minThroughput", minThroughput);
            out.integer("maxHeight", maxHeight);
            out.integer("maxMCSPDUsize", maxMcsPduSize);
            out.integer("protocolVersion", protocolVersion);
        });
    }
}
