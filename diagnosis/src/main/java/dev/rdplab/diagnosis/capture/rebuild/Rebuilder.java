package dev.rdplab.diagnosis.capture.rebuild;

import dev.rdplab.diagnosis.capture.tcp.Chunk;
import dev.rdplab.diagnosis.capture.tcp.OtherProtocol;
import dev.rdplab.diagnosis.capture.tls.TlsFacts;
import dev.rdplab.diagnosis.capture.tls.TlsItem;
import dev.rdplab.lab.export.tls.KeyLog;
import dev.rdplab.lab.verdict.Observation;
import dev.rdplab.protocol.PduNames;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.credssp.TsRequest;
import dev.rdplab.protocol.decode.Dissected;
import dev.rdplab.protocol.decode.Dissector;
import dev.rdplab.protocol.decode.DissectorContext;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import dev.rdplab.protocol.x224.ConnectionConfirm;
import dev.rdplab.protocol.x224.ConnectionRequest;
import dev.rdplab.protocol.x224.NegotiationReply;
import dev.rdplab.protocol.x224.NegotiationRequest;
import dev.rdplab.protocol.x224.RequestFlags;
import dev.rdplab.protocol.x224.ResponseFlags;
import dev.rdplab.protocol.x224.SecurityProtocols;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the bytes of one connection, in the order of the capture, and tells the story. */
final class Rebuilder {

    private static final int TPDU_CODE = 5; // behind the TPKT header 4 and the length indicator 1
    private static final int CONNECTION_REQUEST = 0xe0;
    private static final int CONNECTION_CONFIRM = 0xd0;

    private final Map<Role, StageRules> rules = new EnumMap<>(Role.class);
    private final Map<Role, Frames> frames = new EnumMap<>(Role.class);
    private final Map<Role, StreamPosition> heard = new EnumMap<>(Role.class);
    private final Set<Role> holed = new HashSet<>();
    private final Set<Role> dead = new HashSet<>(); // sides whose bytes are understood no more
    private final LengthGuess lengths = new LengthGuess();
    private final ConnectionStory story;
    private final KeyLog keys;
    private DissectorContext context = DissectorContext.START;
    private TlsSide tls;
    private RequestFlags asked = RequestFlags.NONE;
    private SecurityProtocols offered = SecurityProtocols.RDP;

    /** @param story what is found is told to it */
    Rebuilder(ConnectionStory story, KeyLog keys) {
        this.story = story;
        this.keys = keys;
        for (Role role : Role.values()) {
            rules.put(role, new StageRules());
            frames.put(role, new Frames(role));
        }
    }

    Optional<TlsFacts> tlsFacts() {
        return Optional.ofNullable(tls).map(TlsSide::facts);
    }

    DissectorContext context() {
        return context;
    }

    void chunk(Role sender, Chunk chunk) {
        if (chunk.afterHole()) {
            holed.add(sender);
            dead.clear();
            story.forgive();
            frames.get(sender).takeRest();
            story.note("bytes of the " + sender + " are missing in the capture");
            story.gap(sender, false);
        }
        boolean cut = chunk.missing() > 0;
        if (dead.contains(sender) && story.bore(sender)) {
            dead.remove(sender); // the other end went on: what comes now is read anew
            frames.get(sender).takeRest();
        }
        if (dead.contains(sender) || chunk.bytes().isEmpty()) {
            if (cut && tls == null) {
                cutShort(sender);
            }
            return;
        }
        if (tls == null && beginsTls(sender, chunk.bytes())) {
            tls = new TlsSide(this, story, keys);
            story.enter(Stage.TLS, chunk.nanos());
            story.anchored();
        }
        if (tls != null) {
            tls.chunk(sender, chunk);
            return;
        }
        clear(sender, chunk.bytes(), StreamPosition.of(chunk));
        if (tls != null) {
            startTls(chunk);
        }
        if (cut && tls == null) {
            cutShort(sender);
        }
    }

    /** The rest of a frame is not in the capture. */
    private void cutShort(Role sender) {
        holed.add(sender);
        frames.get(sender).takeRest();
        story.gap(sender, false);
    }

    /** Takes what was exported for a dissector: TLS records, or PDUs in clear whatever was negotiated. */
    void exported(Role sender, String dissector, Chunk chunk) {
        if (dissector.equals("tls")) {
            tls = tls == null ? new TlsSide(this, story, keys) : tls;
            tls.chunk(sender, chunk);
            return;
        }
        clear(sender, chunk.bytes(), StreamPosition.of(chunk));
    }

