package dev.rdplab.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of the program and of the Java it runs on. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String own = RdpLab.class.getPackage().getImplementationVersion();
        return new String[] {"rdplab " + (own == null ? "(development)" : own) + ", Java " + Runtime.version()};
    }
}
