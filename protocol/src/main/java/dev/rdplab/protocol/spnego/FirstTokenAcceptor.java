package dev.rdplab.protocol.spnego;

import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.credssp.Mechanism;
import dev.rdplab.protocol.credssp.NtStatus;
import dev.rdplab.protocol.credssp.PendingMechanism;
import dev.rdplab.protocol.credssp.Turn;
import dev.rdplab.protocol.der.DerReader;
import dev.rdplab.protocol.ntlm.NtlmMessage;
import dev.rdplab.protocol.wire.Bytes;
import java.util.List;

/**
 * A server that accepts any kind of first token, as Windows does: SPNEGO, raw NTLM (FreeRDP) or a raw Kerberos token
 * (rdesktop).
 *
 * @param offers what it has, for all of these forms
 * @param form the forms it takes
 * @param micForm how it signs the list of mechanisms
 */
public record FirstTokenAcceptor(List<Offer> offers, TokenForm form, MicForm micForm) {

    public FirstTokenAcceptor {
        offers = List.copyOf(offers);
    }

    public FirstTokenAcceptor(List<Offer> offers, TokenForm form) {
        this(offers, form, MicForm.RIGHT);
    }

    public FirstTokenAcceptor(List<Offer> offers) {
        this(offers, TokenForm.ANY, MicForm.RIGHT);
    }

    /** The mechanism before its first token. */
    public Mechanism begin() {
        return new AwaitFirst(offers, form, micForm);
    }

    private record AwaitFirst(List<Offer> offers, TokenForm form, MicForm micForm) implements PendingMechanism {

        @Override
        public Turn accept(Bytes peerToken) {
            var mech = mech(peerToken);
            if (!form.takes(mech.equals(Oid.SPNEGO))) {
                return Turn.refuse(this, NtStatus.UNSUPPORTED_FUNCTION);
            }
            if (mech.equals(Oid.SPNEGO)) {
                return new SpnegoAcceptor(offers, micForm).begin().accept(peerToken);
            }
            return offers.stream()
                    .filter(o -> o.oid().equals(mech))
                    .findFirst()
                    .map(o -> o.mechanism().accept(peerToken))
                    .orElseGet(() -> Turn.refuse(this, NtStatus.UNSUPPORTED_FUNCTION));
        }

        private static Oid mech(Bytes token) {
            if (token.startsWith(NtlmMessage.SIGNATURE)) {
                return Oid.NTLM;
            }
            return new Oid(DerReader.of(token, Stage.CREDSSP, "InitialContextToken")
                    .enter("InitialContextToken", NegTokenInit.APPLICATION)
                    .primitive("thisMech", DerReader.OBJECT_IDENTIFIER));
        }
    }
}
