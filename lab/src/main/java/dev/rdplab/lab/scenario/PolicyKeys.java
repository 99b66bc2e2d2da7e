package dev.rdplab.lab.scenario;

import dev.rdplab.lab.codes.CodeSpace;
import dev.rdplab.protocol.handshake.server.CredSspPolicy;
import dev.rdplab.protocol.handshake.server.LicensingPolicy;
import dev.rdplab.protocol.handshake.server.McsPolicy;
import dev.rdplab.protocol.mcs.McsResult;
import dev.rdplab.protocol.ntlm.NtlmPolicy;
import dev.rdplab.protocol.spnego.MicForm;
import dev.rdplab.protocol.spnego.TokenForm;
import dev.rdplab.words.Form;
import dev.rdplab.words.Forms;
import dev.rdplab.words.Key;
import dev.rdplab.words.Section;
import dev.rdplab.words.Values;
import dev.rdplab.words.Words;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The keys {@code credssp}, {@code mcs} and {@code licensing} of a server. */
final class PolicyKeys {

    private static final Key<Long> VERSION = Key.of("version", Forms.whole(2, 255), "the highest TSRequest version")
            .or("6");
    private static final Key<CredSspPolicy.PubKeyAuth> PUB_KEY_AUTH = Key.of(
                    "pub-key-auth",
                    Forms.words(CredSspPolicy.PubKeyAuth.values()),
                    "the server's proof that it holds the key of the TLS channel")
            .or("right");
    private static final Key<TokenForm> MECHANISM = Key.of(
                    "mechanism",
                    Forms.words("", List.of(TokenForm.ANY, TokenForm.BARE, TokenForm.SPNEGO), PolicyKeys::mechanism),
                    "what the first token may be: `ntlm` is bare NTLM, `spnego` only SPNEGO")
            .or("any");
    private static final Key<TargetInfo> TARGET_INFO = Key.of(
                    "target-info", Forms.words(TargetInfo.values()), "the AV pairs of the NTLM CHALLENGE")
            .or("full");
    private static final Key<Duration> TIMESTAMP_SKEW = Key.of(
                    "timestamp-skew", Forms.SIGNED_DURATION, "added to the time in the CHALLENGE")
            .or("0s");
    private static final Key<Long> ERROR_INSTEAD = Key.of(
            "error-instead-of-challenge",
            CodeForm.of(CodeSpace.NTSTATUS),
            "answers the first token with this NTSTATUS");

    private static final Key<Boolean> NTLM = Key.of(
                    "ntlm",
                    Words.of("enabled", false, "blocked", true),
                    "`blocked`: every AUTHENTICATE is answered with STATUS_NTLM_BLOCKED")
            .or("enabled");
    private static final Key<Long> LM_LEVEL = Key.of(
                    "lm-compatibility-level",
                    Forms.whole(0, NtlmPolicy.VERSION_2_ALONE),
                    "below 5 an NTLM version 1 response is taken")
            .or("5");
    private static final Key<MicForm> MECH_LIST_MIC = Key.of(
                    "mech-list-mic", Forms.words(MicForm.values()), "how SPNEGO's list of mechanisms is signed")
            .or("right");
    private static final Key<Boolean> PUB_KEY_AUTH_LEG = Key.of(
                    "pub-key-auth-leg",
                    Words.of("with-authenticate", false, "after-mic", true),
                    "the server's proof in one TSRequest with its last token, or in one of its own behind it")
            .or("with-authenticate");

    static final Section<CredSspPolicy> CREDSSP = Section.of(
            PolicyKeys::credSsp,
            VERSION,
            PUB_KEY_AUTH,
            MECHANISM,
            TARGET_INFO,
            TIMESTAMP_SKEW,
            ERROR_INSTEAD,
            NTLM,
            LM_LEVEL,
            MECH_LIST_MIC,
            PUB_KEY_AUTH_LEG);

