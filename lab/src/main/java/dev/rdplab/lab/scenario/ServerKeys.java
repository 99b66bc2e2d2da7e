package dev.rdplab.lab.scenario;

import dev.rdplab.lab.codes.CodeSpace;
import dev.rdplab.lab.scenario.ServerSpec.Listen;
import dev.rdplab.protocol.handshake.Deadlines;
import dev.rdplab.protocol.handshake.server.AadPolicy;
import dev.rdplab.protocol.handshake.server.Account;
import dev.rdplab.protocol.handshake.server.AutoDetectPolicy;
import dev.rdplab.protocol.handshake.server.CredSspPolicy;
import dev.rdplab.protocol.handshake.server.LicensingPolicy;
import dev.rdplab.protocol.handshake.server.McsPolicy;
import dev.rdplab.protocol.handshake.server.MultitransportPolicy;
import dev.rdplab.protocol.handshake.server.RdstlsPolicy;
import dev.rdplab.protocol.handshake.server.SecurityLayer;
import dev.rdplab.protocol.handshake.server.ServerPolicy;
import dev.rdplab.protocol.handshake.server.SessionPolicy;
import dev.rdplab.protocol.mcs.DisconnectReason;
import dev.rdplab.protocol.x224.FailureCode;
import dev.rdplab.protocol.x224.ResponseFlags;
import dev.rdplab.protocol.x224.SecurityProtocols;
import dev.rdplab.words.Form;
import dev.rdplab.words.Forms;
import dev.rdplab.words.Key;
import dev.rdplab.words.Section;
import dev.rdplab.words.Values;
import dev.rdplab.words.Words;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The key {@code server}: each of its keys once, and the policy that is made of them. */
final class ServerKeys {

    private static final int MOST_DEMAND_ACTIVES = 8;
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private static final Key<Duration> AFTER =
            Key.of("after", Forms.DURATION, "how late the port opens").needed();
    private static final Form<Listen> LISTEN_FORM = Forms.either(
            Words.of("at-once", Listen.AT_ONCE, "refuse", new Listen(true, Duration.ZERO)),
            Section.of(values -> new Listen(false, values.get(AFTER)), AFTER));

    private static final Key<Listen> LISTEN = Key.of(
                    "listen", LISTEN_FORM, "whether the port is open; `{ after: 500ms }` opens it late")
            .or("at-once");
    private static final Key<SecurityLayer> SECURITY = Key.of(
                    "security",
                    Forms.words(SecurityLayer.values(), SecurityLayer::word),
                    "which security layers the server accepts")
            .or("nla");
    private static final Key<Long> NEGOTIATION_FAILURE = Key.of(
            "negotiation-failure",
            CodeForm.of(CodeSpace.NEGOTIATION),
            "refuses the Connection Request with this RDP_NEG_FAILURE code");
    private static final Key<Long> FORCED_PROTOCOL = Key.of(
            "forced-protocol",
            CodeForm.of(CodeSpace.PROTOCOL),
            "selects this protocol, whether it was requested or not");
    private static final Key<Long> RESPONSE_FLAGS =
            Key.of("response-flags", Forms.whole(0, 0xff), "flags of RDP_NEG_RSP, one byte");
    private static final Key<ServerSpec.Tls> TLS = Key.section("tls", TlsKeys.SERVER, "TLS, see below");
    private static final Key<List<Account>> ACCOUNTS = Key.of(
                    "accounts",
                    Forms.list(AccountKeys.SECTION, 0, AccountKeys.MAX),
                    "accounts that may log on, see below")
            .or(List.of(ServerSpec.LAB_ACCOUNT), "the lab's one account");
    private static final Key<CredSspPolicy> CREDSSP = Key.section("credssp", PolicyKeys.CREDSSP, "CredSSP, see below");
    private static final Key<Long> EARLY_AUTH = Key.of(
                    "early-auth",
                    CodeForm.of(CodeSpace.EARLY_AUTH),
                    "the Early User Authorization Result; needs security `ext` or `negotiate`")
            .or("0");
    private static final Key<McsPolicy> MCS = Key.section("mcs", PolicyKeys.MCS, "MCS results, see below");
    private static final Key<LicensingPolicy> LICENSING = Key.of(
                    "licensing",
                    PolicyKeys.LICENSING,
                    "how the client is licensed; `{ error: ERR_NO_LICENSE, transition: ST_TOTAL_ABORT }` sends a"
                            + " licensing error")
            .or("valid-client");
    private static final Key<Long> ERROR_INFO = Key.of(
            "error-info",
            CodeForm.of(CodeSpace.ERRINFO),
            "sends Set Error Info with this code and ends the connection");
    private static final Key<DisconnectReason> DISCONNECT_REASON = Key.of(
            "disconnect-reason",
            new CodeForm(CodeSpace.ULTIMATUM, 0, DisconnectReason.values().length - 1L).as(DisconnectReason::of),
            "sends a DisconnectProviderUltimatum with this reason, after `error-info` if both are there");
    private static final Key<Boolean> LATE = Key.of(
                    "dismiss",
                    Words.of("after-client-info", false, "in-session", true),
                    "when `error-info` and `disconnect-reason` are sent")
            .or("after-client-info");
    private static final Key<AutoDetectPolicy> AUTO_DETECT = Key.of(
                    "auto-detect",
                    SessionKeys.AUTO_DETECT,
                    "measures on the message channel; `true` is one round trip before licensing")
            .or("false");
    private static final Key<MultitransportPolicy> MULTITRANSPORT = Key.of(
                    "multitransport",
                    SessionKeys.MULTITRANSPORT,
                    "offers UDP after licensing to a client that announced it: `true` each transport, `1` the reliable one,"
                            + " `2` both; the lab's server never listens on UDP")
            .or("false");
    private static final Key<SessionPolicy.Deactivation> REACTIVATE = Key.of(
                    "reactivate",
                    SessionKeys.REACTIVATE,
                    "a Deactivate All PDU: `true` behind the Font Map, and the session is activated again;"
                            + " `before-demand` before the first Demand Active")
            .or("false");
    private static final Key<SessionPolicy.Finalization> SYNCHRONIZE = Key.of(
                    "synchronize",
                    Forms.words(SessionPolicy.Finalization.values()),
                    "when Synchronize and Control are sent: `early` behind Demand Active, `late` in answer to the client")
            .or("after-confirm-active");
    private static final Key<Long> DEMAND_ACTIVES = Key.of(
                    "demand-actives", Forms.whole(1, MOST_DEMAND_ACTIVES), "how many Demand Active PDUs are sent")
            .or("1");
    private static final Key<RedirectKeys.Redirect> REDIRECT = Key.of(
            "redirect", RedirectKeys.SECTION, "sends clients elsewhere, but those that were sent here; see below");
    private static final Key<RdstlsPolicy> RDSTLS = Key.section("rdstls", SessionKeys.RDSTLS, "RDSTLS, see below");
    private static final Key<AadPolicy> AAD =
            Key.section("aad", SessionKeys.AAD, "sign-in with Entra ID, with a tenant of the lab's own; see below");
    private static final Key<Boolean> STRICT = Key.flag(
            "strict",
            "ends the connection where a client deviates in a way that real servers tolerate; otherwise the deviation is noted");
    private static final Key<Deadlines> DEADLINES = DeadlineForm.key(
            DEADLINE, "60s", "how long the server waits in each stage: one duration, `never`, or durations by stage");

