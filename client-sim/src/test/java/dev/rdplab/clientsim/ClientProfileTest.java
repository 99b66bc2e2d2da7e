package dev.rdplab.clientsim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Ending;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.protocol.handshake.Outcome;
import dev.rdplab.protocol.x224.FailureCode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each profile offers on its first connection, and on those that follow when every one ends the same way. */
class ClientProfileTest {

    private static List<Offer> offers(ClientProfile profile, Security security, Ending each) {
        var offers = new ArrayList<>(List.of(profile.first(security)));
        for (int i = 1; i < 10; i++) {
            var next = profile.next(security, offers, each);
            if (next.isEmpty()) {
                return offers;
            }
            offers.add(next.get());
        }
        throw new AssertionError("no end of " + offers);
    }

    private static Ending failure(FailureCode code) {
        var outcome = Outcome.of(EndingKind.NEGOTIATION_FAILURE, Role.SERVER, code.value());
        return new Ending(outcome, Stage.X224, "ConnectionRequest", "ConnectionConfirm");
    }

    private static Ending closed(EndingKind kind, Stage stage) {
        return new Ending(Outcome.of(kind, Role.SERVER), stage, "", "");
    }

    private static Ending credsspError(String lastSent) {
        return new Ending(
                Outcome.of(EndingKind.CREDSSP_ERROR, Role.SERVER, 0x8009_0308L), Stage.CREDSSP, lastSent, "TSRequest");
    }

    @Test
    void mstscFallsBackToStandardSecurityOnlyWhereTheServerSaysThatItHasNothingElse() {
        assertThat(offers(ClientProfile.MSTSC, Security.AUTO, failure(FailureCode.SSL_NOT_ALLOWED_BY_SERVER)))
                .containsExactly(Offer.EXT, Offer.RDP);
        assertThat(offers(ClientProfile.MSTSC, Security.AUTO, failure(FailureCode.SSL_CERT_NOT_ON_SERVER)))
                .containsExactly(Offer.EXT);
        assertThat(offers(ClientProfile.MSTSC, Security.AUTO, closed(EndingKind.CLOSED_RST, Stage.X224)))
                .containsExactly(Offer.EXT);
    }

    @Test
    void mstscShowsBareNtlmToAServerThatRefusesItInSpnego() {
        var refused = credsspError("TSRequest (SPNEGO NegTokenInit (NTLM NEGOTIATE))");
        assertThat(offers(ClientProfile.MSTSC, Security.AUTO, refused))
                .containsExactly(Offer.EXT, Offer.EXT.withBareNtlm());
        assertThat(offers(ClientProfile.MSTSC, Security.NLA, refused))
                .containsExactly(Offer.NLA, Offer.NLA.withBareNtlm());
        assertThat(offers(ClientProfile.FREERDP3, Security.AUTO, refused)).containsExactly(Offer.TLS_NLA);
        assertThat(offers(ClientProfile.MSTSC, Security.AUTO, credsspError("TSRequest (NTLM AUTHENTICATE)")))
                .containsExactly(Offer.EXT);
    }

    @ParameterizedTest
    @EnumSource(names = {"FREERDP", "FREERDP3"})
    void freeRdpGoesDownStepByStep(ClientProfile profile) {
        assertThat(offers(profile, Security.AUTO, failure(FailureCode.SSL_NOT_ALLOWED_BY_SERVER)))
                .containsExactly(Offer.TLS_NLA, Offer.TLS, Offer.RDP);
        assertThat(offers(profile, Security.AUTO, failure(FailureCode.SSL_CERT_NOT_ON_SERVER)))
                .containsExactly(Offer.TLS_NLA, Offer.TLS, Offer.RDP);
        assertThat(offers(profile, Security.AUTO, failure(FailureCode.HYBRID_REQUIRED_BY_SERVER)))
                .containsExactly(Offer.TLS_NLA, Offer.TLS, Offer.BARE);
    }

    @ParameterizedTest
    @EnumSource(names = {"FREERDP", "FREERDP3"})
    void freeRdpOffersTheSameOnceMoreAfterAConnectionThatBrokeOutsideTls(ClientProfile profile) {
        for (var kind : List.of(EndingKind.CLOSED_FIN, EndingKind.CLOSED_RST)) {
            assertThat(offers(profile, Security.AUTO, closed(kind, Stage.X224)))
                    .containsExactly(Offer.TLS_NLA, Offer.TLS_NLA);
            assertThat(offers(profile, Security.AUTO, closed(kind, Stage.TLS))).containsExactly(Offer.TLS_NLA);
            assertThat(offers(profile, Security.AUTO, closed(kind, Stage.ACTIVE)))
                    .containsExactly(Offer.TLS_NLA);
        }
        assertThat(offers(profile, Security.AUTO, closed(EndingKind.TIMEOUT, Stage.X224)))
                .containsExactly(Offer.TLS_NLA);
    }

    @Test
    void rdesktopSendsABareRequestToAServerWithoutTls() {
        for (var code : List.of(FailureCode.SSL_NOT_ALLOWED_BY_SERVER, FailureCode.SSL_CERT_NOT_ON_SERVER)) {
            assertThat(offers(ClientProfile.RDESKTOP, Security.AUTO, failure(code)))
                    .containsExactly(Offer.TLS, Offer.BARE);
        }
        assertThat(offers(ClientProfile.RDESKTOP, Security.AUTO, failure(FailureCode.HYBRID_REQUIRED_BY_SERVER)))
                .containsExactly(Offer.TLS);
    }

    @ParameterizedTest
    @EnumSource
    void aProtocolThatTheUserInsistsOnIsTriedOnce(ClientProfile profile) {
        for (var security : Security.values()) {
            if (security != Security.AUTO) {
                assertThat(offers(profile, security, failure(FailureCode.SSL_NOT_ALLOWED_BY_SERVER)))
                        .as("%s", security)
                        .containsExactly(profile.first(security));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void noLadderIsLongerThanTheAttemptsOfAClient(ClientProfile profile) {
        for (int code = 1; code <= 7; code++) {
            assertThat(offers(profile, Security.AUTO, failure(new FailureCode(code))))
                    .hasSizeLessThanOrEqualTo(ClientOptions.MAX_ATTEMPTS)
                    .doesNotHaveDuplicates();
        }
    }
}
