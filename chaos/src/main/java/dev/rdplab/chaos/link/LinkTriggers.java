package dev.rdplab.chaos.link;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Effect;
import dev.rdplab.protocol.handshake.ForwardingInterceptor;
import dev.rdplab.protocol.handshake.Interceptor;
import dev.rdplab.protocol.handshake.Message;
import dev.rdplab.protocol.handshake.Occasion;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Carries out the triggers of a link on the events of one end of one connection, and lets another interceptor do all else.
 * A trigger acts once per connection. The caller's thread waits until the link has taken the change, a millisecond or so:
 * otherwise the answer could pass before the toxic is there.
 */
public final class LinkTriggers implements ForwardingInterceptor {

    private final List<StageTrigger> triggers;
    private final OpenLink link;
    private final Interceptor next;
    private final Set<StageTrigger> done = new HashSet<>();

    private LinkTriggers(List<StageTrigger> triggers, OpenLink link, Interceptor next) {
        this.triggers = triggers;
        this.link = link;
        this.next = next;
    }

    /** @return {@code next} itself when no trigger concerns the role */
    public static Interceptor around(Interceptor next, Link link, OpenLink open, Role role) {
        var mine = link.triggers().stream().filter(t -> t.role() == role).toList();
        return mine.isEmpty() ? next : new LinkTriggers(mine, open, next);
    }

    @Override
    public Interceptor next() {
        return next;
    }

    @Override
    public List<Effect> entered(Role role, int connection, Stage stage) {
        for (StageTrigger trigger : triggers) {
            if (trigger.on().isEmpty() && trigger.stage().get() == stage) {
                pull(trigger);
            }
        }
        return next.entered(role, connection, stage);
    }

    @Override
    public List<Effect> sending(Occasion occasion, Effect.Send send) {
        message(occasion);
        return next.sending(occasion, send);
    }

    @Override
    public Reception received(Occasion occasion, Message message) {
        message(occasion);
        return next.received(occasion, message);
    }

    private void message(Occasion occasion) {
        for (StageTrigger trigger : triggers) {
            boolean here = trigger.stage().map(s -> s == occasion.stage()).orElse(true);
            if (here && trigger.on().map(occasion::occurrenceOf).orElse(0) == trigger.occurrence()) {
                pull(trigger);
            }
        }
    }

    private void pull(StageTrigger trigger) {
        if (!done.add(trigger)) {
            return;
        }
        if (trigger.add()) {
            link.add(trigger.toxic());
        } else {
            link.remove(trigger.toxic().name());
        }
    }
}
