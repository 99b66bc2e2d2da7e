package dev.rdplab.packetlinks;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import dev.rdplab.chaos.link.LinkUnavailableException;
import dev.rdplab.chaos.process.OperatingSystem;

/** The few calls of the C library that Java lacks. 64-bit Linux only: {@code long} stands for size_t. */
final class Linux {

    static final int O_RDONLY = 0;
    static final int O_RDWR = 2;
    static final int O_NONBLOCK = 0x800;
    static final int O_CLOEXEC = 0x80000;
    static final int CLONE_NEWNET = 0x40000000;
    static final short POLLIN = 1;
    static final int EINTR = 4;
    static final int EAGAIN = 11;

    private static final int PR_SET_TIMERSLACK = 29;
    private static final long TUNSETIFF = 0x400454CAL;
    private static final short IFF_TUN = 1;
    private static final short IFF_NO_PI = 0x1000;
    private static final int IFREQ = 40;
    private static final int IFNAMSIZ = 16;

    static {
        if (Native.POINTER_SIZE != 8 || OperatingSystem.current() != OperatingSystem.LINUX) {
            throw new LinkUnavailableException("packet links need 64-bit Linux, this is " + OperatingSystem.ownName()
                    + "; run the lab in a Linux container or virtual machine");
        }
        Native.register(Linux.class, "c");
    }

    private Linux() {}

    static native int open(String path, int flags);

    static native int close(int fd);

    static native int ioctl(int fd, long request, Pointer argument);

    static native int setns(int fd, int type);

    static native int eventfd(int initial, int flags);

    static native int ppoll(Pointer fds, long count, Pointer timeout, Pointer signals);

    static native long read(int fd, Pointer buffer, long bytes);

    static native long write(int fd, Pointer buffer, long bytes);

    static native int prctl(int option, long a, long b, long c, long d);

    static native String strerror(int number);

    /** @throws LinkUnavailableException naming the call and the kernel's reason when the result is below zero */
    static int check(String call, int result) {
        if (result < 0) {
            int number = Native.getLastError();
            throw new LinkUnavailableException(call + ": " + strerror(number) + " (errno " + number + ")");
        }
        return result;
    }

    /** Moves the calling thread, which must be a platform thread and must not be anybody else's, to the namespace. */
    static void enter(String namespacePath) {
        int fd = check("open " + namespacePath, open(namespacePath, O_RDONLY | O_CLOEXEC));
        try {
            check("setns " + namespacePath, setns(fd, CLONE_NEWNET));
        } finally {
            close(fd);
        }
    }

    /** Makes a TUN device in the calling thread's namespace. It lives as long as the descriptor. */
    static int tun(String name) {
        int fd = check("open /dev/net/tun", open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC));
        try (var request = new Memory(IFREQ)) {
            request.clear();
            request.setString(0, name);
            request.setShort(IFNAMSIZ, (short) (IFF_TUN | IFF_NO_PI));
            check("TUNSETIFF " + name, ioctl(fd, TUNSETIFF, request));
            return fd;
        } catch (RuntimeException e) {
            close(fd);
            throw e;
        }
    }

    /** Lets the calling thread's waits end within a microsecond instead of the usual 50. */
    static void preciseTimers() {
        prctl(PR_SET_TIMERSLACK, 1, 0, 0, 0);
    }
}
