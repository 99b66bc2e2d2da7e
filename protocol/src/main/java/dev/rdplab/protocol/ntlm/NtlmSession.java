package dev.rdplab.protocol.ntlm;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.security.Digests;
import dev.rdplab.protocol.security.Rc4;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import dev.rdplab.protocol.wire.WireReader;

/**
 * Signing and sealing with extended session security, [MS-NLMP] 3.4, as a value. A sealed message is a signature of
 * {@value #SIGNATURE_LENGTH} bytes and the cipher text.
 */
public final class NtlmSession {

    /** Bytes of NTLMSSP_MESSAGE_SIGNATURE: version 4, checksum 8, sequence number 4. */
    public static final int SIGNATURE_LENGTH = 16;

    private static final Bytes VERSION = Bytes.of(1, 0, 0, 0);

    private static final String NAME = "NTLMSSP_MESSAGE_SIGNATURE";

    private final Way sending;
    private final Way receiving;
    private final boolean keyExchange;

    private NtlmSession(Way sending, Way receiving, boolean keyExchange) {
        this.sending = sending;
        this.receiving = receiving;
        this.keyExchange = keyExchange;
    }

    /** The session to go on with, and what was made or opened. */
    public record Result(NtlmSession next, Bytes bytes) {

        /** Without the bytes, which may be a password. */
        @Override
        public String toString() {
            return "Result[" + bytes.length() + " bytes]";
        }
    }

    /** What the keys of one direction are made with, [MS-NLMP] 3.4.5.2 and 3.4.5.3; the terminating zero belongs to it. */
    private record Magic(Bytes signing, Bytes sealing) {

        static final Magic CLIENT = of("client-to-server");
        static final Magic SERVER = of("server-to-client");

        private static Magic of(String direction) {
            String start = "session key to " + direction;
            return new Magic(
                    Bytes.ascii(start + " signing key magic constant\0"),
                    Bytes.ascii(start + " sealing key magic constant\0"));
        }
    }

    /** One direction: its keys, the cipher at first and now, the next sequence number. */
    private record Way(Bytes signKey, Bytes sealKey, Rc4 first, Rc4 cipher, long sequence) {

        static Way of(Role sender, Bytes sessionKey, NegotiateFlags flags) {
            var magic = sender == Role.CLIENT ? Magic.CLIENT : Magic.SERVER;
            Bytes signKey = Digests.md5(sessionKey, magic.signing);
            Bytes sealKey = Digests.md5(weakened(sessionKey, flags), magic.sealing);
            var cipher = Rc4.of(sealKey);
            return new Way(signKey, sealKey, cipher, cipher, 0);
        }

        private static Bytes weakened(Bytes key, NegotiateFlags flags) {
            if (flags.has(NegotiateFlags.KEY_128)) {
                return key;
            }
            return key.slice(0, flags.has(NegotiateFlags.KEY_56) ? 7 : 5);
        }

        Way then(Rc4 running) {
            return new Way(signKey, sealKey, first, running, sequence + 1 & 0xffff_ffffL);
        }

        Way restarted() {
            return new Way(signKey, sealKey, first, first, sequence);
        }

        /** The signature of the next message, and the cipher behind it. */
        Rc4.Result sign(Rc4 running, Bytes message, boolean keyExchange) {
            int low = (int) sequence;
            Bytes number = Bytes.of(low, low >> 8, low >> 16, low >> 24);
            Bytes digest = Digests.hmacMd5(signKey, number, message).slice(0, 8);
            var checksum = keyExchange ? running.apply(digest) : new Rc4.Result(digest, running);
            return new Rc4.Result(Bytes.concat(VERSION, checksum.data(), number), checksum.next());
        }
    }

    /**
     * @param role whose session this is
     * @param exportedSessionKey 16 bytes
     * @param flags what was agreed on; must have EXTENDED_SESSIONSECURITY
     */
    public static NtlmSession of(Role role, Bytes exportedSessionKey, NegotiateFlags flags) {
        if (!flags.has(NegotiateFlags.EXTENDED_SESSIONSECURITY)) {
            throw new IllegalArgumentException("only extended session security is supported");
        }
        return new NtlmSession(
                Way.of(role, exportedSessionKey, flags),
                Way.of(role.peer(), exportedSessionKey, flags),
                flags.has(NegotiateFlags.KEY_EXCH));
    }

    /** GSS_WrapEx: signs and encrypts. */
    public Result seal(Bytes plain) {
        var cipherText = sending.cipher.apply(plain);
        var signature = sending.sign(cipherText.next(), plain, keyExchange);
        return new Result(sent(signature.next()), Bytes.concat(signature.data(), cipherText.data()));
    }

    /** GSS_UnwrapEx. @throws ProtocolViolationException with BAD_SIGNATURE */
    public Result unseal(Bytes token) {
        var in = WireReader.of(token, Stage.CREDSSP, NAME);
        Bytes signature = in.bytes("Signature", SIGNATURE_LENGTH);
        var plain = receiving.cipher.apply(in.rest("Message"));
        var expected = receiving.sign(plain.next(), plain.data(), keyExchange);
        expect(expected.data(), signature);
        return new Result(received(expected.next()), plain.data());
    }

    /** GSS_GetMICEx: the signature alone. */
    public Result sign(Bytes message) {
        var signature = sending.sign(sending.cipher, message, keyExchange);
        return new Result(sent(signature.next()), signature.data());
    }

    /** GSS_VerifyMICEx. @throws ProtocolViolationException with BAD_SIGNATURE */
    public NtlmSession verify(Bytes message, Bytes signature) {
        var expected = receiving.sign(receiving.cipher, message, keyExchange);
        expect(expected.data(), signature);
        return received(expected.next());
    }

    /** The ciphers of one direction as they were at first, the sequence number as it is, [MS-SPNG] 3.3.5.1. */
    NtlmSession restartSending() {
        return new NtlmSession(sending.restarted(), receiving, keyExchange);
    }

    NtlmSession restartReceiving() {
        return new NtlmSession(sending, receiving.restarted(), keyExchange);
    }

    Bytes sendingSignKey() {
        return sending.signKey;
    }

    Bytes sendingSealKey() {
        return sending.sealKey;
    }

    private NtlmSession sent(Rc4 running) {
        return new NtlmSession(sending.then(running), receiving, keyExchange);
    }

    private NtlmSession received(Rc4 running) {
        return new NtlmSession(sending, receiving.then(running), keyExchange);
    }

    private static void expect(Bytes expected, Bytes signature) {
        if (!expected.equals(signature)) {
            throw new ProtocolViolationException(
                    Stage.CREDSSP, NAME, "Checksum", 4, Problem.BAD_SIGNATURE, "made with another key or altered");
        }
    }

    @Override
    public String toString() {
        return "NtlmSession[sent=" + sending.sequence + ", received=" + receiving.sequence + "]";
    }
}
