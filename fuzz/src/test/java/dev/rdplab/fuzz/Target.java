package dev.rdplab.fuzz;

import dev.rdplab.console.HttpTarget;
import dev.rdplab.relay.RelayTarget;

/** What is fuzzed. */
enum Target {
    DECODERS(DecodersTarget.class, DecodersTarget::fuzzerTestOneInput, 10_000),
    DISSECTOR(DissectorTarget.class, DissectorTarget::fuzzerTestOneInput, 3_000),
    PAIR(PairTarget.class, PairTarget::fuzzerTestOneInput, 400),
    ENDPOINT(EndpointTarget.class, EndpointTarget::fuzzerTestOneInput, 1_000),
    LIFE(LifeTarget.class, LifeTarget::fuzzerTestOneInput, 10_000),
    TLS_RECORDS(TlsRecordsTarget.class, TlsRecordsTarget::fuzzerTestOneInput, 10_000),
    RELAY(RelayTarget.class, RelayTarget::fuzzerTestOneInput, 3_000),
    CAPTURE(CaptureTarget.class, CaptureTarget::fuzzerTestOneInput, 400),
    FILES(FilesTarget.class, FilesTarget::fuzzerTestOneInput, 1_000),
    KERBEROS_FILES(KerberosFilesTarget.class, KerberosFilesTarget::fuzzerTestOneInput, 10_000),
    HTTP(HttpTarget.class, HttpTarget::fuzzerTestOneInput, 200);

    /** Takes one input. */
    interface OneInput {
        void run(byte[] input) throws Exception;
    }

    private final Class<?> type;
    private final OneInput one;
    private final int executions;

    Target(Class<?> type, OneInput one, int executions) {
        this.type = type;
        this.one = one;
        this.executions = executions;
    }

    /** The class that Jazzer is given. */
    Class<?> type() {
        return type;
    }

    void run(byte[] input) throws Exception {
        one.run(input);
    }

    /** Mutated inputs in an ordinary build. */
    int executions() {
        return executions;
    }
}
