package dev.rdplab.protocol.credssp;

import static dev.rdplab.protocol.der.DerReader.SEQUENCE;
import static dev.rdplab.protocol.der.DerReader.context;

import dev.rdplab.protocol.Pdu;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.der.DerLengths;
import dev.rdplab.protocol.der.DerReader;
import dev.rdplab.protocol.der.DerWriter;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import dev.rdplab.protocol.wire.WireReader;
import dev.rdplab.protocol.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * The one message of CredSSP, [MS-CSSP] 2.2.1, in DER.
 *
 * @param version the sender's CredSSP version; 2 to 6 are defined, every number is taken, as a peer must
 * @param negoTokens SPNEGO, NTLM or Kerberos tokens; empty when the field is absent, at most {@value #MAX_NEGO_TOKENS}
 * @param authInfo the wrapped {@link TsCredentials}
 * @param pubKeyAuth the wrapped {@link PublicKeyBinding}
 * @param errorCode an NTSTATUS, 0 to 0xFFFFFFFF; only servers of version 3, 4 and 6 on send it
 * @param clientNonce {@value #NONCE_LENGTH} bytes, from version 5 on
 * @param lengths the form in which lengths are written, so that a message is written again as it was read
 */
public record TsRequest(
        int version,
        List<Bytes> negoTokens,
        Optional<Bytes> authInfo,
        Optional<Bytes> pubKeyAuth,
        OptionalLong errorCode,
        Optional<Bytes> clientNonce,
        DerLengths lengths)
        implements Pdu {

    public static final String NAME = "TSRequest";

    /** Bytes of {@link #clientNonce}. */
    public static final int NONCE_LENGTH = 32;

    /** One is usual; the specification sets no bound. */
    public static final int MAX_NEGO_TOKENS = 8;

    public TsRequest {
        negoTokens = List.copyOf(negoTokens);
        Objects.requireNonNull(lengths);
        if (negoTokens.size() > MAX_NEGO_TOKENS) {
            throw new IllegalArgumentException(negoTokens.size() + " negoTokens, at most " + MAX_NEGO_TOKENS);
        }
        if (errorCode.isPresent() && errorCode.getAsLong() >>> 32 != 0) {
            throw new IllegalArgumentException("errorCode is not an unsigned 32-bit number: " + errorCode.getAsLong());
        }
        clientNonce.ifPresent(nonce -> {
            if (nonce.length() != NONCE_LENGTH) {
                throw new IllegalArgumentException("clientNonce of " + nonce.length() + " bytes");
            }
        });
    }

    public TsRequest(
            int version,
            List<Bytes> negoTokens,
            Optional<Bytes> authInfo,
            Optional<Bytes> pubKeyAuth,
            OptionalLong errorCode,
            Optional<Bytes> clientNonce) {
        this(version, negoTokens, authInfo, pubKeyAuth, errorCode, clientNonce, DerLengths.MINIMAL);
    }

    /** A message with nothing but a version, to be filled by the {@code with} methods. */
    public static TsRequest of(int version) {
        return new TsRequest(
                version, List.of(), Optional.empty(), Optional.empty(), OptionalLong.empty(), Optional.empty());
    }

    public TsRequest withNegoToken(Bytes token) {
        return new TsRequest(version, List.of(token), authInfo, pubKeyAuth, errorCode, clientNonce, lengths);
    }

    public TsRequest withAuthInfo(Bytes wrapped) {
        return new TsRequest(version, negoTokens, Optional.of(wrapped), pubKeyAuth, errorCode, clientNonce, lengths);
    }

    public TsRequest withPubKeyAuth(Bytes wrapped) {
        return new TsRequest(version, negoTokens, authInfo, Optional.of(wrapped), errorCode, clientNonce, lengths);
    }

    /** @param ntStatus 0 to 0xFFFFFFFF */
    public TsRequest withErrorCode(long ntStatus) {
        return new TsRequest(
                version, negoTokens, authInfo, pubKeyAuth, OptionalLong.of(ntStatus), clientNonce, lengths);
    }

    public TsRequest withClientNonce(Bytes nonce) {
        return new TsRequest(version, negoTokens, authInfo, pubKeyAuth, errorCode, Optional.of(nonce), lengths);
    }

    @Override
    public void encode(WireWriter out) {
        out.structure(NAME, w -> DerWriter.to(w, lengths).element("TSRequest", SEQUENCE, request -> {
            request.element("version", context(0), e -> e.integer("version", version));
            if (!negoTokens.isEmpty()) {
                request.element("negoTokens", context(1), e -> e.element("negoTokens", SEQUENCE, this::nego));
            }
            authInfo.ifPresent(v -> request.element("authInfo", context(2), e -> e.octetString("authInfo", v)));
            pubKeyAuth.ifPresent(v -> request.element("pubKeyAuth", context(3), e -> e.octetString("pubKeyAuth", v)));
            // An NTSTATUS with its highest bit set is written as the negative number it is in Windows' headers.
            errorCode.ifPresent(v -> request.element("errorCode", context(4), e -> e.integer("errorCode", (int) v)));
            clientNonce.ifPresent(
                    v -> request.element("clientNonce", context(5), e -> e.octetString("clientNonce", v)));
        }));
    }

    private void nego(DerWriter list) {
        for (Bytes token : negoTokens) {
            list.element(
                    "NegoData",
                    SEQUENCE,
                    data -> data.element("negoToken", context(0), e -> e.octetString("negoToken", token)));
        }
    }

    /** @throws ProtocolViolationException naming the field that is wrong */
    public static TsRequest decode(Bytes message) {
        return decode(WireReader.of(message, Stage.CREDSSP, NAME));
    }

    /** Reads all that {@code wire} holds. @throws ProtocolViolationException naming the field that is wrong */
    public static TsRequest decode(WireReader wire) {
        var in = DerReader.of(wire.as(NAME));
        var request = in.enter("TSRequest", SEQUENCE);
        in.expectEnd();
        int version = only(request, "version", 0, e -> e.integer("version"));
        List<Bytes> tokens = request.next(context(1)) ? negoTokens(request) : List.of();
        var authInfo = optional(request, "authInfo", 2);
        var pubKeyAuth = optional(request, "pubKeyAuth", 3);
        var errorCode = request.next(context(4))
                ? OptionalLong.of(Integer.toUnsignedLong(only(request, "errorCode", 4, e -> e.integer("errorCode"))))
                : OptionalLong.empty();
        var nonce = optional(request, "clientNonce", 5);
        if (nonce.isPresent() && nonce.get().length() != NONCE_LENGTH) {
            throw request.violation(
                    "clientNonce", Problem.LENGTH_OUT_OF_BOUNDS, nonce.get().length() + " bytes, 32 required");
        }
        request.expectEnd();
        return new TsRequest(version, tokens, authInfo, pubKeyAuth, errorCode, nonce, request.lengths());
    }

    private static List<Bytes> negoTokens(DerReader request) {
        var tokens = new ArrayList<Bytes>();
        var field = request.enter("negoTokens", context(1));
        var list = field.enter("negoTokens", SEQUENCE);
        field.expectEnd();
        do {
            if (tokens.size() == MAX_NEGO_TOKENS) {
                throw list.violation("negoTokens", Problem.LIMIT_EXCEEDED, "more than " + MAX_NEGO_TOKENS);
            }
            var data = list.enter("NegoData", SEQUENCE);
            tokens.add(only(data, "negoToken", 0, e -> e.octetString("negoToken")));
            data.expectEnd();
        } while (list.hasRemaining());
        return tokens;
    }

    private static Optional<Bytes> optional(DerReader in, String field, int number) {
        return in.next(context(number))
                ? Optional.of(only(in, field, number, e -> e.octetString(field)))
                : Optional.empty();
    }

    private static <T> T only(DerReader in, String field, int number, Function<DerReader, T> read) {
        var element = in.enter(field, context(number));
        T value = read.apply(element);
        element.expectEnd();
        return value;
    }
}
