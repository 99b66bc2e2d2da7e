package dev.rdplab.experiments.sweep;

import dev.rdplab.clientsim.ClientProfile;
import dev.rdplab.lab.scenario.CertificateVariant;
import dev.rdplab.lab.scenario.StayForm;
import dev.rdplab.protocol.handshake.Exchange;
import dev.rdplab.transport.tls.TlsVersion;
import dev.rdplab.words.Place;
import dev.rdplab.words.YamlScalar;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of a cell that concern server and client.
 *
 * @param tls empty for 1.2 and 1.3
 * @param certificate empty where the cell does not say
 * @param credSsp empty for NTLM in the client's manner
 * @param exchange what they exchange once the session is up
 * @param connect how long the client waits for the TCP connection
 * @param stage how long it stays in any other stage
 * @param whole how long all of it may take
 */
public record SweptPeers(
        Optional<TlsVersion> tls,
        Optional<CertificateVariant> certificate,
        Optional<CredSsp> credSsp,
        ClientProfile profile,
        Optional<Exchange> exchange,
        Duration connect,
        Duration stage,
        Duration whole) {

    /** How the client proves who it is. */
    public enum CredSsp {
        /** TLS alone. */
        NONE,
        NTLM,
        /** NTLM inside SPNEGO. */
        SPNEGO
    }

    /** Where a cell sets no deadline, or {@code none}: a trial has to end. */
    public static final Duration LONGEST = Duration.ofMinutes(2);

    /**
     * @param settings of a cell, by the words of {@link Setting}, as {@link Grid} has checked them
     * @throws IllegalArgumentException for what a sweep cannot do
     */
    public static SweptPeers of(Map<String, String> settings) {
        var read = new Reader(settings);
        var whole = read.time(Setting.DEADLINE).orElse(LONGEST);
        var stage = read.time(Setting.STAGE_DEADLINE).orElse(whole);
        return new SweptPeers(
                read.text(Setting.TLS).flatMap(TlsVersion::of),
                read.text(Setting.CERTIFICATE).map(SweptPeers::variant),
                read.text(Setting.CREDSSP).map(SweptPeers::credSsp),
                read.text(Setting.PROFILE).flatMap(ClientProfile::of).orElse(ClientProfile.MSTSC),
                read.text(Setting.STAY).filter(text -> !text.equals("none")).map(SweptPeers::exchange),
                read.time(Setting.CONNECT_DEADLINE).orElse(stage),
                stage,
                whole);
    }

    private static Exchange exchange(String text) {
        return StayForm.parse(text)
                .orElseThrow(() -> new IllegalArgumentException("stay " + text + " is not a size and interval"));
    }

    private static CertificateVariant variant(String word) {
        return Arrays.stream(CertificateVariant.values())
                .filter(v -> v.word().equals(word))
                .findFirst()
                .orElseThrow();
    }

    private static CredSsp credSsp(String word) {
        return switch (word) {
            case "none" -> CredSsp.NONE;
            case "ntlm" -> CredSsp.NTLM;
            case "spnego" -> CredSsp.SPNEGO;
            default ->
                throw new IllegalArgumentException(
                        "credssp " + word + " needs a realm, which sweeps have not; none, ntlm or spnego");
        };
    }

    private record Reader(Map<String, String> settings) {

        Optional<String> text(Setting setting) {
            return Optional.ofNullable(settings.get(setting.word()));
        }

        Optional<Duration> time(Setting setting) {
            return text(setting)
                    .filter(t -> !t.equals("none"))
                    .map(t -> new YamlScalar(new Place("cell", 0, setting.word()), t).duration());
        }
    }
}
