package dev.rdplab.chaos.fault;

import dev.rdplab.protocol.handshake.Effect;
import java.util.List;
import java.util.Optional;

/** Messages kept back until a later one comes. If none comes they are never sent. */
interface Hold {

    /** Takes the next message that was due. @return all that is sent now, in order; empty to go on holding */
    Optional<List<Effect>> next(Effect.Send send);
}
