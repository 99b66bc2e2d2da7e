package dev.rdplab.protocol.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.protocol.handshake.server.SecurityLayer;
import dev.rdplab.protocol.x224.SecurityProtocols;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OccasionTest {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTokenHasItsNameInSpnegoAndBare(boolean spnego) {
        var met = new ArrayList<String>();
        var server = new Interceptor() {
            @Override
            public List<Effect> sending(Occasion occasion, Effect.Send send) {
                if (occasion.occurrenceOf("NTLM CHALLENGE") == 1) {
                    met.add(occasion.carries());
                }
                return List.of(send);
            }

            @Override
            public Reception received(Occasion occasion, Message message) {
                for (String name : List.of("NTLM NEGOTIATE", "NTLM AUTHENTICATE")) {
                    if (occasion.occurrenceOf(name) == 1) {
                        met.add(name);
                    }
                }
                return Reception.PROCEED;
            }
        };
        var client = Lab.client(SecurityProtocols.SSL.with(SecurityProtocols.HYBRID), spnego);
        var pair = Lab.pair(client, Lab.server(SecurityLayer.NLA), Interceptor.NONE, server);
        pair.runUntil(dev.rdplab.protocol.Stage.ACTIVE, Lab.LIMIT);

        assertThat(met)
                .containsExactly(
                        "NTLM NEGOTIATE",
                        spnego ? "SPNEGO NegTokenResp (NTLM CHALLENGE)" : "NTLM CHALLENGE",
                        "NTLM AUTHENTICATE");
    }
}
