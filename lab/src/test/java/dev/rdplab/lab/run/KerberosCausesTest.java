package dev.rdplab.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.lab.scenario.Catalogue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is named as the likeliest cause, where Kerberos itself fails. */
class KerberosCausesTest {

    @ParameterizedTest
    @CsvSource({
        "kdc-refused, kdc-unreachable",
        "spn-unknown, spn-unknown",
        "clock-client-at-kdc, clock-skew",
        "clock-server-behind, clock-skew",
        "service-key-changed, service-key",
        "ticket-for-another, service-key",
        "ticket-expired, ticket-expired",
        "authenticator-replayed, authenticator-replayed",
        "password-wrong-at-kdc, kdc-refuses-password",
        "enctype-not-shared, enctype-not-shared",
        "delegation-refused, delegation-refused",
        "account-expired-at-kdc, account-expired",
        "account-locked-at-kdc, account-disabled",
        "password-expired-at-kdc, password-expired",
        "restricted-admin-unsupported, restricted-admin"
    })
    void theLikeliestCauseIsTheOneThatWasMade(String scenario, String cause) throws InterruptedException {
        var result = Run.of(
                        Catalogue.load().find("kerberos/" + scenario).orElseThrow(), RunOptions.DEFAULT.inVirtualTime())
                .result();

        assertThat(result.causes())
                .first()
                .satisfies(likeliest -> assertThat(likeliest.known().id()).isEqualTo(cause));
    }
}
