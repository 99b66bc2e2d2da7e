package dev.rdplab.lab.scenario;

import dev.rdplab.chaos.fault.Rule;
import dev.rdplab.chaos.link.Link;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A server, a link, faults, a client, and what they lead to.
 *
 * @param seed the seed to run with; empty for the run's own
 * @param kerberos the realm that both ends belong to; empty for NTLM alone
 * @param relay between a real client and a real server; empty when the lab plays both ends
 */
public record Scenario(
        About about,
        OptionalLong seed,
        ServerSpec server,
        Link link,
        List<Rule> faults,
        ClientSpec client,
        Optional<KerberosSpec> kerberos,
        Optional<RelaySpec> relay,
        Expectation expect) {

    /**
     * What a scenario says of itself.
     *
     * @param group the folder in the catalogue, such as {@code tls}; empty for a file of the user's
     * @param summary what is done, in one sentence
     * @param cause what makes real servers do so; may be empty
     * @param evidence where that is known from; may be empty
     * @param fix what removes the cause; may be empty
     * @param source links and references; may be empty
     * @param file where it was read from
     */
    public record About(
            String name,
            String group,
            Kind kind,
            String summary,
            String cause,
            String evidence,
            String fix,
            String source,
            String file) {}

    public Scenario {
        faults = List.copyOf(faults);
    }

    public String name() {
        return about.name();
    }

    public String group() {
        return about.group();
    }

    public Kind kind() {
        return about.kind();
    }

    public String summary() {
        return about.summary();
    }

    public String cause() {
        return about.cause();
    }

    public String evidence() {
        return about.evidence();
    }

    public String fix() {
        return about.fix();
    }

    public String source() {
        return about.source();
    }

    public String file() {
        return about.file();
    }

    /** Group and name, such as {@code tls/server-key-unreadable}. */
    public String path() {
        return group().isEmpty() ? name() : group() + "/" + name();
    }

    /** The same as if it had been written in place, without folder or file. */
    public Scenario unfiled() {
        var here = new About(name(), "", kind(), summary(), cause(), evidence(), fix(), source(), "");
        return new Scenario(here, seed, server, link, faults, client, kerberos, relay, expect);
    }

    /** The same with a seed of its own. */
    public Scenario withSeed(long own) {
        return new Scenario(about, OptionalLong.of(own), server, link, faults, client, kerberos, relay, expect);
    }

    /** The same with another server. */
    public Scenario withServer(ServerSpec other) {
        return new Scenario(about, seed, other, link, faults, client, kerberos, relay, expect);
    }

    /** The same with another link. */
    public Scenario withLink(Link other) {
        return new Scenario(about, seed, server, other, faults, client, kerberos, relay, expect);
    }

    /** The same with other faults. */
    public Scenario withFaults(List<Rule> others) {
        return new Scenario(about, seed, server, link, others, client, kerberos, relay, expect);
    }

    /** The same with another client. */
    public Scenario withClient(ClientSpec other) {
        return new Scenario(about, seed, server, link, faults, other, kerberos, relay, expect);
    }
}
