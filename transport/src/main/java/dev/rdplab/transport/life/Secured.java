package dev.rdplab.transport.life;

import dev.rdplab.protocol.Role;

/** TLS is up and the endpoint knows. @param role this end's */
public record Secured(Role role, TlsStory story, Flow flow) implements Life.Open {

    @Override
    public Secured flow(Flow other) {
        return new Secured(role, story, other);
    }

    private Secured story(TlsStory other) {
        return new Secured(role, other, flow);
    }

    @Override
    public boolean secured() {
        return true;
    }

    @Override
    public Life.Step on(Event event) {
        if (event instanceof Event.TlsAsked) {
            return stay(new Action.RenewTls());
        }
        if (event instanceof Event.CloseNotify) {
            return Life.to(story(story.closeNotifyRead()));
        }
        if (event instanceof Event.TlsBroken broken && story.failure().isEmpty()) {
            return Life.to(story(story.failed(broken.failure())), new Action.RaiseLater(new Event.Settle()));
        }
        if (event instanceof Event.Settle && story.unreported()) {
            return Upgrading.settled(story(story.told()), story.report(role, true));
        }
        return Ends.of(this, event);
    }
}
