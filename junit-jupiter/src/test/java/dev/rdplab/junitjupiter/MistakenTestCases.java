package dev.rdplab.junitjupiter;

import org.junit.jupiter.api.Test;

/** Run by {@link RdpLabExtensionTest}. */
class MistakenTestCases {

    @Test
    void misspellsAName(@RdpLab("server-key-unreadible") LabServer server) {}

    @Test
    void misspellsAKey(@RdpLab(server = "{ sekurity: tls }") LabServer server) {}

    @Test
    void saysTwoThings(@RdpLab(value = "server-key-unreadable", server = "{ security: tls }") LabServer server) {}

    @Test
    void givesALinkWhatAServerMustCarryOut(@RdpLab(link = "{ modelled-loss: { loss: 10% } }") LabLink link) {}

    @Test
    void misspellsAPath(@RdpLab("tls/server-key-unreadible") LabServer server) {}

    @Test
    void forgetsTheAnnotationOfAServer(@RdpLab LabClient client, LabServer server) {}

    @Test
    void forgetsTheAnnotationOfALink(@RdpLab LabClient client, LabLink link) {}

    @Test
    void givesARelayAServer(@RdpLab(server = "{ security: tls }") LabRelay relay) {}

    @Test
    void takesTheWrongType(@RdpLab String server) {}
}
