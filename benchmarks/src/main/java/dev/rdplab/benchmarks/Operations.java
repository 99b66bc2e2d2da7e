package dev.rdplab.benchmarks;

import dev.rdplab.chaos.fault.FaultInjector;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.credssp.TsRequest;
import dev.rdplab.protocol.handshake.Interceptor;
import dev.rdplab.protocol.handshake.Message;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Every operation of the handshake path whose allocation is bounded, by name. None draws on chance, clock or network. */
final class Operations {

    private Operations() {}

    static Map<String, Supplier<Object>> all() {
        var all = new LinkedHashMap<String, Supplier<Object>>();
        PduFamily.all().forEach((title, frame) -> {
            all.put("decode " + title, frame::dissect);
            all.put("encode " + title, frame.pdu()::toBytes);
            all.put("message " + title, () -> Message.of("", frame.pdu()::encode));
        });
        var challenge = PduFamily.all().get("TSRequest (NTLM CHALLENGE)").bytes();
        all.put("TSRequest alone", () -> TsRequest.decode(challenge));
        var ntlm = new NtlmExchange();
        all.put("ntlm whole", ntlm::whole);
        all.put("ntlm client answers CHALLENGE", ntlm::answer);
        all.put("ntlm server judges AUTHENTICATE", ntlm::judge);
        all.put("ntlm seal", ntlm::seal);
        all.put("ntlm unseal", ntlm::unseal);
        for (HandshakeKind kind : HandshakeKind.values()) {
            all.put("handshake " + kind, () -> kind.run(Interceptor.NONE, Interceptor.NONE));
        }
        var rules = InjectorBenchmark.neverFiring(16);
        all.put(
                "handshake NLA_NTLM, 16 rules",
                () -> HandshakeKind.NLA_NTLM.run(Interceptor.NONE, FaultInjector.of(rules, Role.SERVER, 1, 7)));
        return all;
    }
}
