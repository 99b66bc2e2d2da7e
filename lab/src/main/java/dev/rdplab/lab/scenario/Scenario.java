package dev.rdplab.lab.scenario;

import dev.rdplab.chaos.fault.Rule;
import dev.rdplab.chaos.link.Link;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A server, a link, faults, a client, and what they lead to.
 *
 * @param group the folder in the catalogue, such as {@code tls}; empty for a file of the user's
 * @param summary what is done, in one sentence
 * @param cause what makes real servers do so; may be empty
 * @param evidence where that is known from; may be empty
 * @param fix what removes the cause; may be empty
 * @param source links and references; may be empty
 * @param seed the seed to run with; empty for the run's own
 * @param file where it was read from
 * @param kerberos the realm that both ends belong to; empty for NTLM alone
 */
public record Scenario(
        String name,
        String group,
        Kind kind,
        String summary,
        String cause,
        String evidence,
        String fix,
        String source,
        OptionalLong seed,
        ServerSpec server,
        Link link,
        List<Rule> faults,
        ClientSpec client,
        Expectation expect,
        String file,
        Optional<KerberosSpec> kerberos) {

    public Scenario {
        faults = List.copyOf(faults);
    }

    /** Without a realm. */
    public Scenario(
            String name,
            String group,
            Kind kind,
            String summary,
            String cause,
            String evidence,
            String fix,
            String source,
            OptionalLong seed,
            ServerSpec server,
            Link link,
            List<Rule> faults,
            ClientSpec client,
            Expectation expect,
            String file) {
        this(
                name,
                group,
                kind,
                summary,
                cause,
                evidence,
                fix,
                source,
                seed,
                server,
                link,
                faults,
                client,
                expect,
                file,
                Optional.empty());
    }

    /** The same in a realm. */
    public Scenario withKerberos(KerberosSpec realm) {
        return new Scenario(
                name,
                group,
                kind,
                summary,
                cause,
                evidence,
                fix,
                source,
                seed,
                server,
                link,
                faults,
                client,
                expect,
                file,
                Optional.of(realm));
    }

    /** Group and name, such as {@code tls/server-key-unreadable}. */
    public String path() {
        return group.isEmpty() ? name : group + "/" + name;
    }

    /** The same with other faults. */
    public Scenario withFaults(List<Rule> others) {
        return new Scenario(
                name, group, kind, summary, cause, evidence, fix, source, seed, server, link, others, client, expect,
                file, kerberos);
    }

    /** The same with another server. */
    public Scenario withServer(ServerSpec other) {
        return new Scenario(
                name, group, kind, summary, cause, evidence, fix, source, seed, other, link, faults, client, expect,
                file, kerberos);
    }
}
