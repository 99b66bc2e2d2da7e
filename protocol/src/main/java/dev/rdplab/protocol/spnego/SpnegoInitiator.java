package dev.rdplab.protocol.spnego;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.credssp.Mechanism;
import dev.rdplab.protocol.credssp.PendingMechanism;
import dev.rdplab.protocol.credssp.Turn;
import dev.rdplab.protocol.spnego.NegTokenResp.NegState;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import java.util.List;
import java.util.Optional;

/**
 * The client's side of SPNEGO: offers mechanisms, the first of them with a token, and follows the server's choice.
 *
 * @param offers best first
 */
public record SpnegoInitiator(List<Offer> offers) {

    public SpnegoInitiator {
        offers = List.copyOf(offers);
        if (offers.isEmpty()) {
            throw new IllegalArgumentException("nothing to offer");
        }
    }

    /** The mechanism before its first token. */
    public Mechanism begin() {
        return new Start(offers);
    }

    private record Start(List<Offer> offers) implements PendingMechanism {

        @Override
        public Turn accept(Bytes peerToken) {
            if (!peerToken.isEmpty()) {
                throw wrong("", Problem.UNEXPECTED_PDU, "a token before the first one");
            }
            var first = offers.get(0).mechanism().accept(Bytes.EMPTY);
            if (first.refused()) {
                return new Turn(this, Optional.empty(), "", false, first.refusal());
            }
            var init = NegTokenInit.of(Offer.oids(offers), first.token().orElseThrow());
            return Turn.send(new AwaitChoice(offers, first), init.toBytes(), TokenTitle.of(init));
        }
    }

    private record AwaitChoice(List<Offer> offers, Turn first) implements PendingMechanism {

        @Override
        public Turn accept(Bytes peerToken) {
            if (!(NegToken.decode(peerToken) instanceof NegTokenResp response)) {
                throw wrong("", Problem.UNEXPECTED_PDU, "a NegTokenInit in answer to one");
            }
            var preferred = offers.get(0).oid();
            var chosen = response.supportedMech().orElse(preferred);
            boolean asked = response.negState().equals(Optional.of(NegState.REQUEST_MIC));
            if (chosen.equals(preferred)) {
                return SpnegoContext.initiator(Offer.mechTypeList(offers), first, asked)
                        .accept(peerToken, response);
            }
            if (response.negState().equals(Optional.of(NegState.REJECT))) {
                return SpnegoContext.rejected(this);
            }
            if (response.responseToken().isPresent() || response.mechListMic().isPresent()) {
                throw wrong("responseToken", Problem.UNEXPECTED_VALUE, "for a mechanism that has not begun");
            }
            return begin(mechanism(chosen));
        }

        private Mechanism mechanism(Oid chosen) {
            return offers.stream()
                    .filter(o -> o.oid().equals(chosen))
                    .map(Offer::mechanism)
                    .findFirst()
                    .orElseThrow(() -> wrong("supportedMech", Problem.UNEXPECTED_VALUE, chosen + " was not offered"));
        }

        /** "mechListMIC MUST be exchanged if the accepted mechanism is not the most preferred one", RFC 4178 section 5. */
        private Turn begin(Mechanism mechanism) {
            var begun = mechanism.accept(Bytes.EMPTY);
            return begun.refused()
                    ? new Turn(this, Optional.empty(), "", false, begun.refusal())
                    : SpnegoContext.initiator(Offer.mechTypeList(offers), begun, true)
                            .sendFirst();
        }
    }

    private static ProtocolViolationException wrong(String field, Problem problem, String detail) {
        return new ProtocolViolationException(Stage.CREDSSP, "NegTokenResp", field, -1, problem, detail);
    }
}
