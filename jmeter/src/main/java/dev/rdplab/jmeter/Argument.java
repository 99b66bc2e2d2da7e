package dev.rdplab.jmeter;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What a plan can set, by the name that stands in it. An empty value is as good as none. */
enum Argument {
    HOST("host", "127.0.0.1", "the server, by name or address"),
    PORT("port", "3389", "1 to 65535"),
    SECURITY("security", "auto", "auto, rdp, tls, nla or ext"),
    PROFILE("profile", "mstsc", "mstsc, freerdp, freerdp3 or rdesktop"),
    USER("user", "", "the account's name; none: the handshake ends when TLS is up"),
    DOMAIN("domain", "", "its domain; none for a local account"),
    PASSWORD_FILE("passwordFile", "", "its first line is the password; read on the machine that makes the load"),
    PASSWORD_ENV("passwordEnv", "", "the environment variable with the password, on the machine that makes the load"),
    SERVER_NAME("serverName", "", "for TLS and the service principal name, where it is not the host"),
    TIMEOUT("timeout", "10s", "for each stage, such as 500ms or 10s; at most 1h"),
    UNTIL("until", "", "leave on reaching this stage; none: active with an account, else credssp"),
    PRESENT_AGAIN("yesPresentAgain", "false", "true goes on with an account after a refused logon, which may lock it"),
    OWNED("iOwnThisHost", "false", "true allows a host elsewhere; only ever a server of your own");

    private final String key;
    private final String usual;
    private final String meaning;

    Argument(String key, String usual, String meaning) {
        this.key = key;
        this.usual = usual;
        this.meaning = meaning;
    }

    /** Its name in a plan. */
    String key() {
        return key;
    }

    /** What it is when the plan says nothing; empty for nothing. */
    String usual() {
        return usual;
    }

    String meaning() {
        return meaning;
    }

    static boolean isKnown(String key) {
        return Arrays.stream(values()).anyMatch(argument -> argument.key.equals(key));
    }

    static String allKeys() {
        return Arrays.stream(values()).map(Argument::key).collect(Collectors.joining(", "));
    }
}
