package dev.rdplab.jmeter;

import dev.rdplab.clientsim.LogonGuard;
import dev.rdplab.clientsim.LogonRefusedException;
import dev.rdplab.clientsim.load.Handshakes;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.jmeter.config.Arguments;
import org.apache.jmeter.protocol.java.sampler.AbstractJavaSamplerClient;
import org.apache.jmeter.protocol.java.sampler.JavaSamplerContext;
import org.apache.jmeter.samplers.SampleResult;

/**
 * One handshake a sample, with a result for each stage inside. A sample is successful when the handshake reached the stage that
 * was asked for; its response code is how it ended, such as {@code completed} or {@code closed-rst}, its message also where. Only
 * the user's own server is loaded: on loopback or in a private range, unless the plan says {@code iOwnThisHost=true}.
 */
public final class RdpHandshakeSampler extends AbstractJavaSamplerClient {

    /** Of all threads of this JVM: one refused logon ends the tries with that account. */
    private static final LogonGuard GUARD = LogonGuard.create();

    private Handshakes handshakes;
    private String problem;

    /** JMeter makes one for each thread. */
    public RdpHandshakeSampler() {}

    @Override
    public Arguments getDefaultParameters() {
        var arguments = new Arguments();
        for (Argument argument : Argument.values()) {
            arguments.addArgument(argument.key(), argument.usual(), null, argument.meaning());
        }
        return arguments;
    }

    /** Reads the arguments, the password and the server's address once for all samples of this thread. */
    @Override
    public void setupTest(JavaSamplerContext context) {
        var given = new TreeMap<String, String>();
        context.getParameterNamesIterator().forEachRemaining(key -> given.put(key, context.getParameter(key, "")));
        given.keySet().removeIf(key -> key.startsWith("TestElement.")); // JMeter's own: the name of the sampler
        try {
            handshakes = Handshakes.like(SamplerSettings.read(given, GUARD));
        } catch (IllegalArgumentException wrong) {
            problem = wrong.getMessage();
        }
    }

    /** Waits for the end of the handshake, which its deadlines bound. */
    @Override
    public SampleResult runTest(JavaSamplerContext context) {
        if (problem != null) {
            var sample = Samples.without(Samples.NOT_STARTED, problem);
            sample.setStopThread(true); // the next would fail alike
            return sample;
        }
        long began = System.currentTimeMillis();
        try {
            return Samples.of(handshakes.begin().get(), began);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Samples.without(Samples.INTERRUPTED, "the test was stopped during the handshake");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LogonRefusedException refused) {
                var sample = Samples.without(
                        Samples.ACCOUNT_REFUSED,
                        refused.getMessage() + "; not presented again (" + Argument.PRESENT_AGAIN.key()
                                + "=true does)");
                sample.setStopThread(true); // the next would fail the same way
                return sample;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
