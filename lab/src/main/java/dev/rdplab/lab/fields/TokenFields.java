package dev.rdplab.lab.fields;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.ntlm.AvPairs;
import dev.rdplab.protocol.ntlm.NtlmMessage;
import dev.rdplab.protocol.spnego.NegToken;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Field;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import dev.rdplab.protocol.wire.WireReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The fields inside authentication tokens: SPNEGO, and NTLM with what its payload holds. Looks into bytes and never fails. */
public final class TokenFields {

    /** The path of a token that stands alone, in no PDU. */
    public static final String ALONE = "token";

    private static final Set<String> TOKENS =
            Set.of("TSRequest.negoToken", "NegTokenInit.mechToken", "NegTokenResp.responseToken", ALONE);

    private static final String LENGTH = "Len";
    private static final String OFFSET = "BufferOffset";

    /** NTProofStr 16, then NTLMv2_CLIENT_CHALLENGE up to its AV pairs, [MS-NLMP] 2.2.2.7. */
    private static final int PAIRS_OF_RESPONSE = 16 + 28;

    private static final int DEPTH = 3;

    private static final List<String> PAIRS = List.of(
            "MsvAvEOL",
            "MsvAvNbComputerName",
            "MsvAvNbDomainName",
            "MsvAvDnsComputerName",
            "MsvAvDnsDomainName",
            "MsvAvDnsTreeName",
            "MsvAvFlags",
            "MsvAvTimestamp",
            "MsvAvSingleHost",
            "MsvAvTargetName",
            "MsvAvChannelBindings");

    private TokenFields() {}

    /**
     * The fields of a frame, each token followed by the fields inside it. Offsets are those in the frame.
     *
     * @param frame the whole frame
     * @param fields as they were read from it
     */
    public static List<Field> with(Bytes frame, List<Field> fields) {
        var all = new ArrayList<Field>();
        add(all, frame, fields, DEPTH);
        return all;
    }

    private static void add(List<Field> all, Bytes frame, List<Field> fields, int depth) {
        for (Field field : fields) {
            all.add(field);
            if (depth > 0 && TOKENS.contains(field.path())) {
                var inside = inside(frame.slice(field.offset(), field.offset() + field.length()));
                var moved = inside.stream()
                        .map(f -> new Field(f.path(), f.offset() + field.offset(), f.length()))
                        .toList();
                add(all, frame, moved, depth - 1);
            }
        }
    }

    private static List<Field> inside(Bytes token) {
        var fields = new ArrayList<Field>();
        try {
            if (token.startsWith(NtlmMessage.SIGNATURE)) {
                NtlmMessage.decode(token, fields::add);
                payload(token, fields);
            } else if (!token.isEmpty()) {
                NegToken.decode(WireReader.of(token, Stage.CREDSSP, "NegotiationToken", fields::add));
            }
        } catch (ProtocolViolationException | IndexOutOfBoundsException other) {
            return List.of(); // a token of another mechanism, or one that is not whole
        }
        return fields;
    }

    /** Puts the values in place of the payload that holds them. */
    private static void payload(Bytes message, List<Field> fields) {
        fields.removeIf(field -> field.path().endsWith(".Payload"));
        for (Field field : List.copyOf(fields)) {
            var path = field.path();
            if (!path.endsWith(LENGTH) || path.endsWith("Max" + LENGTH)) {
                continue;
            }
            var name = path.substring(0, path.length() - LENGTH.length());
            int length = number(message, field);
            if (length == 0) {
                continue;
            }
            var value = fields.stream()
                    .filter(each -> each.path().equals(name + OFFSET))
                    .map(each -> new Field(name, number(message, each), length))
                    .findFirst()
                    .orElseThrow();
            fields.add(value);
            if (name.endsWith(".TargetInfo")) {
                pairs(message, value.offset(), fields);
            } else if (name.endsWith(".NtChallengeResponse") && length > PAIRS_OF_RESPONSE) {
                pairs(message, value.offset() + PAIRS_OF_RESPONSE, fields);
            }
        }
    }

    private static void pairs(Bytes message, int at, List<Field> fields) {
        var read = new ArrayList<Field>();
        AvPairs.decode(WireReader.of(message.slice(at), Stage.CREDSSP, "AV_PAIR", read::add));
        int id = 0;
        for (Field field : read) {
            var moved = new Field(field.path(), field.offset() + at, field.length());
            if (field.path().endsWith(".AvId")) {
                id = number(message, moved);
            }
            boolean named = field.path().endsWith(".Value") && id < PAIRS.size();
            fields.add(named ? new Field("AV_PAIR." + PAIRS.get(id), moved.offset(), moved.length()) : moved);
        }
    }

    private static int number(Bytes message, Field field) {
        int number = 0;
        for (int i = field.length() - 1; i >= 0; i--) {
            number = number << 8 | message.get(field.offset() + i);
        }
        return number;
    }
}
