package dev.rdplab.protocol.handshake.client;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Expectation;
import dev.rdplab.protocol.handshake.HandshakeState;
import dev.rdplab.protocol.handshake.Input;
import dev.rdplab.protocol.handshake.Outcome;
import dev.rdplab.protocol.handshake.Step;
import dev.rdplab.protocol.share.RedirectionPacket;
import java.util.ArrayList;
import java.util.Optional;

/** The end of a connection whose server sent the client elsewhere. @param packet where to, and what to show there */
public record Redirected(Stage stage, RedirectionPacket packet) implements HandshakeState {

    @Override
    public Expectation expects() {
        return Expectation.NOTHING;
    }

    @Override
    public Step on(Input input) {
        return Step.to(this);
    }

    @Override
    public Optional<Outcome> outcome() {
        return Optional.of(Outcome.of(EndingKind.REDIRECTED, Role.SERVER).detail(describe(packet)));
    }

    /** One line for people: the target, the routing token, and what else there is, without secrets. */
    public static String describe(RedirectionPacket packet) {
        var words = new ArrayList<String>();
        words.add("to " + packet.target().orElse("the same address"));
        packet.text(RedirectionPacket.Kind.LOAD_BALANCE_INFO).ifPresent(token -> words.add("routing token " + token));
        packet.text(RedirectionPacket.Kind.USER_NAME).ifPresent(user -> words.add("as " + user));
        packet.find(RedirectionPacket.Kind.PASSWORD)
                .ifPresent(password -> words.add(
                        packet.has(RedirectionPacket.LB_PASSWORD_IS_PK_ENCRYPTED)
                                ? "with a password for RDSTLS"
                                : "with a password"));
        return String.join(", ", words);
    }
}
