package dev.rdplab.cli;

import dev.rdplab.chaos.process.OwnCommand;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes the commands in a hint complete, so that they can be pasted. */
final class Hints {

    private static final Pattern PROBE = Pattern.compile("rdplab probe HOST\\b");
    private static final Pattern HOST = Pattern.compile("(?<!--kdc )\\bHOST\\b");
    private static final Pattern PLAIN = Pattern.compile("[\\w.@:\\[\\]%/-]+");

    private final String target;
    private final String name;
    private final String account;

    private Hints(String target, String name, String account) {
        this.target = target;
        this.name = name;
        this.account = account;
    }

    /**
     * @param target host and port as the user gave them
     * @param name the host alone
     * @param account the options of the account, such as {@code --user alice --password-env PW}; may be empty
     */
    static Hints of(String target, String name, String account) {
        return new Hints(quoted(target), quoted(name), account);
    }

    /** Where no host is known. */
    static Hints none() {
        return new Hints("", "", "");
    }

    String complete(String text) {
        if (target.isEmpty()) {
            return OwnCommand.in(text);
        }
        var probe = "rdplab probe " + target + (account.isEmpty() ? "" : " " + account);
        return OwnCommand.in(HOST.matcher(PROBE.matcher(text).replaceAll(Matcher.quoteReplacement(probe)))
                .replaceAll(Matcher.quoteReplacement(name)));
    }

    /** For a shell. */
    static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
