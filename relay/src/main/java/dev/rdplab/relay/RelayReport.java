package dev.rdplab.relay;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.handshake.Interceptor;
import dev.rdplab.protocol.handshake.Transcript;
import dev.rdplab.transport.RawBytes;
import dev.rdplab.transport.StageTime;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A finished connection.
 *
 * @param number from 1
 * @param client the leg from the client
 * @param server the leg to the server
 * @param startNanos when the client connected, time since the relay started
 * @param endNanos when both legs were closed
 * @param asClient what acted in the client's name
 * @param asServer what acted in the server's name
 */
public record RelayReport(
        int number,
        Leg client,
        Leg server,
        long startNanos,
        long endNanos,
        Interceptor asClient,
        Interceptor asServer) {

    static RelayReport of(
            int number,
            Map<Role, LegStory> stories,
            Map<Role, ? extends dev.rdplab.relay.Leg> legs,
            long startNanos,
            long endNanos,
            Function<Role, Interceptor> faults) {
        return new RelayReport(
                number,
                leg(stories.get(Role.CLIENT), legs.get(Role.CLIENT)),
                leg(stories.get(Role.SERVER), legs.get(Role.SERVER)),
                startNanos,
                endNanos,
                faults.apply(Role.CLIENT),
                faults.apply(Role.SERVER));
    }

    /** Returns a copy whose legs ended like this. */
    public RelayReport ends(LegEnd clientEnd, LegEnd serverEnd) {
        return new RelayReport(
                number, client.ended(clientEnd), server.ended(serverEnd), startNanos, endNanos, asClient, asServer);
    }

    private static Leg leg(LegStory story, dev.rdplab.relay.Leg leg) {
        return new Leg(
                story.end(),
                leg.local(),
                leg.peer(),
                story.from(Role.CLIENT),
                story.from(Role.SERVER),
                story.stages(),
                story.transcript(),
                story.recorded());
    }

    /**
     * One leg.
     *
     * @param local the relay's address; empty when there was no connection
     * @param peer the address of the client or the server; empty when there was no connection
     * @param fromClient bytes that it carried from the client's side
     * @param fromServer bytes that it carried from the server's side
     * @param stages those that could be told; bytes behind encryption count for the last of them
     * @param transcript what could be read, as the client's side of the leg saw it
     * @param recorded raw bytes in order, as far as they were kept
     */
    public record Leg(
            LegEnd end,
            Optional<InetSocketAddress> local,
            Optional<InetSocketAddress> peer,
            long fromClient,
            long fromServer,
            List<StageTime> stages,
            Transcript transcript,
            List<RawBytes> recorded) {

        public Leg {
            stages = List.copyOf(stages);
            recorded = List.copyOf(recorded);
        }

        private Leg ended(LegEnd how) {
            return new Leg(how, local, peer, fromClient, fromServer, stages, transcript, recorded);
        }

        @Override
        public String toString() {
            return end.stage().map(Object::toString).orElse("behind encryption") + ", "
                    + end.ending().word() + " by " + end.by() + "; " + fromClient + " bytes from the client, "
                    + fromServer + " from the server";
        }
    }
}
