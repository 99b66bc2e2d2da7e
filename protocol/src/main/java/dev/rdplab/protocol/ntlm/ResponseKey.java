package dev.rdplab.protocol.ntlm;

import dev.rdplab.protocol.security.Digests;
import dev.rdplab.protocol.wire.Bytes;

/** The key that NTOWFv2 makes of a password, [MS-NLMP] 3.3.2: what both sides know and no one sends. */
final class ResponseKey {

    private final Bytes value;

    private ResponseKey(Bytes value) {
        this.value = value;
    }

    /** @param domain as the client wrote it: unlike the user it is not put in upper case */
    static ResponseKey of(NtHash hash, String user, String domain) {
        return new ResponseKey(Digests.hmacMd5(hash.reveal(), Bytes.utf16le(upper(user) + domain)));
    }

    /** NTProofStr over the challenge of either side. */
    Bytes proof(Bytes serverChallenge, Bytes clientChallenge) {
        return Digests.hmacMd5(value, serverChallenge, clientChallenge);
    }

    /** SessionBaseKey, which is KeyExchangeKey too in version 2. */
    Bytes sessionBaseKey(Bytes proof) {
        return Digests.hmacMd5(value, proof);
    }

    /** LMv2_RESPONSE, 24 bytes, for servers that send no timestamp. */
    Bytes lmResponse(Bytes serverChallenge, Bytes clientChallenge) {
        return Bytes.concat(proof(serverChallenge, clientChallenge), clientChallenge);
    }

    Bytes reveal() {
        return value;
    }

    /** Character by character, as Windows does it: a name never changes its length. */
    private static String upper(String text) {
        var upper = new StringBuilder(text.length());
        text.chars().forEach(c -> upper.append(Character.toUpperCase((char) c)));
        return upper.toString();
    }

    @Override
    public String toString() {
        return "***";
    }
}
