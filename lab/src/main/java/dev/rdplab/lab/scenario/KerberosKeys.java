package dev.rdplab.lab.scenario;

import dev.rdplab.kerberos.KerberosAuthentication.Form;
import dev.rdplab.kerberos.client.KdcSettings;
import dev.rdplab.kerberos.kdc.KdcBehaviour;
import dev.rdplab.kerberos.kdc.Realm;
import dev.rdplab.kerberos.kdc.RealmPrincipal;
import dev.rdplab.kerberos.protocol.EncryptionType;
import dev.rdplab.protocol.handshake.client.Delegation;
import dev.rdplab.protocol.wire.Secret;
import dev.rdplab.words.Durations;
import dev.rdplab.words.Forms;
import dev.rdplab.words.Key;
import dev.rdplab.words.Section;
import java.time.Duration;
import java.util.List;

/** The key {@code kerberos}: each of its keys once, and the realm that is made of them. */
final class KerberosKeys {

    private static final List<EncryptionType> ENCRYPTION = List.of(
            EncryptionType.AES256_CTS_HMAC_SHA1_96, EncryptionType.AES128_CTS_HMAC_SHA1_96, EncryptionType.RC4_HMAC);

    private static final Key<Duration> CLOCK = Key.of(
                    "clock", Forms.SIGNED_DURATION, "how far its clock is ahead of the run's time")
            .or("0s");

    private static final Key<KdcBehaviour.Transport> TRANSPORT = Key.of(
                    "transport", Forms.words(KdcBehaviour.Transport.values()), "where the KDC answers")
            .or("udp-and-tcp");
    private static final Key<Duration> DELAY = Key.of("delay", Forms.DURATION, "how long the KDC takes for an answer")
            .or("0s");
    private static final Key<Duration> TIMEOUT = Key.of(
                    "timeout",
                    Forms.duration(Duration.ofMillis(1), Duration.ofMinutes(10)),
                    "how long the client waits for one of its answers")
            .or(Durations.text(KdcSettings.DEFAULT_TIMEOUT));

    private record Kdc(KdcBehaviour behaviour, Duration timeout) {}

    private static final Section<Kdc> KDC = Section.of(
            values -> new Kdc(
                    new KdcBehaviour(values.get(TRANSPORT), values.get(DELAY), values.get(CLOCK)), values.get(TIMEOUT)),
            TRANSPORT,
            DELAY,
            CLOCK,
            TIMEOUT);

    private static final Key<KerberosSpec.Keytab> KEYTAB = Key.of(
                    "keytab", Forms.words(KerberosSpec.Keytab.values()), "what the server has in its keytab")
            .or("right");
    private static final Key<Boolean> NTLM = Key.of("ntlm", Forms.FLAG, "whether NTLM is accepted beside Kerberos")
            .or("true");
    private static final Key<Boolean> REPLAYED =
            Key.flag("replayed", "the server has seen the client's authenticator before");
    private static final Key<Boolean> RESTRICTED_ADMIN = Key.of(
                    "restricted-admin", Forms.FLAG, "whether the server says that it supports Restricted Admin mode")
            .or("true");
    private static final Key<Boolean> REMOTE_GUARD = Key.of(
                    "remote-guard", Forms.FLAG, "whether the server says that it supports Remote Credential Guard")
            .or("true");

    static final Section<KerberosSpec.ServerSide> SERVER = Section.of(
            values -> new KerberosSpec.ServerSide(
                    values.get(KEYTAB),
                    values.get(CLOCK),
                    values.get(NTLM),
                    values.get(REPLAYED),
                    values.get(RESTRICTED_ADMIN),
                    values.get(REMOTE_GUARD)),
            KEYTAB,
            CLOCK,
            NTLM,
            REPLAYED,
            RESTRICTED_ADMIN,
            REMOTE_GUARD);

    private static final Key<List<EncryptionType>> TYPES = Key.of(
            "types",
            Forms.list(Forms.words("", ENCRYPTION, EncryptionType::toString), 0, ENCRYPTION.size()),
            "encryption types it asks for; left out: all");
    private static final Key<Form> FORM =
            Key.of("form", Forms.words(Form.values()), "how its first token travels; left out: as the profile does");
    private static final Key<String> HOST =
            Key.of("host", Forms.text(), "the name it connects to; the KDC knows only the lab's name");
    private static final Key<Secret> PASSWORD =
            Key.of("password", AccountKeys.PASSWORD_FORM, "what it shows to the KDC; left out: the right one");
    private static final Key<Boolean> KDC_TIME = Key.flag("kdc-time", "corrects its clock by the KDC's");
    private static final Key<Boolean> FALLBACK =
            Key.of("ntlm", Forms.FLAG, "whether it may fall back to NTLM").or("true");
    private static final Key<Boolean> DELEGATION = Key.of(
                    "delegation",
                    Forms.FLAG,
                    "whether it may hand its password to the server; Credential Guard forbids that")
            .or("true");
    private static final Key<Delegation> MODE = Key.of("mode", Forms.words(Delegation.values()), "what it hands over")
            .or("password");

    private record Client(KerberosSpec.ClientSide side, List<EncryptionType> types) {}

    private static final Section<Client> CLIENT = Section.of(
            values -> new Client(
                    new KerberosSpec.ClientSide(
                            values.find(FORM),
                            values.find(HOST).orElse(""),
                            values.find(PASSWORD),
                            values.get(CLOCK),
                            values.get(KDC_TIME),
                            values.get(FALLBACK),
                            values.get(DELEGATION),
                            values.get(MODE)),
                    values.find(TYPES).orElse(List.of())),
            TYPES,
            FORM,
            HOST,
            PASSWORD,
            CLOCK,
            KDC_TIME,
            FALLBACK,
            DELEGATION,
            MODE);

    private static final Key<Kdc> KDC_KEY = Key.section("kdc", KDC, "the KDC, see below");
    private static final Key<RealmPrincipal.State> ACCOUNT = Key.of(
                    "account",
                    Forms.words(RealmPrincipal.State.values()),
                    "what the KDC thinks of the client's account")
            .or("enabled");
    private static final Key<Long> PAC = Key.of(
                    "pac", Forms.size(0, Realm.MAX_PAC), "size of the authorization data in the ticket")
            .or("0");
    private static final Key<Duration> TICKET_AGE = Key.of(
                    "ticket-age", Forms.DURATION, "how long ago the ticket was got; it is good for ten hours")
            .or("0s");
    private static final Key<KerberosSpec.ServerSide> SERVER_KEY =
            Key.section("server", SERVER, "the server's side, see below");
    private static final Key<Client> CLIENT_KEY = Key.section("client", CLIENT, "the client's side, see below");

    /** A realm as it stands in a file. */
    static final Section<KerberosSpec> SECTION = Section.of(
            values -> new KerberosSpec(
                    values.get(KDC_KEY).behaviour(),
                    values.get(KDC_KEY).timeout(),
                    values.get(ACCOUNT),
                    Math.toIntExact(values.get(PAC)),
                    values.get(CLIENT_KEY).types(),
                    values.get(TICKET_AGE),
                    values.get(SERVER_KEY),
                    values.get(CLIENT_KEY).side()),
            KDC_KEY,
            ACCOUNT,
            PAC,
            TICKET_AGE,
            SERVER_KEY,
            CLIENT_KEY);

    private KerberosKeys() {}
}
