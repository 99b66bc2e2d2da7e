package dev.rdplab.transport;

import static dev.rdplab.transport.Loopback.ending;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rdplab.protocol.Role;
import dev.rdplab.protocol.Stage;
import dev.rdplab.protocol.handshake.Ending;
import dev.rdplab.protocol.handshake.EndingKind;
import dev.rdplab.transport.tls.TestCertificates;
import dev.rdplab.transport.tls.TlsClientSettings;
import dev.rdplab.transport.tls.TlsContext;
import dev.rdplab.transport.tls.TlsEngine;
import dev.rdplab.transport.tls.TlsServerSettings;
import dev.rdplab.transport.tls.TlsVersion;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** For tests that every TLS engine has to pass: the engines, a pair of ends that use one, and how a connection ended. */
abstract class EveryEngine {

    static Stream<TlsEngine> engines() {
        return Stream.of(TlsEngine.values()).filter(TlsEngine::available);
    }

    record EngineAndVersion(TlsEngine engine, TlsVersion version) {}

    static Stream<EngineAndVersion> enginesAndVersions() {
        return engines()
                .flatMap(e -> Stream.of(TlsVersion.TLS_1_2, TlsVersion.TLS_1_3).map(v -> new EngineAndVersion(e, v)));
    }

    static Loopback.Plan plan(TlsEngine engine, TlsVersion... versions) {
        var plan = new Loopback.Plan();
        TlsVersion[] both = versions.length > 0 ? versions : new TlsVersion[] {TlsVersion.TLS_1_2, TlsVersion.TLS_1_3};
        plan.serverTls = TlsContext.of(TlsServerSettings.of(TestCertificates.RSA.certificate())
                .versions(both)
                .engine(engine));
        plan.clientTls = TlsContext.of(TlsClientSettings.any().versions(both).engine(engine));
        return plan;
    }

    static void endsAs(Connection connection, EndingKind kind, Role by, Stage stage) throws Exception {
        Ending ending = ending(connection);
        assertThat(List.of(ending.kind(), ending.outcome().by(), ending.stage()))
                .as("%s", Loopback.story(connection))
                .containsExactly(kind, by, stage);
    }

    static void alertOf(Connection connection, Role by, int alert) throws Exception {
        endsAs(connection, EndingKind.TLS_ALERT, by, Stage.TLS);
        assertThat(ending(connection).outcome().code()).isEqualTo(OptionalLong.of(alert));
    }
}
