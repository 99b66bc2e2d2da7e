package dev.rdplab.cli;

import io.netty.util.internal.logging.AbstractInternalLogger;
import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;

/** Has Netty log nothing: to set any logging up takes a sixteenth of what a probe does. */
final class SilentNetty extends InternalLoggerFactory {

    @Override
    protected InternalLogger newInstance(String name) {
        return new Silent(name);
    }

    /** All levels are off, so a caller that asks first does not even call the rest. */
    private static final class Silent extends AbstractInternalLogger {

        private static final long serialVersionUID = 1;

        Silent(String name) {
            super(name);
        }

        @Override
        public boolean isTraceEnabled() {
            return false;
        }

        @Override
        public void trace(String message) {}

        @Override
        public void trace(String format, Object arg) {}

        @Override
        public void trace(String format, Object first, Object second) {}

        @Override
        public void trace(String format, Object... args) {}

        @Override
        public void trace(String message, Throwable cause) {}

        @Override
        public boolean isDebugEnabled() {
            return false;
        }

        @Override
        public void debug(String message) {}

        @Override
        public void debug(String format, Object arg) {}

        @Override
        public void debug(String format, Object first, Object second) {}

        @Override
        public void debug(String format, Object... args) {}

        @Override
        public void debug(String message, Throwable cause) {}

        @Override
        public boolean isInfoEnabled() {
            return false;
        }

        @Override
        public void info(String message) {}

        @Override
        public void info(String format, Object arg) {}

        @Override
        public void info(String format, Object first, Object second) {}

        @Override
        public void info(String format, Object... args) {}

        @Override
        public void info(String message, Throwable cause) {}

        @Override
        public boolean isWarnEnabled() {
            return false;
        }

        @Override
        public void warn(String message) {}

        @Override
        public void warn(String format, Object arg) {}

        @Override
        public void warn(String format, Object first, Object second) {}

        @Override
        public void warn(String format, Object... args) {}

        @Override
        public void warn(String message, Throwable cause) {}

        @Override
        public boolean isErrorEnabled() {
            return false;
        }

        @Override
        public void error(String message) {}

        @Override
        public void error(String format, Object arg) {}

        @Override
        public void error(String format, Object first, Object second) {}

        @Override
        public void error(String format, Object... args) {}

        @Override
        public void error(String message, Throwable cause) {}
    }
}