    private static final Form<McsResult> RESULT =
            new CodeForm(CodeSpace.MCS, 0, McsResult.values().length - 1L).as(McsResult::of);
    private static final Key<McsResult> CONNECT_RESPONSE =
            Key.of("connect-response", RESULT, "result of Connect-Response").or("0");
    private static final Key<McsResult> ATTACH_USER =
            Key.of("attach-user", RESULT, "result of Attach-User-Confirm").or("0");
    private static final Key<McsResult> CHANNEL_JOIN = Key.of(
                    "channel-join", RESULT, "result of the first Channel-Join-Confirm")
            .or("0");
    private static final Key<Boolean> SKIP_CHANNEL_JOIN =
            Key.flag("skip-channel-join", "skips the channel joins with a client that can do without");
    private static final Key<Boolean> MESSAGE_CHANNEL = Key.of(
                    "message-channel", Forms.FLAG, "whether a client that asks for the message channel gets one")
            .or("true");

    static final Section<McsPolicy> MCS = Section.of(
            values -> new McsPolicy(
                    values.get(CONNECT_RESPONSE),
                    values.get(ATTACH_USER),
                    values.get(CHANNEL_JOIN),
                    values.get(MESSAGE_CHANNEL),
                    values.get(SKIP_CHANNEL_JOIN)),
            CONNECT_RESPONSE,
            ATTACH_USER,
            CHANNEL_JOIN,
            SKIP_CHANNEL_JOIN,
            MESSAGE_CHANNEL);

    private static final Key<Long> ERROR =
            Key.of("error", CodeForm.of(CodeSpace.LICENSE), "dwErrorCode").needed();
    private static final Key<Long> TRANSITION = Key.of(
                    "transition", CodeForm.of(CodeSpace.LICENSE_TRANSITION), "dwStateTransition")
            .or("1");
    private static final LicensingPolicy NEW_LICENSE = new LicensingPolicy(
            LicensingPolicy.Mode.NEW_LICENSE,
            LicensingPolicy.VALID_CLIENT.errorCode(),
            LicensingPolicy.VALID_CLIENT.stateTransition());

    static final Section<LicensingPolicy> LICENSING_ERROR = Section.of(
            values -> new LicensingPolicy(LicensingPolicy.Mode.ERROR, values.get(ERROR), values.get(TRANSITION)),
            ERROR,
            TRANSITION);
    static final Form<LicensingPolicy> LICENSING = Forms.either(
            Words.of("valid-client", LicensingPolicy.VALID_CLIENT, "new-license", NEW_LICENSE), LICENSING_ERROR);

    /** The AV pairs of the NTLM CHALLENGE, [MS-NLMP] 2.2.2.1. */
    private enum TargetInfo {
        FULL,
        NO_TIMESTAMP,
        MISSING
    }

    private PolicyKeys() {}

    private static CredSspPolicy credSsp(Values values) {
        var policy = CredSspPolicy.DEFAULT
                .withVersion(Math.toIntExact(values.get(VERSION)))
                .withPubKeyAuth(values.get(PUB_KEY_AUTH))
                .withForm(values.get(MECHANISM))
                .withNtlm(ntlm(values)
                        .withBlocked(values.get(NTLM))
                        .withLmCompatibility(Math.toIntExact(values.get(LM_LEVEL))))
                .withMechListMic(values.get(MECH_LIST_MIC))
                .withProofApart(values.get(PUB_KEY_AUTH_LEG));
        return values.find(ERROR_INSTEAD)
                .map(policy::withErrorInsteadOfChallenge)
                .orElse(policy);
    }

    private static NtlmPolicy ntlm(Values values) {
        var full = NtlmPolicy.DEFAULT.withTimestampSkew(Optional.of(values.get(TIMESTAMP_SKEW)));
        return switch (values.get(TARGET_INFO)) {
            case FULL -> full;
            case NO_TIMESTAMP -> full.withTimestampSkew(Optional.empty());
            case MISSING -> full.withoutTargetInfo();
        };
    }

    private static String mechanism(TokenForm form) {
        return switch (form) {
            case ANY -> "any";
            case BARE -> "ntlm";
            case SPNEGO -> "spnego";
        };
    }
}