    /** Takes bytes that are not encrypted, or no more. */
    void clear(Role sender, Bytes bytes, StreamPosition at) {
        frames.get(sender).add(bytes);
        readFrames(sender, at);
    }

    /** Bytes of TLS before a Connection Confirm: it is missing, or there was never an X.224 layer. */
    private boolean beginsTls(Role sender, Bytes bytes) {
        return frames.get(sender).rest().isEmpty()
                && context.stage() == Stage.X224
                && bytes.get(0) == TlsItem.HANDSHAKE
                && (bytes.length() == 1 || bytes.get(1) == 3);
    }

    /** What either side sent behind its X.224 PDU is TLS already. */
    private void startTls(Chunk chunk) {
        for (Role role : Role.values()) {
            var rest = frames.get(role).takeRest();
            if (!rest.isEmpty()) {
                tls.chunk(role, new Chunk(chunk.end() - rest.length(), rest, chunk.packet(), chunk.nanos(), false));
            }
        }
    }

    private void readFrames(Role sender, StreamPosition at) {
        heard.put(sender, at);
        boolean clear = tls == null;
        try {
            Optional<Bytes> frame;
            do {
                frame = frames.get(sender).next(context);
                frame.ifPresent(bytes -> frame(sender, bytes, at));
            } while (frame.isPresent() && clear == (tls == null));
        } catch (ProtocolViolationException wrong) {
            var rest = frames.get(sender).takeRest();
            if (holed.isEmpty()) { // behind a hole, half a frame or a missing turn is no wonder
                String other = tls == null && context.stage() == Stage.X224 ? OtherProtocol.of(rest) : "";
                broken(
                        sender,
                        other.isEmpty() ? wrong.getMessage() : other + ", not RDP: " + wrong.getMessage(),
                        rest,
                        at);
            }
        }
    }

    /** Nothing of this side is understood from here on. */
    void broken(Role sender, String what, Bytes bytes, StreamPosition at) {
        dead.add(sender);
        story.misunderstood(sender, what, bytes, at, false);
    }

    private void frame(Role sender, Bytes bytes, StreamPosition at) {
        try {
            var pdu = Dissector.dissect(bytes, sender, context);
            if (skipsLogon(pdu)) {
                story.offends(sender, pdu.name() + " where a TSRequest is due: NLA was selected");
            }
            understood(sender, bytes, pdu, at);
        } catch (ProtocolViolationException wrong) {
            story.misunderstood(sender, wrong.getMessage(), bytes, at, true);
        }
    }

    /** The client goes on with MCS although the logon of NLA has not ended. */
    private boolean skipsLogon(Dissected pdu) {
        return pdu.sender() == Role.CLIENT
                && tls != null
                && holed.isEmpty()
                && context.credSsp() == DissectorContext.CredSsp.RUNNING
                && pdu.stage().compareTo(Stage.MCS_CONNECT) >= 0;
    }

    private void understood(Role sender, Bytes bytes, Dissected pdu, StreamPosition at) {
        context = pdu.next();
        story.spoke(sender, pdu.title(), at);
        story.anchored();
        String carries = pdu.carries();
        Stage guessed = null;
        if (pdu.name().equals(PduNames.ENCRYPTED)) {
            int length =
                    pdu.parts().isEmpty() ? 0 : pdu.parts().get(0).toBytes().length();
            var guess = lengths.encrypted(sender, carries, length);
            if (guess.isPresent() && !guess.get().equals(carries) && story.stage() != Stage.ACTIVE) {
                story.infer();
            }
            guessed = guess.map(StageRules::afterName).orElse(null);
            guess.filter(PduNames.FONT_LIST::equals).ifPresent(name -> story.seenFontList());
            carries = guess.filter(name -> !name.equals(pdu.carries()))
                    .map(name -> name + " by its length")
                    .orElse(carries);
        }
        if (pdu.name().equals(PduNames.FONT_LIST)) {
            story.seenFontList();
        }
        for (var view : story.seenBy(sender, at)) {
            passed(view, pdu, carries, guessed, at.nanos(), bytes);
        }
        observe(pdu);
        Announcements.of(pdu, story.stage()).ifPresent(story::announce);
        if (tls == null && pdu.name().equals(PduNames.CONNECTION_CONFIRM)) {
            context.selectedProtocol()
                    .filter(p -> !p.equals(SecurityProtocols.RDP))
                    .ifPresent(p -> tls = new TlsSide(this, story, keys));
        }
    }

