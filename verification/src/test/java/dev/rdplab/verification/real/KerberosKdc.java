package dev.rdplab.verification.real;

import dev.rdplab.testkit.needs.Programs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A running MIT krb5kdc for the realm LAB.EXAMPLE on 127.0.0.1, with {@link Account#ALICE} and the service
 * TERMSRV/localhost, whose key is in {@link #keytab()}.
 */
public final class KerberosKdc implements AutoCloseable {
    public static final String REALM = "LAB.EXAMPLE";
    public static final String SERVICE = "TERMSRV/localhost";

    private static final Duration STEP = Duration.ofSeconds(20);

    private final RealProcess process;
    private final Scratch scratch;
    private final Path kinit;

    private KerberosKdc(Path kdc, Path database, Path admin, Path kinit) {
        this.kinit = kinit;
        scratch = Scratch.create("kdc");
        int port = Loopback.freePort();
        Path clients = scratch.write("krb5.conf", clientSettings(port));
        Path server = scratch.write("kdc.conf", serverSettings(port));
        var environment = Map.of("KRB5_CONFIG", clients.toString(), "KRB5_KDC_PROFILE", server.toString());
        succeed(database, environment, "-r", REALM, "create", "-s", "-P", "lab-master-key");
        succeed(admin, environment, "-q", "addprinc -pw " + Account.ALICE.password() + " " + Account.ALICE.user());
        succeed(admin, environment, "-q", "addprinc -randkey " + SERVICE);
        succeed(admin, environment, "-q", "ktadd -k " + keytab() + " " + SERVICE);
        process = RealProcess.start(scratch, kdc, List.of("-n"), environment, "");
        try {
            process.awaitOutput(Pattern.compile("commencing operation"), STEP);
        } catch (AssertionError notReady) {
            process.close();
            throw notReady;
        }
    }

    /** Makes the realm, starts its KDC and waits until it serves. */
    public static KerberosKdc start() {
        List<Path> programs = Programs.require("krb5kdc", "kdb5_util", "kadmin.local", "kinit");
        return new KerberosKdc(programs.get(0), programs.get(1), programs.get(2), programs.get(3));
    }

    private static String clientSettings(int port) {
        return """
                [libdefaults]
                  default_realm = LAB.EXAMPLE
                  dns_lookup_kdc = false
                  dns_lookup_realm = false
                  dns_canonicalize_hostname = false
                  rdns = false
                [realms]
                  LAB.EXAMPLE = {
                    kdc = 127.0.0.1:%d
                  }
                [domain_realm]
                  localhost = LAB.EXAMPLE
                """
                .formatted(port);
    }

    private String serverSettings(int port) {
        return """
                [kdcdefaults]
                  kdc_listen = 127.0.0.1:%1$d
                  kdc_tcp_listen = 127.0.0.1:%1$d
                [realms]
                  LAB.EXAMPLE = {
                    database_name = %2$s/principal
                    key_stash_file = %2$s/stash
                    acl_file = %2$s/acl
                  }
                [logging]
                  kdc = STDERR
                """
                .formatted(port, scratch.folder());
    }

    private void succeed(Path program, Map<String, String> environment, String... arguments) {
        Finished run = RealProcess.start(scratch, program, List.of(arguments), environment, "")
                .await(STEP);
        if (run.exitCode() != 0) {
            scratch.close();
            throw new AssertionError(run);
        }
    }

    /** The key of {@link #SERVICE}. */
    public Path keytab() {
        return scratch.file("service.keytab");
    }

    /** The krb5.conf that leads a client here. */
    public Path configuration() {
        return scratch.file("krb5.conf");
    }

    /** Asks for a ticket as a user would; the exit code is kinit's: 0, or 1 for a wrong password. */
    public Finished kinit(Account account) {
        Map<String, String> environment = Map.of(
                "KRB5_CONFIG",
                configuration().toString(),
                "KRB5CCNAME",
                ticketCache().toString());
        return RealProcess.start(scratch, kinit, List.of(account.user()), environment, account.password() + "\n")
                .await(STEP);
    }

    /** What it logged so far. */
    public String log() {
        return process.output();
    }

    /** Where {@link #kinit} keeps its tickets; what a client is given as KRB5CCNAME or {@code /kerberos:cache:}. */
    public Path ticketCache() {
        return scratch.file("tickets");
    }

    /** What a client's environment needs to use this realm and its tickets. */
    public Map<String, String> environment() {
        return Map.of(
                "KRB5_CONFIG",
                configuration().toString(),
                "KRB5CCNAME",
                ticketCache().toString());
    }

    @Override
    public void close() {
        process.close();
    }
}
