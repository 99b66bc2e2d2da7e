package dev.rdplab.verification.real;

import java.util.ArrayList;
import java.util.List;

/** A user of the lab, and of nothing else. An empty domain is a local user. */
public record Account(String user, String domain, String password) {
    public static final Account ALICE = new Account("alice", "", "Wonder-Land1");

    public Account withPassword(String other) {
        return new Account(user, domain, other);
    }

    /** As xfreerdp and xfreerdp3 take it. */
    List<String> freeRdpOptions() {
        List<String> options = new ArrayList<>(List.of("/u:" + user, "/p:" + password));
        if (!domain.isEmpty()) {
            options.add("/d:" + domain);
        }
        return options;
    }

    /** As winpr-hash takes it. */
    List<String> hashOptions() {
        List<String> options = new ArrayList<>(List.of("-u", user, "-p", password, "-f", "sam"));
        if (!domain.isEmpty()) {
            options.addAll(List.of("-d", domain));
        }
        return options;
    }

    @Override
    public String toString() {
        return domain.isEmpty() ? user : domain + "\\" + user;
    }
}
