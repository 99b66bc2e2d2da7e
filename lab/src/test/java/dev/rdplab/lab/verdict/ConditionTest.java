package dev.rdplab.lab.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rdplab.lab.yaml.Yaml;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.words.BadValueException;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The left side of a rule in causes.yaml and predictions.yaml. */
class ConditionTest {

    /** Each would be accepted and never fit. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "observed: aknowledged | 'aknowledged' is not a valid observation (did you mean acknowledged?)",
                "observed: client_hello_answered | did you mean client-hello-answered?",
                "observed: KRB_AP_ERR_SKWE | did you mean KRB_AP_ERR_SKEW?",
                "observed: [unknown-host, nonsense] | observed[1]: 'nonsense' is not a valid observation",
                "stage: tsl | 'tsl' is not known (did you mean tls?)",
                "ending: closed_rst | did you mean closed-rst?",
                "repeat: sometimes | 'sometimes' is not known",
                "code: many | 'many' is not a whole number"
            })
    void aMisspeltConditionIsAnError(String condition, String said) {
        assertThatThrownBy(() -> Condition.read(Yaml.read("causes.yaml", condition)))
                .isInstanceOf(BadValueException.class)
                .hasMessageStartingWith("causes.yaml:1: ")
                .hasMessageContaining(said);
    }

    @ParameterizedTest
    @EnumSource(Observation.class)
    void everyObservationCanBeAskedFor(Observation observation) {
        var condition = Condition.read(Yaml.read("causes.yaml", "observed: " + observation.word()));
        var facts = Facts.of(Stage.TLS, EndingKind.TIMEOUT);

        assertThat(condition.fits(facts)).isFalse();
        assertThat(condition.fits(facts.observed(observation.word()))).isTrue();
    }

    @Test
    void whatIsUnknownFitsNoConditionThatNamesIt() {
        var unknown = new Facts(null, EndingKind.TIMEOUT, null, OptionalLong.empty(), "", "", Set.of());
        for (String condition : List.of("stage: tls", "by: client", "code: 5")) {
            assertThat(Condition.read(Yaml.read("causes.yaml", condition)).fits(unknown))
                    .as(condition)
                    .isFalse();
        }
        assertThat(Condition.read(Yaml.read("causes.yaml", "ending: timeout")).fits(unknown))
                .isTrue();
    }

    @Test
    void aRuleWithoutConditionIsForAnything() {
        assertThat(Condition.read(Yaml.read("causes.yaml", "{}")).text()).isEqualTo("anything");
        assertThat(Condition.read(Yaml.read("causes.yaml", "{ code: 0xab, by: server }"))
                        .text())
                .isEqualTo("by server, code 0xAB");
    }

    @Test
    void kerberosErrorsAreObservations() {
        var condition = Condition.read(Yaml.read("causes.yaml", "observed: KRB_AP_ERR_SKEW"));
        assertThat(condition.fits(Facts.of(Stage.CREDSSP, EndingKind.TIMEOUT).observed("KRB_AP_ERR_SKEW")))
                .isTrue();
    }

    /** The words of an unread rule must never rule out what the rule, once read, would fit. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ending: timeout | true",
                "ending: [closed-fin, timeout] | true",
                "ending: closed-fin | false",
                "ending: [closed-fin, closed-rst] | false",
                "stage: tls | true",
                "stage: [x224, tls] | true",
                "stage: x224 | false",
                "{ stage: tls, ending: closed-fin } | false",
                "observed: ultimatum | true"
            })
    void anUnreadRuleIsRuledOutByItsWords(String condition, boolean names) {
        var map = Yaml.read("causes.yaml", condition);
        var facts = Facts.of(Stage.TLS, EndingKind.TIMEOUT).observed("ultimatum");

        assertThat(Condition.names(map, facts)).isEqualTo(names);
        assertThat(Condition.read(map).fits(facts)).isEqualTo(names);
    }

    @Test
    void aRuleWithAStageIsRuledOutWhereNoStageIsKnown() {
        assertThat(Condition.names(Yaml.read("causes.yaml", "stage: tls"), Facts.of(null, EndingKind.TIMEOUT)))
                .isFalse();
    }
}
