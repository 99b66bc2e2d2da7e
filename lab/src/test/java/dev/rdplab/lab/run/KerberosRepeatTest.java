package dev.rdplab.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.lab.scenario.Catalogue;
import dev.rdplab.lab.scenario.Scenario;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class KerberosRepeatTest {

    static List<Scenario> scenarios() {
        return Catalogue.load().matching("kerberos/*");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void theSameSeedGivesTheSameBytes(Scenario scenario) throws InterruptedException {
        var first = Run.of(scenario, RunOptions.DEFAULT).result();
        var second = Run.of(scenario, RunOptions.DEFAULT).result();

        assertThat(first.transcriptSha256()).isNotEmpty().isEqualTo(second.transcriptSha256());
        // the detail may name the KDC's port, which is any free one
        assertThat(first.client())
                .usingRecursiveComparison()
                .ignoringFields("detail")
                .isEqualTo(second.client());
    }

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
        "restricted-admin-unsupported, restricted-admin"
    })
    void theLikeliestCauseIsTheOneThatWasMade(String scenario, String cause) throws InterruptedException {
        var result = Run.of(Catalogue.load().find("kerberos/" + scenario).orElseThrow(), RunOptions.DEFAULT)
                .result();

        assertThat(result.causes())
                .first()
                .satisfies(likeliest -> assertThat(likeliest.known().id()).isEqualTo(cause));
    }
}
