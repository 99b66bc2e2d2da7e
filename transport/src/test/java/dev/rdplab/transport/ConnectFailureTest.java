package dev.rdplab.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ConnectTimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The texts are those of the JDK's own table for Windows, of Windows and glibc in English and German, and of Netty. */
class ConnectFailureTest {

    private static final Duration SOON = Duration.ofMillis(2_100);
    private static final Duration LATE = Duration.ofSeconds(21);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            Connection refused: no further information
            Connection refused
            Verbindungsaufbau abgelehnt
            No connection could be made because the target machine actively refused it
            Es konnte keine Verbindung hergestellt werden, da der Zielcomputer die Verbindung verweigerte
            """)
    void aRefusalComesSoonInAnyLanguage(String text) {
        assertThat(ConnectFailure.of(annotated(new ConnectException(text)), SOON))
                .isEqualTo(ConnectFailure.REFUSED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            Connection timed out: no further information
            Connection timed out
            Die Wartezeit für die Verbindung ist abgelaufen
            A connection attempt failed because the connected party did not properly respond after a period of time
            Ein Verbindungsversuch ist fehlgeschlagen, da die Gegenstelle nach einer bestimmten Zeitspanne nicht richtig reagiert hat
            """)
    void theKernelGivesUpLateInAnyLanguage(String text) {
        assertThat(ConnectFailure.of(annotated(new ConnectException(text)), LATE))
                .isEqualTo(ConnectFailure.KERNEL_GAVE_UP);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            RESET       | Connection reset by peer: no further information
            RESET       | Connection reset
            RESET       | An existing connection was forcibly closed by the remote host
            RESET       | Eine vorhandene Verbindung wurde vom Remotehost geschlossen
            RESET       | Die Verbindung wurde vom Kommunikationspartner zurückgesetzt
            UNREACHABLE | Network is unreachable: no further information
            UNREACHABLE | A socket operation was attempted to an unreachable network
            UNREACHABLE | Der Socketvorgang bezog sich auf ein nicht verfügbares Netzwerk
            UNREACHABLE | Das Netzwerk ist nicht erreichbar
            OTHER       | Permission denied: no further information
            OTHER       | Une connexion existante a dû être fermée par l’hôte distant
            """)
    void whatTheJdkGivesNoTypeIsKnownByItsText(ConnectFailure expected, String text) {
        assertThat(ConnectFailure.of(new SocketException(text), SOON)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "REFUSED,111,Connection refused",
        "REFUSED,111,Verbindungsaufbau abgelehnt",
        "RESET,104,Die Verbindung wurde vom Kommunikationspartner zurückgesetzt",
        "KERNEL_GAVE_UP,110,Die Wartezeit für die Verbindung ist abgelaufen",
        "UNREACHABLE,113,Keine Route zum Zielrechner",
        "UNREACHABLE,101,Das Netzwerk ist nicht erreichbar",
        "OTHER,13,Connection refused is not what this says",
    })
    void theNumberOfTheNativeTransportGoesBeforeItsText(ConnectFailure expected, int errno, String text) {
        var failure = new ConnectException("finishConnect(..) failed with error(-" + errno + "): " + text);
        assertThat(ConnectFailure.of(annotated(failure), SOON)).isEqualTo(expected);
    }

    @Test
    void theTypeGoesBeforeTheText() {
        assertThat(ConnectFailure.of(new ConnectTimeoutException("refused"), SOON))
                .isEqualTo(ConnectFailure.NO_ANSWER);
        assertThat(ConnectFailure.of(new NoRouteToHostException("refused, reset, timed out"), SOON))
                .isEqualTo(ConnectFailure.UNREACHABLE);
        assertThat(ConnectFailure.of(new UnknownHostException("reset.example"), SOON))
                .isEqualTo(ConnectFailure.UNKNOWN_HOST);
        assertThat(ConnectFailure.of(new UnresolvedAddressException(), SOON)).isEqualTo(ConnectFailure.UNKNOWN_HOST);
        assertThat(ConnectFailure.of(new IOException("Connection refused"), SOON))
                .isEqualTo(ConnectFailure.OTHER);
    }

    /** As Netty adds the address to what failed. */
    private static ConnectException annotated(ConnectException cause) {
        var annotated = new ConnectException(cause.getMessage() + ": /192.0.2.1:3389");
        annotated.initCause(cause);
        return annotated;
    }

    @Test
    void aLimitOfThisEndIsNoAnswer() {
        assertThat(ConnectFailure.of(new SocketTimeoutException("Connect timed out"), SOON))
                .isEqualTo(ConnectFailure.NO_ANSWER);
    }
}
