package dev.rdplab.protocol.ntlm;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A sequence of AV_PAIR structures, [MS-NLMP] 2.2.2.1, without the closing MsvAvEOL, which is always written. Pairs with
 * unknown ids are kept in their place; a peer may send {@value #MAX_PAIRS}.
 */
public record AvPairs(List<AvPair> pairs) implements Pdu {

    public static final int EOL = 0;
    public static final int NB_COMPUTER_NAME = 1;
    public static final int NB_DOMAIN_NAME = 2;
    public static final int DNS_COMPUTER_NAME = 3;
    public static final int DNS_DOMAIN_NAME = 4;
    public static final int DNS_TREE_NAME = 5;
    public static final int FLAGS = 6;
    public static final int TIMESTAMP = 7;
    public static final int SINGLE_HOST = 8;
    public static final int TARGET_NAME = 9;
    public static final int CHANNEL_BINDINGS = 10;

    /** MsvAvFlags: the AUTHENTICATE_MESSAGE has a MIC. */
    public static final long FLAG_MIC = 0x0000_0002;

    public static final int MAX_PAIRS = 64;

    public static final AvPairs EMPTY = new AvPairs(List.of());

    /** @param id two bytes on the wire @param value up to 65535 bytes */
    public record AvPair(int id, Bytes value) {
        public AvPair {
            if (id < 1 || id > 0xffff || value.length() > 0xffff) {
                throw new IllegalArgumentException("AV_PAIR " + id + " of " + value.length() + " bytes");
            }
        }

        static AvPair name(int id, String name) {
            return new AvPair(id, Bytes.utf16le(name));
        }
    }

    public AvPairs {
        pairs = List.copyOf(pairs);
    }

    /** The value of the first pair with this id. */
    public Optional<Bytes> find(int id) {
        for (AvPair pair : pairs) {
            if (pair.id() == id) {
                return Optional.of(pair.value());
            }
        }
        return Optional.empty();
    }

    /** One of the names, all of which are UTF-16LE. */
    public Optional<String> name(int id) {
        return find(id).map(v -> v.text(StandardCharsets.UTF_16LE));
    }

    /** MsvAvTimestamp: a FILETIME, 100 ns since 1601, as an unsigned number. */
    public OptionalLong timestamp() {
        return find(TIMESTAMP)
                .map(v -> OptionalLong.of(
                        WireReader.of(v, Stage.CREDSSP, "AV_PAIR").u64le("Value")))
                .orElseGet(OptionalLong::empty);
    }

    /** MsvAvFlags; 0 when it is absent. */
    public long flags() {
        return find(FLAGS)
                .map(v -> WireReader.of(v, Stage.CREDSSP, "AV_PAIR").u32le("Value"))
                .orElse(0L);
    }

    /** The pair in the place of the one with the same id, or at the end. */
    public AvPairs with(int id, Bytes value) {
        var changed = new ArrayList<>(pairs);
        var pair = new AvPair(id, value);
        for (int i = 0; i < changed.size(); i++) {
            if (changed.get(i).id() == id) {
                changed.set(i, pair);
                return new AvPairs(changed);
            }
        }
        changed.add(pair);
        return new AvPairs(changed);
    }

    public AvPairs withName(int id, String name) {
        return with(id, Bytes.utf16le(name));
    }

    public AvPairs withTimestamp(long fileTime) {
        return with(TIMESTAMP, new WireWriter().u64le("Value", fileTime).toBytes());
    }

    public AvPairs withFlags(long flags) {
        return with(FLAGS, new WireWriter().u32le("Value", flags).toBytes());
    }

    @Override
    public void encode(WireWriter out) {
        out.structure("AV_PAIR", w -> {
            for (AvPair pair : pairs) {
                w.u16le("AvId", pair.id()).u16le("AvLen", pair.value().length()).bytes("Value", pair.value());
            }
            w.u16le("AvId", EOL).u16le("AvLen", 0);
        });
    }

    /**
     * Reads up to and with MsvAvEOL.
     *
     * @throws ProtocolViolationException when it is missing, or a pair of fixed size has another
     */
    public static AvPairs decode(WireReader wire) {
        var in = wire.as("AV_PAIR");
        var pairs = new ArrayList<AvPair>();
        while (true) {
            int id = in.u16le("AvId");
            int length = in.bounded("AvLen", in.u16le("AvLen"), 0xffff);
            expectSize(in, id, length);
            if (id == EOL) {
                return new AvPairs(pairs);
            }
            if (pairs.size() == MAX_PAIRS) {
                throw in.violation("AvId", Problem.LIMIT_EXCEEDED, "more than " + MAX_PAIRS + " pairs");
            }
            pairs.add(new AvPair(id, in.bytes("Value", length)));
        }
    }

    private static void expectSize(WireReader in, int id, int length) {
        int size =
                switch (id) {
                    case EOL -> 0;
                    case FLAGS -> 4;
                    case TIMESTAMP -> 8;
                    case CHANNEL_BINDINGS -> 16;
                    default -> length;
                };
        if (length != size) {
            throw in.violation(
                    "AvLen", Problem.UNEXPECTED_VALUE, length + " bytes for id " + id + ", which has " + size);
        }
    }
}