    private void passed(View view, Dissected pdu, String carries, Stage guessed, long nanos, Bytes bytes) {
        boolean session = pdu.stage() == Stage.ACTIVE;
        if (!session) {
            view.enter(pdu.stage(), nanos);
        }
        view.message(pdu.sender(), pdu.name(), carries, bytes, "", nanos);
        rules.get(view.transcript().role()).after(pdu).ifPresent(next -> view.enter(next, nanos));
        if (guessed != null) {
            view.enter(guessed, nanos);
        }
        boolean picture = pdu.sender() == Role.SERVER
                && (pdu.name().equals(PduNames.FAST_PATH) || pdu.name().equals(PduNames.UPDATE));
        var least = holed.isEmpty() ? Stage.FINALIZATION : Stage.LICENSING;
        if (picture && view.stage().compareTo(least) >= 0) {
            view.enter(Stage.ACTIVE, nanos); // the server sends its picture when finalization is over
        }
    }

    private void observe(Dissected pdu) {
        if (pdu.name().equals(PduNames.DISCONNECT_PROVIDER_ULTIMATUM)) {
            story.observe("ultimatum");
        }
        for (var part : pdu.parts()) {
            if (part instanceof TsRequest request && pdu.sender() == Role.SERVER) {
                if (request.version() == 2) {
                    story.observe("credssp-version-2");
                }
                KerberosErrors.in(request).forEach(story::observe);
            }
            if (part instanceof ConnectionRequest request) {
                var negotiation = request.negotiation();
                asked = negotiation.map(NegotiationRequest::flags).orElse(RequestFlags.NONE);
                offered =
                        negotiation.map(NegotiationRequest::requestedProtocols).orElse(SecurityProtocols.RDP);
            }
            if (part instanceof ConnectionConfirm confirm
                    && confirm.reply().orElse(null) instanceof NegotiationReply.Response response) {
                refusedMode(response.flags());
                if (nla(offered) && !nla(response.selectedProtocol())) {
                    story.observe(Observation.SELECTED_WITHOUT_NLA);
                }
            }
        }
    }

    private static boolean nla(SecurityProtocols protocols) {
        return protocols.contains(SecurityProtocols.HYBRID) || protocols.contains(SecurityProtocols.HYBRID_EX);
    }

    /** What the client asked for and the server does not offer, all in clear. */
    private void refusedMode(ResponseFlags supported) {
        boolean restricted = asked.contains(RequestFlags.RESTRICTED_ADMIN_MODE_REQUIRED)
                && !supported.contains(ResponseFlags.RESTRICTED_ADMIN_MODE_SUPPORTED);
        boolean guard = asked.contains(RequestFlags.REDIRECTED_AUTHENTICATION_MODE_REQUIRED)
                && !supported.contains(ResponseFlags.REDIRECTED_AUTHENTICATION_MODE_SUPPORTED);
        if (restricted || guard) {
            story.observe("mode-not-offered");
            story.note("the Connection Confirm lacks " + (restricted ? "Restricted Admin" : "Remote Credential Guard")
                    + ", which the client asked for");
        }
    }

    /** Half a message that is none of X.224, however it would have gone on: the sender speaks another protocol. */
    private void halfOfAnother(Role sender) {
        var half = frames.get(sender).rest();
        int due = sender == Role.CLIENT ? CONNECTION_REQUEST : CONNECTION_CONFIRM;
        boolean start = tls == null && holed.isEmpty() && context.stage() == Stage.X224;
        if (start && half.length() > TPDU_CODE && (half.get(TPDU_CODE) & 0xf0) != due) {
            String what = String.format(
                    Locale.ROOT, "not RDP: x224: TPDU code 0x%02X instead of 0x%02X", half.get(TPDU_CODE), due);
            broken(sender, what, half, heard.get(sender));
        }
    }

    void finish() {
        List.of(Role.SERVER, Role.CLIENT).forEach(this::halfOfAnother);
        context.selectedProtocol().ifPresent(p -> story.observe(security(p)));
        if (tls != null) {
            tls.finish();
        }
    }

    private static String security(SecurityProtocols protocol) {
        if (protocol.contains(SecurityProtocols.HYBRID_EX)) {
            return "ext";
        }
        if (protocol.contains(SecurityProtocols.HYBRID)) {
            return "nla";
        }
        return protocol.equals(SecurityProtocols.RDP) ? "rdp" : "tls";
    }
}
