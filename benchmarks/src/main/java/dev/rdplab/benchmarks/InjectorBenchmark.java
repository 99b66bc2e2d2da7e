package dev.rdplab.benchmarks;

import dev.rdplab.chaos.fault.FaultInjector;
import dev.rdplab.chaos.fault.FaultKind;
import dev.rdplab.chaos.fault.Moment;
import dev.rdplab.chaos.fault.Rule;
import dev.rdplab.chaos.fault.When;
import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.handshake.HandshakePair;
import dev.rdplab.protocol.handshake.Interceptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What the fault injector costs a handshake in which nothing fires. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class InjectorBenchmark {

    /** Rules armed at the server; -1 for no injector at all. */
    @Param({"-1", "0", "1", "16"})
    public int rules;

    private List<Rule> armed;

    @Setup
    public void arm() {
        armed = neverFiring(rules);
    }

    @Benchmark
    public HandshakePair nla() {
        var injector = rules < 0 ? Interceptor.NONE : FaultInjector.of(armed, Role.SERVER, 1, 7);
        return HandshakeKind.NLA_NTLM.run(Interceptor.NONE, injector);
    }

    /** Rules for a message that comes once, at its ninth coming. */
    static List<Rule> neverFiring(int count) {
        var rules = new ArrayList<Rule>();
        for (int i = 0; i < count; i++) {
            rules.add(new Rule(
                    Moment.on(Role.SERVER, "ConnectionConfirm", When.BEFORE).occurrence(9 + i),
                    FaultKind.CLOSE_RST.create(Map.of())));
        }
        return rules;
    }
}
