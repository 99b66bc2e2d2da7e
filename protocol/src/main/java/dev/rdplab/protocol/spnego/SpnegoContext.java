package dev.rdplab.protocol.spnego;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.credssp.Mechanism;
import dev.rdplab.protocol.credssp.NtStatus;
import dev.rdplab.protocol.credssp.Turn;
import dev.rdplab.protocol.spnego.NegTokenResp.NegState;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import java.util.Optional;

/**
 * Either side of SPNEGO once a mechanism is chosen, RFC 4178 section 5.
 *
 * @param mechTypes the initiator's list in DER, which the MICs sign
 * @param inner the chosen mechanism
 * @param ready whether {@code inner} is established
 * @param firstToken the initiator's token that is still to be sent
 * @param micNeeded whether the negotiation must not end without MICs
 * @param last the token received last
 * @param micForm how this side signs the list
 */
record SpnegoContext(
        Role role,
        Bytes mechTypes,
        Mechanism inner,
        boolean ready,
        Optional<Bytes> firstToken,
        boolean micNeeded,
        boolean micSent,
        boolean micVerified,
        boolean finished,
        Bytes last,
        MicForm micForm)
        implements Mechanism {

    static SpnegoContext initiator(Bytes mechTypes, Turn begun, boolean micNeeded) {
        return new SpnegoContext(
                Role.CLIENT,
                mechTypes,
                begun.next(),
                begun.established(),
                begun.token(),
                micNeeded,
                false,
                false,
                false,
                Bytes.EMPTY,
                MicForm.RIGHT);
    }

    static SpnegoContext acceptor(Bytes mechTypes, Mechanism mechanism, boolean micNeeded, MicForm form) {
        return new SpnegoContext(
                Role.SERVER,
                mechTypes,
                mechanism,
                false,
                Optional.empty(),
                micNeeded,
                false,
                false,
                false,
                Bytes.EMPTY,
                form);
    }

    static Turn rejected(Mechanism mechanism) {
        return Turn.refuse(mechanism, NtStatus.LOGON_DENIED);
    }

    /** The first token of a mechanism that was begun because the server chose it. */
    Turn sendFirst() {
        return turn(
                this,
                new NegTokenResp(
                        Optional.of(NegState.ACCEPT_INCOMPLETE), Optional.empty(), firstToken, Optional.empty()));
    }

    @Override
    public Turn accept(Bytes peerToken) {
        if (finished && peerToken.equals(last)) {
            return Turn.done(this); // FreeRDP's server repeats its last token beside pubKeyAuth
        }
        if (finished || !(NegToken.decode(peerToken) instanceof NegTokenResp response)) {
            throw wrong("", Problem.UNEXPECTED_PDU, finished ? "a token after the last one" : "a second NegTokenInit");
        }
        return accept(peerToken, response);
    }

    /** @param response the token, read */
    Turn accept(Bytes peerToken, NegTokenResp response) {
        return received(peerToken)
                .advance(Optional.empty(), response.responseToken(), response.mechListMic(), response.negState());
    }

    /** @param choice what the acceptor is to say that it chose */
    Turn advance(Optional<Oid> choice, Optional<Bytes> innerToken, Optional<Bytes> mic, Optional<NegState> said) {
        boolean rejected = said.equals(Optional.of(NegState.REJECT));
        if (rejected && (ready || innerToken.isEmpty())) {
            return rejected(this);
        }
        var now = this;
        Optional<Bytes> answer = Optional.empty();
        if (innerToken.isPresent()) {
            if (ready) {
                throw wrong("responseToken", Problem.UNEXPECTED_PDU, "the mechanism is established");
            }
            var turn = inner.accept(innerToken.get());
            if (turn.refused()) {
                return refused(turn);
            }
            answer = turn.token();
            now = now.with(turn.next(), turn.established());
        }
        if (rejected) {
            return rejected(this); // the mechanism found no reason in the token that came along
        }
        if (innerToken.isEmpty() && mic.isEmpty() && !ready) {
            throw wrong("responseToken", Problem.UNEXPECTED_PDU, "neither a token nor a mechListMIC");
        }
        if (mic.isPresent()) {
            now = now.verified(mic.get());
        }
        boolean completed = said.equals(Optional.of(NegState.ACCEPT_COMPLETED));
        return role == Role.CLIENT ? now.initiate(answer, completed) : now.respond(choice, answer);
    }

    private Turn initiate(Optional<Bytes> answer, boolean completed) {
        if (completed && !ready) {
            throw wrong("negState", Problem.INCONSISTENT, "accept-completed, but the mechanism is not established");
        }
        if (completed || micSent && micVerified) {
            if (micNeeded && !micVerified) {
                throw wrong("mechListMIC", Problem.BAD_SIGNATURE, "missing");
            }
            return answer.isPresent() ? speak(NegState.ACCEPT_COMPLETED, Optional.empty(), answer, true) : done();
        }
        if (!ready) {
            return speak(NegState.ACCEPT_INCOMPLETE, Optional.empty(), answer, false);
        }
        if (micSent) {
            throw wrong("mechListMIC", Problem.UNEXPECTED_PDU, "neither a mechListMIC nor accept-completed");
        }
        var state = micVerified ? NegState.ACCEPT_COMPLETED : NegState.ACCEPT_INCOMPLETE;
        return speakSigned(state, Optional.empty(), answer, micVerified);
    }

    private Turn respond(Optional<Oid> choice, Optional<Bytes> answer) {
        if (!ready) {
            return speak(NegState.ACCEPT_INCOMPLETE, choice, answer, false);
        }
        if (micSent) {
            if (!micVerified) {
                throw wrong("mechListMIC", Problem.BAD_SIGNATURE, "missing");
            }
            return done();
        }
        if (micVerified) {
            return speakSigned(NegState.ACCEPT_COMPLETED, choice, answer, true);
        }
        return micNeeded
                ? speakSigned(NegState.ACCEPT_INCOMPLETE, choice, answer, false)
                : speak(NegState.ACCEPT_COMPLETED, choice, answer, true);
    }

    private Turn speakSigned(NegState state, Optional<Oid> choice, Optional<Bytes> answer, boolean end) {
        if (micForm == MicForm.MISSING) {
            return speak(state, choice, answer, end);
        }
        var signed = inner.mic(mechTypes);
        var after = micForm == MicForm.SEQUENCE_0 ? inner : signed.next();
        var next = new SpnegoContext(
                role, mechTypes, after, ready, firstToken, micNeeded, true, micVerified, end, last, micForm);
        return turn(next, new NegTokenResp(Optional.of(state), choice, answer, Optional.of(signed.bytes())));
    }

    private Turn speak(NegState state, Optional<Oid> choice, Optional<Bytes> answer, boolean end) {
        var next = end ? finish() : this;
        return turn(next, new NegTokenResp(Optional.of(state), choice, answer, Optional.empty()));
    }

    private static Turn turn(SpnegoContext next, NegTokenResp response) {
        Bytes token = response.toBytes();
        String title = TokenTitle.of(response);
        return next.finished ? Turn.finish(next, token, title) : Turn.send(next, token, title);
    }

    private Turn done() {
        return Turn.done(finish());
    }

    private Turn refused(Turn turn) {
        var token = turn.token().map(t -> new NegTokenResp(
                        Optional.of(NegState.REJECT), Optional.empty(), Optional.of(t), Optional.empty())
                .toBytes());
        String title = token.isPresent() ? "SPNEGO NegTokenResp (" + turn.title() + ")" : "";
        return new Turn(this, token, title, false, turn.refusal());
    }

    private SpnegoContext verified(Bytes mic) {
        if (!ready) {
            throw wrong("mechListMIC", Problem.UNEXPECTED_VALUE, "before the mechanism is established");
        }
        return new SpnegoContext(
                role,
                mechTypes,
                inner.verifyMic(mechTypes, mic),
                true,
                firstToken,
                micNeeded,
                micSent,
                true,
                finished,
                last,
                micForm);
    }

    private SpnegoContext with(Mechanism next, boolean established) {
        return new SpnegoContext(
                role,
                mechTypes,
                next,
                established,
                firstToken,
                micNeeded,
                micSent,
                micVerified,
                finished,
                last,
                micForm);
    }

    private SpnegoContext finish() {
        return new SpnegoContext(
                role, mechTypes, inner, ready, firstToken, micNeeded, micSent, micVerified, true, last, micForm);
    }

    private SpnegoContext received(Bytes token) {
        return new SpnegoContext(
                role, mechTypes, inner, ready, firstToken, micNeeded, micSent, micVerified, finished, token, micForm);
    }

    @Override
    public Sealed wrap(Bytes plain) {
        return sealed(established().wrap(plain));
    }

    @Override
    public Sealed unwrap(Bytes token) {
        return sealed(established().unwrap(token));
    }

    @Override
    public Sealed mic(Bytes message) {
        return sealed(established().mic(message));
    }

    @Override
    public Mechanism verifyMic(Bytes message, Bytes mic) {
        return with(established().verifyMic(message, mic), true);
    }

    @Override
    public Optional<Identity> peer() {
        return finished ? inner.peer() : Optional.empty();
    }

    private Mechanism established() {
        if (!finished) {
            throw new IllegalStateException("the negotiation is not finished");
        }
        return inner;
    }

    private Sealed sealed(Sealed result) {
        return new Sealed(with(result.next(), true), result.bytes());
    }

    private static ProtocolViolationException wrong(String field, Problem problem, String detail) {
        return new ProtocolViolationException(Stage.CREDSSP, "NegTokenResp", field, -1, problem, detail);
    }
}
