package dev.rdplab.lab.scenario;

import dev.rdplab.lab.codes.CodeSpace;
import dev.rdplab.protocol.handshake.server.AadPolicy;
import dev.rdplab.protocol.handshake.server.AutoDetectPolicy;
import dev.rdplab.protocol.handshake.server.MultitransportPolicy;
import dev.rdplab.protocol.handshake.server.RdstlsPolicy;
import dev.rdplab.protocol.handshake.server.SessionPolicy;
import dev.rdplab.protocol.multitransport.InitiateMultitransportRequest;
import dev.rdplab.words.Form;
import dev.rdplab.words.Forms;
import dev.rdplab.words.Key;
import dev.rdplab.words.Section;
import dev.rdplab.words.Values;
import dev.rdplab.words.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The keys of a server that say what it sends between Client Info and the session, and how it authenticates without CredSSP. */
final class SessionKeys {

    private static final int RELIABLE = InitiateMultitransportRequest.UDP_RELIABLE;
    private static final int LOSSY = InitiateMultitransportRequest.UDP_LOSSY;

    private static final Key<Boolean> RTT =
            Key.of("rtt", Forms.FLAG, "the round trip; left out: `true` unless bandwidth is measured");
    private static final Key<Boolean> BANDWIDTH = Key.flag("bandwidth", "the bandwidth");
    private static final Key<Boolean> CONTINUOUS = Key.flag("continuous", "once more in the session");
    private static final Key<AutoDetectPolicy.During> DURING = Key.of(
                    "during",
                    Forms.words(AutoDetectPolicy.During.values()),
                    "where it comes; `capabilities` is between licensing and Demand Active")
            .or("before-licensing");
    private static final Key<Boolean> WAIT_FOR_ANSWER =
            Key.flag("wait-for-answer", "goes on only once the client has answered");

    static final Section<AutoDetectPolicy> MEASUREMENTS =
            Section.of(SessionKeys::measurements, RTT, BANDWIDTH, CONTINUOUS, DURING, WAIT_FOR_ANSWER);

    /** What is measured on the message channel. */
    static final Form<AutoDetectPolicy> AUTO_DETECT =
            Forms.either(Words.of("true", AutoDetectPolicy.RTT, "false", AutoDetectPolicy.NONE), MEASUREMENTS);

    private static final Key<List<Integer>> REQUESTS = Key.of(
                    "requests",
                    Forms.list(Words.of("reliable", RELIABLE, "lossy", LOSSY), 0, 2),
                    "which transports are offered")
            .or(MultitransportPolicy.ANNOUNCED.protocols(), "both");
    private static final Key<Boolean> WAIT = Key.flag("wait", "goes on only once the client has answered");
    private static final Key<Boolean> UNASKED =
            Key.flag("unasked", "also to a client that did not announce the transport");

    static final Section<MultitransportPolicy> OFFERS = Section.of(
            values -> new MultitransportPolicy(values.get(REQUESTS), values.get(UNASKED), values.get(WAIT)),
            REQUESTS,
            WAIT,
            UNASKED);

    /** Which UDP transports are offered. */
    static final Form<MultitransportPolicy> MULTITRANSPORT = Forms.either(counts(), OFFERS);

    /** When the session is deactivated. */
    static final Words<SessionPolicy.Deactivation> REACTIVATE = reactivate();

    private static final Key<Long> RESULT =
            Key.of("result", Forms.whole(0, 0xffff_ffffL), "the result code of every request, such as `0x52e`");
    private static final Key<Boolean> ALWAYS =
            Key.flag("always", "selects RDSTLS whenever it is offered, whatever `security` says");

    static final Section<RdstlsPolicy> RDSTLS = Section.of(
            values -> new RdstlsPolicy(values.get(ALWAYS), Optional.empty(), number(values, RESULT)), RESULT, ALWAYS);

    private static final Key<String> HOST =
            Key.of("host", Forms.text(), "the name that an assertion must be for; left out: any");
    private static final Key<Long> AAD_RESULT =
            Key.of("result", CodeForm.of(CodeSpace.NTSTATUS), "the HRESULT or NTSTATUS that answers every assertion");

    static final Section<AadPolicy> AAD =
            Section.of(values -> new AadPolicy(values.find(HOST), number(values, AAD_RESULT)), HOST, AAD_RESULT);

    private SessionKeys() {}

    private static OptionalLong number(Values values, Key<Long> key) {
        return values.find(key).map(OptionalLong::of).orElse(OptionalLong.empty());
    }

    private static AutoDetectPolicy measurements(Values values) {
        boolean waits = values.get(WAIT_FOR_ANSWER);
        var during = values.get(DURING);
        if (waits && during == AutoDetectPolicy.During.LICENSING) {
            throw values.wrong(
                    WAIT_FOR_ANSWER,
                    "licensing goes on by itself",
                    "during: before-licensing or capabilities beside it");
        }
        boolean bandwidth = values.get(BANDWIDTH);
        return new AutoDetectPolicy(
                values.find(RTT).orElse(!bandwidth), bandwidth, values.get(CONTINUOUS), during, waits);
    }

    private static Words<MultitransportPolicy> counts() {
        var words = new LinkedHashMap<String, MultitransportPolicy>();
        words.put("true", MultitransportPolicy.ANNOUNCED);
        words.put("false", MultitransportPolicy.NONE);
        words.put("0", MultitransportPolicy.NONE);
        words.put("1", new MultitransportPolicy(List.of(RELIABLE), false, false));
        words.put("2", new MultitransportPolicy(List.of(RELIABLE, LOSSY), false, false));
        return new Words<>("", words);
    }

    private static Words<SessionPolicy.Deactivation> reactivate() {
        var words = new LinkedHashMap<String, SessionPolicy.Deactivation>();
        words.put("true", SessionPolicy.Deactivation.IN_SESSION);
        words.put("false", SessionPolicy.Deactivation.NEVER);
        words.put("in-session", SessionPolicy.Deactivation.IN_SESSION);
        words.put("before-demand", SessionPolicy.Deactivation.BEFORE_DEMAND);
        return new Words<>("", words);
    }
}
