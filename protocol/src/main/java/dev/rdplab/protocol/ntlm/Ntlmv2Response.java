package dev.rdplab.protocol.ntlm;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;

/**
 * NTLMv2_RESPONSE, [MS-NLMP] 2.2.2.8: the proof and what it proves.
 *
 * @param proof NTProofStr, 16 bytes
 * @param challenge the part that the proof covers
 */
public record Ntlmv2Response(Bytes proof, ClientChallenge challenge) implements Pdu {

    /** A response longer than this is not of NTLM version 1. */
    static final int V1_LENGTH = 24;

    /**
     * NTLMv2_CLIENT_CHALLENGE, [MS-NLMP] 2.2.2.7.
     *
     * @param timeStamp a FILETIME, 100 ns since 1601
     * @param challengeFromClient eight bytes
     * @param trailer what stands behind the AV_PAIRs: four zero bytes by the specification's examples, more from FreeRDP
     */
    public record ClientChallenge(long timeStamp, Bytes challengeFromClient, AvPairs avPairs, Bytes trailer)
            implements Pdu {

        public ClientChallenge {
            if (challengeFromClient.length() != 8) {
                throw new IllegalArgumentException("challengeFromClient has 8 bytes");
            }
        }

        @Override
        public void encode(WireWriter out) {
            out.structure("NTLMv2_CLIENT_CHALLENGE", w -> {
                w.u8("RespType", 1).u8("HiRespType", 1).zeros("Reserved1", 2).zeros("Reserved2", 4);
                w.u64le("TimeStamp", timeStamp).bytes("ChallengeFromClient", challengeFromClient);
                w.zeros("Reserved3", 4);
                avPairs.encode(w);
                w.bytes("Trailer", trailer);
            });
        }

        static ClientChallenge decode(WireReader wire) {
            var in = wire.as("NTLMv2_CLIENT_CHALLENGE");
            in.expectU8("RespType", 1);
            in.expectU8("HiRespType", 1);
            in.expectU16le("Reserved1", 0);
            in.expectU32le("Reserved2", 0);
            long timeStamp = in.u64le("TimeStamp");
            Bytes challenge = in.bytes("ChallengeFromClient", 8);
            in.expectU32le("Reserved3", 0);
            return new ClientChallenge(timeStamp, challenge, AvPairs.decode(in), in.rest("Trailer"));
        }
    }

    public Ntlmv2Response {
        if (proof.length() != 16) {
            throw new IllegalArgumentException("NTProofStr has 16 bytes");
        }
    }

    /** The response that proves the {@code key}. */
    static Ntlmv2Response prove(ResponseKey key, Bytes serverChallenge, ClientChallenge challenge) {
        return new Ntlmv2Response(key.proof(serverChallenge, challenge.toBytes()), challenge);
    }

    @Override
    public void encode(WireWriter out) {
        out.structure("NTLMv2_RESPONSE", w -> {
            w.bytes("NTProofStr", proof);
            challenge.encode(w);
        });
    }

    /** @throws ProtocolViolationException naming the field that is wrong */
    public static Ntlmv2Response decode(Bytes response) {
        var in = WireReader.of(response, Stage.CREDSSP, "NTLMv2_RESPONSE");
        return new Ntlmv2Response(in.bytes("NTProofStr", 16), ClientChallenge.decode(in));
    }
}
