package dev.rdplab.kerberos.file;

/** A krb5.conf that cannot be read: the line, and what may stand there. */
public final class MalformedConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MalformedConfigurationException(int line, String problem) {
        super("line " + line + ": " + problem);
    }
}