    /** A server as it stands in a file. */
    static final Section<ServerSpec> SECTION = Section.of(
            ServerKeys::spec,
            LISTEN,
            SECURITY,
            NEGOTIATION_FAILURE,
            FORCED_PROTOCOL,
            RESPONSE_FLAGS,
            TLS,
            ACCOUNTS,
            CREDSSP,
            EARLY_AUTH,
            MCS,
            LICENSING,
            ERROR_INFO,
            DISCONNECT_REASON,
            LATE,
            AUTO_DETECT,
            MULTITRANSPORT,
            REACTIVATE,
            SYNCHRONIZE,
            DEMAND_ACTIVES,
            REDIRECT,
            RDSTLS,
            AAD,
            STRICT,
            DEADLINES);

    private ServerKeys() {}

    private static ServerSpec spec(Values values) {
        return new ServerSpec(values.get(LISTEN), policy(values), values.get(TLS), values.get(DEADLINES));
    }

    private static ServerPolicy policy(Values values) {
        var policy = ServerPolicy.of(values.get(SECURITY))
                .withAccounts(values.get(ACCOUNTS))
                .withCredSsp(values.get(CREDSSP))
                .withEarlyAuthorization(values.get(EARLY_AUTH))
                .withMcs(values.get(MCS))
                .withLicensing(values.get(LICENSING))
                .withSession(session(values))
                .withAad(values.get(AAD))
                .withRdstls(values.get(RDSTLS))
                .withStrict(values.get(STRICT));
        policy = redirecting(policy, values.find(REDIRECT));
        policy = values.find(NEGOTIATION_FAILURE)
                .map(FailureCode::new)
                .map(policy::withNegotiationFailure)
                .orElse(policy);
        policy = values.find(FORCED_PROTOCOL)
                .map(SecurityProtocols::new)
                .map(policy::withForcedProtocol)
                .orElse(policy);
        var flags = values.find(RESPONSE_FLAGS).map(number -> new ResponseFlags(Math.toIntExact(number)));
        return flags.map(policy::withResponseFlags).orElse(policy);
    }

    private static SessionPolicy session(Values values) {
        var errorInfo = values.find(ERROR_INFO).map(OptionalLong::of).orElse(OptionalLong.empty());
        var reason = values.find(DISCONNECT_REASON);
        if (values.has(LATE) && errorInfo.isEmpty() && reason.isEmpty()) {
            throw values.wrong(LATE, "there is nothing to send", "error-info or disconnect-reason beside it");
        }
        var policy = SessionPolicy.DEFAULT
                .withAutoDetect(values.get(AUTO_DETECT))
                .withMultitransport(values.get(MULTITRANSPORT))
                .withDeactivation(values.get(REACTIVATE))
                .withFinalization(values.get(SYNCHRONIZE))
                .withDemandActives(Math.toIntExact(values.get(DEMAND_ACTIVES)))
                .withDismissLate(values.get(LATE));
        policy = errorInfo.isPresent() ? policy.withErrorInfo(errorInfo.getAsLong()) : policy;
        return reason.map(policy::withDisconnectReason).orElse(policy);
    }

    /** What a redirection hands out is what RDSTLS takes from then on. */
    private static ServerPolicy redirecting(ServerPolicy policy, Optional<RedirectKeys.Redirect> redirect) {
        if (redirect.isEmpty()) {
            return policy;
        }
        var handedOut = redirect.get().handedOut();
        var rdstls = policy.rdstls();
        return policy.withRedirect(redirect.get().policy())
                .withRdstls(new RdstlsPolicy(rdstls.always() || handedOut.isPresent(), handedOut, rdstls.result()));
    }
}
