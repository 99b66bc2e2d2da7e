package dev.rdplab.kerberos.protocol;

/** A name and its realm. */
public record Principal(PrincipalName name, String realm) {

    /** @param text such as {@code alice@LAB.EXAMPLE} or {@code TERMSRV/host@LAB.EXAMPLE} */
    public static Principal of(String text) {
        int at = text.lastIndexOf('@');
        if (at < 1 || at == text.length() - 1) {
            throw new IllegalArgumentException("no principal: " + text);
        }
        return new Principal(PrincipalName.of(text.substring(0, at)), text.substring(at + 1));
    }

    /** The salt of a password's key unless the KDC names another, RFC 4120 section 4. */
    public String salt() {
        return realm + String.join("", name.components());
    }

    public boolean sameAs(Principal other) {
        return name.sameAs(other.name) && realm.equals(other.realm);
    }

    @Override
    public String toString() {
        return name + "@" + realm;
    }
}
