package dev.rdplab.console;

import dev.rdplab.chaos.link.OpenLink;
import dev.rdplab.lab.run.Playbook;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/** What the interface shows and steers: a fake server or a relay. Safe for use by any thread. */
public interface Steered {

    /** {@code serve} or {@code relay}. */
    String role();

    /** Where clients connect. */
    InetSocketAddress address();

    /** Which scenario a connection gets; empty where that cannot be chosen while it runs. */
    Optional<Playbook> playbook();

    /** The scenario that is played, or what stands for one. */
    String usual();

    /** Who can log on, for people; empty where any account will do or the server is another's. */
    default String account() {
        return "";
    }

    /** What lies before the server; empty when nothing does. */
    Optional<OpenLink> link();

    /** Connections accepted so far. */
    long accepted();

    /** Connections that are over, forgotten ones too. */
    long finishedCount();

    /** The connections that are over and remembered, in the order of their end. */
    List<Finished> finished();

    /** One of them. */
    default Optional<Finished> finished(int number) {
        return finished().stream().filter(each -> each.number() == number).findFirst();
    }

    /** Forgets the connections that are over, and what was chosen. */
    void reset();
}
