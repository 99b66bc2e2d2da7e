package dev.rdplab.transport;

import io.netty.channel.ConnectTimeoutException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Why a TCP connection was not set up, derived from the type of the exception, and by the errno where the native transport gives one.
 * Texts are localised on Windows and on Linux; they are looked at only for what the JDK gives no type, and one that is not known
 * leaves the kind {@link #OTHER}.
 */
public enum ConnectFailure {
    /** RST in answer to the SYN. */
    REFUSED,
    /** RST after the handshake of TCP, before the connection was handed over. */
    RESET,
    /** ICMP unreachable, a neighbour that is not there, or no route. */
    UNREACHABLE,
    /** No answer within the caller's limit. */
    NO_ANSWER,
    /** No answer until the kernel gave up. */
    KERNEL_GAVE_UP,
    /** The name has no address. */
    UNKNOWN_HOST,
    /** Anything else. */
    OTHER;

    /** What errno is called in the message of Netty's native transports: {@code failed with error(-111)}. */
    private static final Pattern NATIVE = Pattern.compile("\\(\\.\\.\\) failed with error\\(-(\\d+)\\)");

    private static final int ENETUNREACH = 101;
    private static final int ECONNRESET = 104;
    private static final int ETIMEDOUT = 110;
    private static final int ECONNREFUSED = 111;
    private static final int EHOSTUNREACH = 113;

    /**
     * The JDK has one type for a refusal and for the kernel's giving up. Windows repeats a refused SYN for about 2 s and gives up
     * after 21 s; Linux passes a refusal on at once and gives up after more than a minute.
     */
    private static final Duration KERNEL_GIVES_UP = Duration.ofSeconds(15);

    /** For the two errors that the JDK throws as a plain SocketException: its own table on Windows, glibc, and Windows. */
    private static final Set<String> RESET_TEXTS = Set.of(
            "connection reset",
            "an existing connection was forcibly closed by the remote host",
            "verbindung von der gegenseite zurückgesetzt",
            "die verbindung wurde vom kommunikationspartner zurückgesetzt",
            "eine vorhandene verbindung wurde vom remotehost geschlossen");

    private static final Set<String> UNREACHABLE_TEXTS = Set.of(
            "network is unreachable",
            "a socket operation was attempted to an unreachable network",
            "das netzwerk ist nicht erreichbar",
            "der socketvorgang bezog sich auf ein nicht verfügbares netzwerk");

    /** Returns the kind of a failure. @param after how long the attempt took */
    public static ConnectFailure of(Throwable failure, Duration after) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectTimeoutException || cause instanceof SocketTimeoutException) {
                return NO_ANSWER;
            }
            if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
                return UNKNOWN_HOST;
            }
            if (cause instanceof NoRouteToHostException) {
                return UNREACHABLE;
            }
            var number = errno(cause);
            if (number.isPresent()) {
                return of(number.getAsInt());
            }
        }
        if (failure instanceof ConnectException) {
            return after.compareTo(KERNEL_GIVES_UP) < 0 ? REFUSED : KERNEL_GAVE_UP;
        }
        return failure instanceof SocketException ? said(failure) : OTHER;
    }

    private static ConnectFailure of(int errno) {
        return switch (errno) {
            case ECONNREFUSED -> REFUSED;
            case ECONNRESET -> RESET;
            case ETIMEDOUT -> KERNEL_GAVE_UP;
            case ENETUNREACH, EHOSTUNREACH -> UNREACHABLE;
            default -> OTHER;
        };
    }

    private static OptionalInt errno(Throwable cause) {
        var matcher = NATIVE.matcher(String.valueOf(cause.getMessage()));
        return matcher.find() ? OptionalInt.of(Integer.parseInt(matcher.group(1))) : OptionalInt.empty();
    }

    private static ConnectFailure said(Throwable failure) {
        var text = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        if (RESET_TEXTS.stream().anyMatch(text::startsWith)) {
            return RESET;
        }
        return UNREACHABLE_TEXTS.stream().anyMatch(text::startsWith) ? UNREACHABLE : OTHER;
    }

    /** Returns one line for people. @param limit of the attempt */
    public String detail(Throwable failure, Duration limit) {
        return switch (this) {
            case REFUSED -> "connection refused";
            case RESET -> "connection reset";
            case UNREACHABLE -> "no route to host";
            case NO_ANSWER -> "no answer within " + limit.toMillis() + " ms";
            case KERNEL_GAVE_UP -> "no answer until the kernel gave up";
            case UNKNOWN_HOST -> "unknown host: " + failure.getMessage();
            case OTHER -> String.valueOf(failure.getMessage());
        };
    }
}
