package dev.rdplab.lab.scenario;

import dev.rdplab.protocol.handshake.server.Account;
import dev.rdplab.protocol.handshake.server.AccountState;
import dev.rdplab.protocol.wire.Secret;
import dev.rdplab.words.Form;
import dev.rdplab.words.Forms;
import dev.rdplab.words.Key;
import dev.rdplab.words.Section;

/** An entry of {@code accounts}. */
final class AccountKeys {

    /** Most accounts of a server. */
    static final int MAX = 100;

    /** A password, taken as it stands. */
    static final Form<Secret> PASSWORD_FORM = Forms.verbatim().as(Secret::of);

    private static final Key<String> DOMAIN = Key.of("domain", Forms.text(), "left out: a local account");
    private static final Key<String> USER =
            Key.of("user", Forms.text(), "its name").needed();
    private static final Key<Secret> PASSWORD =
            Key.of("password", PASSWORD_FORM, "its password").needed();
    private static final Key<AccountState> STATE = Key.of(
                    "state", Forms.words(AccountState.values(), AccountState::word), "what a logon with it is answered")
            .or("enabled");

    static final Section<Account> SECTION = Section.of(
            values -> new Account(
                    values.find(DOMAIN).orElse(""), values.get(USER), values.get(PASSWORD), values.get(STATE)),
            USER,
            PASSWORD,
            DOMAIN,
            STATE);

    private AccountKeys() {}
}
