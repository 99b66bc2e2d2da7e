package dev.rdplab.protocol.rdsaad;

import dev.rdplab.protocol.security.RsaPublicKey;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The tenant of the lab: makes access tokens and assertions for the client, and judges them for the server. A real tenant
 * also checks who the user and the device are, consent, licences, conditional access, the nonce that it gave the client
 * itself and revocation; a real server fetches the tenant's keys and knows its own device id.
 */
public final class LabTenant {

    public static final long SUCCESS = 0;
    public static final long SEC_E_INVALID_TOKEN = 0x8009_0308L;
    public static final long E_ACCESSDENIED = 0x8007_0005L;
    public static final long STATUS_LOGON_FAILURE = 0xC000_006DL;

    private static final String AUDIENCE = "ms-device-service://termsrv.wvd.microsoft.com/name/";
    private static final long LIFETIME_SECONDS = 3_600;

    /** Clocks may differ by so much. */
    private static final long SKEW_SECONDS = 300;

    private LabTenant() {}

    /**
     * The client's assertion: an access token for the host, bound to the client's key, and the server's nonce, signed with
     * that key.
     *
     * @param seconds since 1970
     */
    public static String assertion(String user, String host, String tsNonce, long seconds) {
        var key = LabKeys.CLIENT.publicKey();
        String token = Jws.sign(
                "{\"typ\":\"JWT\",\"alg\":\"RS256\",\"kid\":\"rdplab\"}",
                "{\"aud\":" + Json.quoted(AUDIENCE + host) + ",\"upn\":" + Json.quoted(user) + ",\"exp\":"
                        + (seconds + LIFETIME_SECONDS) + ",\"cnf\":{\"kid\":" + Json.quoted(keyId(key)) + "}}",
                LabKeys.TENANT);
        return Jws.sign(
                "{\"alg\":\"RS256\",\"kid\":" + Json.quoted(keyId(key)) + "}",
                "{\"ts\":\"" + seconds + "\",\"at\":" + Json.quoted(token) + ",\"u\":" + Json.quoted(AUDIENCE + host)
                        + ",\"nonce\":" + Json.quoted(tsNonce) + ",\"cnf\":{\"jwk\":" + jwk(key)
                        + "},\"client_claims\":\"{\\\"aad_nonce\\\":\\\"rdplab\\\"}\"}",
                LabKeys.CLIENT);
    }

    /** @param refusal 0 when the assertion is good @param why one line without secrets */
    public record Judgement(long refusal, String why, String user) {}

    /**
     * Judges an assertion as the server does.
     *
     * @param host the server's own name; empty for any
     * @param seconds since 1970
     */
    public static Judgement judge(String assertion, Optional<String> host, String tsNonce, long seconds) {
        var outer = Jws.parse(assertion);
        if (outer.isEmpty()) {
            return invalid("the assertion is not a JWS");
        }
        var claims = outer.get().payload();
        var key = key(Json.child(Json.child(claims, "cnf"), "jwk"));
        if (key.isEmpty() || !outer.get().verifies(key.get())) {
            return invalid("the assertion is not signed with the key in it");
        }
        if (!Json.string(claims, "nonce").equals(Optional.of(tsNonce))) {
            return invalid("the nonce is another one");
        }
        if (!recent(claims, seconds)) {
            return invalid("the assertion is not of now");
        }
        if (host.isPresent() && !Json.string(claims, "u").equals(Optional.of(AUDIENCE + host.get()))) {
            return invalid("the assertion is for another host");
        }
        var token = Json.string(claims, "at").flatMap(Jws::parse);
        if (token.isEmpty() || !token.get().verifies(LabKeys.TENANT.publicKey())) {
            return invalid("the access token is not of the tenant");
        }
        var granted = token.get().payload();
        if (host.isPresent() && !Json.string(granted, "aud").equals(Optional.of(AUDIENCE + host.get()))) {
            return invalid("the access token is for another host");
        }
        if (!Json.string(Json.child(granted, "cnf"), "kid").equals(Optional.of(keyId(key.get())))) {
            return invalid("the access token is bound to another key");
        }
        if (!(granted.get("exp") instanceof Long expires) || expires < seconds - SKEW_SECONDS) {
            return invalid("the access token has expired");
        }
        return new Judgement(SUCCESS, "", Json.string(granted, "upn").orElse(""));
    }

    private static boolean recent(Map<String, Object> claims, long seconds) {
        try {
            return Math.abs(Long.parseLong(Json.string(claims, "ts").orElse("")) - seconds) <= SKEW_SECONDS;
        } catch (NumberFormatException no) {
            return false;
        }
    }

    private static Judgement invalid(String why) {
        return new Judgement(SEC_E_INVALID_TOKEN, why, "");
    }

    private static String jwk(RsaPublicKey key) {
        return "{\"kty\":\"RSA\",\"e\":" + Json.quoted(number(key.publicExponent())) + ",\"n\":"
                + Json.quoted(number(key.modulus())) + "}";
    }

    /** The thumbprint of RFC 7638, as the clients of [MS-RDPBCGR] name their key. */
    private static String keyId(RsaPublicKey key) {
        return Jws.base64(Jws.hash("{\"e\":" + Json.quoted(number(key.publicExponent())) + ",\"kty\":\"RSA\",\"n\":"
                + Json.quoted(number(key.modulus())) + "}"));
    }

    private static Optional<RsaPublicKey> key(Map<String, Object> jwk) {
        var members = new LinkedHashMap<>(jwk);
        try {
            var modulus = Json.string(members, "n").map(LabTenant::number);
            var exponent = Json.string(members, "e").map(LabTenant::number);
            return modulus.isEmpty() || exponent.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new RsaPublicKey(modulus.get(), exponent.get()));
        } catch (IllegalArgumentException unfit) {
            return Optional.empty();
        }
    }

    private static String number(BigInteger value) {
        byte[] bytes = value.toByteArray();
        return Jws.base64(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    private static BigInteger number(String base64) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(base64));
    }
}
