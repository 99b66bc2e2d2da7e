package dev.rdplab.clientsim;

/** No connection was made, because a {@link LogonGuard} keeps an account that was refused from being presented again. */
public final class LogonRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LogonRefusedException(String refusal) {
        super(refusal);
    }
}
