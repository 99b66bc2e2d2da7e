package dev.rdplab.cli;

import org.slf4j.ILoggerFactory;
import org.slf4j.helpers.NOPLogger;
import org.slf4j.helpers.NOP_FallbackServiceProvider;

/** Logging for commands that log nothing. SLF4J's own factory of this kind makes Netty turn to java.util.logging. */
public final class NoLogging extends NOP_FallbackServiceProvider {

    @Override
    public ILoggerFactory getLoggerFactory() {
        return name -> NOPLogger.NOP_LOGGER;
    }
}
