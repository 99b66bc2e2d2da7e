package dev.rdplab.lab.scenario;

import dev.rdplab.clientsim.ClientProfile;
import dev.rdplab.clientsim.Security;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Deadlines;
import dev.rdplab.protocol.handshake.Exchange;
import dev.rdplab.protocol.handshake.client.Delegation;
import dev.rdplab.protocol.wire.Secret;
import dev.rdplab.words.Forms;
import dev.rdplab.words.Key;
import dev.rdplab.words.Section;
import dev.rdplab.words.Values;
import dev.rdplab.words.Words;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The key {@code client}: each of its keys once, and the client that is made of them. */
final class ClientKeys {

    private static final int MAX_ATTEMPTS = 10_000;

    private static final Key<ClientProfile> PROFILE = Key.of(
                    "profile",
                    Forms.words(ClientProfile.values(), ClientProfile::word),
                    "whose messages and retries it copies; `mstsc` is modelled on the specification")
            .or("mstsc");
    private static final Key<Security> SECURITY = Key.of(
                    "security", Forms.words(Security.values(), Security::word), "which protocols it offers")
            .or("auto");
    private static final Key<Delegation> MODE = Key.of(
                    "mode",
                    Words.of("password", Delegation.PASSWORD, "restricted-admin", Delegation.RESTRICTED_ADMIN),
                    "what it hands over in CredSSP")
            .or("password");
    private static final Key<Long> CREDSSP_VERSION = Key.of(
                    "credssp-version", Forms.whole(2, 255), "the highest TSRequest version")
            .or("6");
    private static final Key<String> DOMAIN = Key.of("domain", Forms.text(), "left out: none");
    private static final Key<String> USER =
            Key.of("user", Forms.text(), "the account's name").or(ServerSpec.LAB_ACCOUNT.user(), "the lab's account");
    private static final Key<Secret> PASSWORD = Key.of("password", AccountKeys.PASSWORD_FORM, "its password")
            .or(ServerSpec.LAB_ACCOUNT.password(), "the lab's account");
    private static final Key<TlsKeys.Client> TLS = Key.section(
            "tls",
            TlsKeys.CLIENT,
            "`versions` and `engine`, as at the server; left out: BouncyCastle's engine, which offers the same on"
                    + " every Java");
    private static final Key<CertificateAnswer> CERTIFICATE = Key.of(
                    "certificate",
                    Forms.words(CertificateAnswer.values(), CertificateAnswer::word),
                    "what it does with the server's certificate; `prompt` drops the first connection once TLS is up,"
                            + " as if the user were asked")
            .or("accept");
    private static final Key<Stage> UNTIL = Key.of(
            "until", Forms.words("stage", List.of(Stage.values()), Stage::word), "leaves when this stage is reached");
    private static final Key<Object> STAY = Key.of(
                    "stay",
                    StayForm.FORM,
                    "how long it stays before it leaves, or what it exchanges with the server first:"
                            + " `{ send: 64kB, every: 1s, both-ways: true, times: 3 }`")
            .or(Duration.ZERO, "0s");
    private static final Key<Long> ATTEMPTS = Key.of(
            "attempts", Forms.whole(1, MAX_ATTEMPTS), "most connections it makes; left out: what the profile does");
    private static final Key<Boolean> REDIRECT = Key.of(
                    "redirect",
                    Words.of("follow", true, "refuse", false),
                    "whether it goes where a server sends it, by numeric address")
            .or("follow");
    private static final Key<ClientSpec.Ntlm> NTLM = Key.of(
                    "ntlm", Forms.words(ClientSpec.Ntlm.values()), "its NTLM responses; `off`: a policy forbids NTLM")
            .or("v2");
    private static final Key<Long> LM_LEVEL =
            Key.of("lm-compatibility-level", Forms.whole(0, 5), "instead of `ntlm`: below 3 it sends version 1");
    private static final Key<Deadlines> DEADLINES = DeadlineForm.key(
            ClientSpec.DEFAULT_DEADLINE,
            "5s",
            "how long it waits in each stage: one duration, `never`, or durations by stage");

    /** A client as it stands in a file. */
    static final Section<ClientSpec> SECTION = Section.of(
            ClientKeys::spec,
            PROFILE,
            SECURITY,
            MODE,
            CREDSSP_VERSION,
            DOMAIN,
            USER,
            PASSWORD,
            TLS,
            CERTIFICATE,
            UNTIL,
            STAY,
            ATTEMPTS,
            DEADLINES,
            REDIRECT,
            NTLM,
            LM_LEVEL);

    private ClientKeys() {}

    private static ClientSpec spec(Values values) {
        var tls = values.get(TLS);
        return new ClientSpec(
                values.get(PROFILE),
                values.get(SECURITY),
                values.get(MODE),
                Math.toIntExact(values.get(CREDSSP_VERSION)),
                values.find(DOMAIN).orElse(""),
                values.get(USER),
                values.get(PASSWORD),
                tls.versions(),
                tls.engine(),
                values.get(CERTIFICATE),
                values.find(UNTIL),
                values.get(STAY) instanceof Duration quiet ? quiet : Duration.ZERO,
                values.get(STAY) instanceof Exchange data ? Optional.of(data) : Optional.empty(),
                values.find(ATTEMPTS)
                        .map(number -> OptionalInt.of(Math.toIntExact(number)))
                        .orElse(OptionalInt.empty()),
                values.get(DEADLINES),
                values.get(REDIRECT),
                ntlm(values));
    }

    private static ClientSpec.Ntlm ntlm(Values values) {
        var level = values.find(LM_LEVEL);
        if (level.isPresent() && values.has(NTLM)) {
            throw values.wrong(LM_LEVEL, "ntlm says it already", "one of the two");
        }
        return level.map(number -> number < 3 ? ClientSpec.Ntlm.V1 : ClientSpec.Ntlm.V2)
                .orElseGet(() -> values.get(NTLM));
    }
}
