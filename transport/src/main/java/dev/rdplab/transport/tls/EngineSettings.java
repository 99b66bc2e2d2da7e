package dev.rdplab.transport.tls;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/** What is set on each engine rather than on its context. @param hostName whether the certificate must bear the name */
record EngineSettings(
        Set<TlsVersion> versions,
        List<String> cipherSuites,
        List<String> groups,
        Optional<String> serverName,
        boolean hostName) {

    /** SSLParameters.setNamedGroups is there from version 20 on; before that the JDK's own groups are modest enough. */
    private static final Optional<Method> SET_NAMED_GROUPS = namedGroupsMethod();

    List<String> protocols() {
        return versions.stream()
                .sorted(Comparator.reverseOrder())
                .map(TlsVersion::standardName)
                .toList();
    }

    void apply(TlsEngine kind, SSLEngine engine, boolean client) {
        SSLParameters parameters = engine.getSSLParameters();
        if (client && serverName.isPresent()) {
            parameters.setServerNames(List.of(new SNIHostName(serverName.get())));
        }
        if (kind == TlsEngine.JDK) {
            namedGroups(parameters);
        }
        engine.setSSLParameters(parameters);
    }

    private void namedGroups(SSLParameters parameters) {
        if (SET_NAMED_GROUPS.isEmpty()) {
            return;
        }
        try {
            SET_NAMED_GROUPS.get().invoke(parameters, (Object) groups.toArray(String[]::new));
        } catch (IllegalAccessException | InvocationTargetException wrong) {
            throw new IllegalStateException("named groups " + groups, wrong);
        }
    }

    private static Optional<Method> namedGroupsMethod() {
        if (Runtime.version().feature() < 20) {
            return Optional.empty();
        }
        try {
            return Optional.of(SSLParameters.class.getMethod("setNamedGroups", String[].class));
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
