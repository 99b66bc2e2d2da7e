package dev.rdplab.transport.life;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.handshake.Input;
import dev.rdplab.protocol.handshake.TlsSession;
import dev.rdplab.protocol.wire.Bytes;
import java.util.Optional;

/**
 * TLS has been asked for and the endpoint does not know yet that it is up.
 *
 * @param role this end's
 * @param session what a complete handshake agreed on
 */
public record Upgrading(Role role, Progress progress, Optional<TlsSession> session, TlsStory story, Flow flow)
        implements Life.Open {

    /** How far the upgrade has come. */
    public enum Progress {
        /** Effects before it are still to be carried out. */
        ASKED,
        /** Bytes are records; a server's engine is made with the first of them. */
        BEGUN,
        /** The handshake runs. */
        INSERTED,
        /** The handshake is complete. */
        DONE
    }

    @Override
    public Upgrading flow(Flow other) {
        return new Upgrading(role, progress, session, story, other);
    }

    private Upgrading at(Progress other) {
        return new Upgrading(role, other, session, story, flow);
    }

    private Upgrading story(TlsStory other) {
        return new Upgrading(role, progress, session, other, flow);
    }

    @Override
    public boolean waitsForTurn() {
        return progress == Progress.ASKED || progress == Progress.DONE;
    }

    @Override
    public boolean secured() {
        return progress == Progress.DONE;
    }

    @Override
    public Life.Step on(Event event) {
        if (event instanceof Event.Proceed) {
            return proceed();
        }
        if (event instanceof Event.TlsBytes bytes && progress == Progress.BEGUN) {
            return Life.to(at(Progress.INSERTED), new Action.InsertTls(bytes.first()));
        }
        if (event instanceof Event.TlsUp up && progress == Progress.INSERTED) {
            return Life.to(new Upgrading(role, Progress.DONE, Optional.of(up.session()), story, flow));
        }
        if (event instanceof Event.TlsAsked && progress == Progress.DONE) {
            return stay(new Action.RenewTls());
        }
        if (event instanceof Event.Alert alert) {
            return Life.to(story(story.alert(alert)));
        }
        if (event instanceof Event.CloseNotify && progress == Progress.DONE) {
            return Life.to(story(story.closeNotifyRead()));
        }
        if (event instanceof Event.TlsBroken broken && story.failure().isEmpty()) {
            return Life.to(story(story.failed(broken.failure())), new Action.RaiseLater(new Event.Settle()));
        }
        if (event instanceof Event.Settle && story.unreported()) {
            return settled(story(story.told()), story.report(role, secured()));
        }
        return Ends.of(this, event);
    }

    private Life.Step proceed() {
        return switch (progress) {
            case ASKED ->
                role == Role.CLIENT
                        ? Life.to(
                                at(Progress.BEGUN),
                                new Action.BeginTls(),
                                new Action.Raise(new Event.TlsBytes(Bytes.EMPTY)))
                        : Life.to(at(Progress.BEGUN), new Action.BeginTls());
            case BEGUN, INSERTED -> stay();
            case DONE ->
                Life.to(
                        new Secured(role, story, flow),
                        new Action.ForgetRecords(),
                        new Action.Tell(new Input.TlsEstablished(session.orElseThrow())));
        };
    }

    static Life.Step settled(Life next, Optional<Input> report) {
        return report.map(input -> Life.to(next, new Action.Tell(input))).orElseGet(() -> Life.to(next));
    }
}
