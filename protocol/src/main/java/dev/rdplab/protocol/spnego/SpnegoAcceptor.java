package dev.rdplab.protocol.spnego;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.credssp.Mechanism;
import dev.rdplab.protocol.credssp.NtStatus;
import dev.rdplab.protocol.credssp.PendingMechanism;
import dev.rdplab.protocol.credssp.Turn;
import dev.rdplab.protocol.spnego.NegTokenResp.NegState;
import dev.rdplab.protocol.wire.Bytes;
import dev.rdplab.protocol.wire.Problem;
import dev.rdplab.protocol.wire.ProtocolViolationException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The server's side of SPNEGO: selects the client's first mechanism that it also supports. */
public record SpnegoAcceptor(List<Offer> offers, MicForm micForm) {

    public SpnegoAcceptor {
        offers = List.copyOf(offers);
    }

    public SpnegoAcceptor(List<Offer> offers) {
        this(offers, MicForm.RIGHT);
    }

    /** The mechanism before its first token. */
    public Mechanism begin() {
        return new AwaitInit(offers, micForm);
    }

    private record AwaitInit(List<Offer> offers, MicForm micForm) implements PendingMechanism {

        @Override
        public Turn accept(Bytes peerToken) {
            if (!(NegToken.decode(peerToken) instanceof NegTokenInit init)) {
                throw new ProtocolViolationException(
                        Stage.CREDSSP, "NegTokenResp", "", 0, Problem.UNEXPECTED_PDU, "before a NegTokenInit");
            }
            return init.mechTypes().stream()
                    .flatMap(oid -> offers.stream().filter(o -> o.oid().equals(oid)))
                    .findFirst()
                    .map(offer -> begin(init, offer))
                    .orElseGet(this::reject);
        }

        private Turn begin(NegTokenInit init, Offer chosen) {
            boolean preferred = chosen.oid().equals(init.mechTypes().get(0));
            var context = SpnegoContext.acceptor(
                    NegTokenInit.mechTypeList(init.mechTypes()), chosen.mechanism(), !preferred, micForm);
            if (preferred && init.mechToken().isPresent()) {
                return context.advance(Optional.of(chosen.oid()), init.mechToken(), Optional.empty(), Optional.empty());
            }
            // A token for a mechanism that was not chosen is of no use: the client begins anew.
            var state = preferred ? NegState.ACCEPT_INCOMPLETE : NegState.REQUEST_MIC;
            Bytes token = new NegTokenResp(
                            Optional.of(state), Optional.of(chosen.oid()), Optional.empty(), Optional.empty())
                    .toBytes();
            return Turn.send(context, token, TokenTitle.of(token));
        }

        private Turn reject() {
            Bytes token = new NegTokenResp(
                            Optional.of(NegState.REJECT), Optional.empty(), Optional.empty(), Optional.empty())
                    .toBytes();
            return new Turn(
                    this,
                    Optional.of(token),
                    TokenTitle.of(token),
                    false,
                    OptionalLong.of(NtStatus.UNSUPPORTED_FUNCTION));
        }
    }
}
