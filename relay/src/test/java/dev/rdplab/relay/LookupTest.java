package dev.rdplab.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LookupTest {

    private static final InetSocketAddress NAME = InetSocketAddress.createUnresolved("name", 3389);

    private record Found(InetSocketAddress address, Thread thread) {}

    private static Found found(String host) throws Exception {
        var found = new CompletableFuture<Found>();
        new Lookup(InetSocketAddress.createUnresolved(host, 3389))
                .address(address -> found.complete(new Found(address, Thread.currentThread())));
        return found.get(60, TimeUnit.SECONDS);
    }

    @Test
    void aNameIsLookedUp() throws Exception {
        assertThat(found("localhost").address().isUnresolved()).isFalse();
    }

    @Test
    void aNameIsLookedUpInAThreadOfItsOwn() throws Exception {
        var looking = new CompletableFuture<Thread>();
        var found = new CompletableFuture<InetSocketAddress>();
        var lookup = new Lookup(
                NAME,
                name -> {
                    looking.complete(Thread.currentThread());
                    return name;
                },
                Duration.ofMinutes(1),
                1);

        lookup.address(found::complete);

        assertThat(looking.get(60, TimeUnit.SECONDS)).isNotSameAs(Thread.currentThread());
        assertThat(found.get(60, TimeUnit.SECONDS)).isEqualTo(NAME);
    }

    @Test
    void anAddressNeedsNoLookup() throws Exception {
        for (String address : new String[] {"127.0.0.1", "::1"}) {
            var found = found(address);
            assertThat(found.address().getAddress()).isEqualTo(InetAddress.getByName(address));
            assertThat(found.thread()).isSameAs(Thread.currentThread());
        }
    }

    /** A label of 64 bytes: the resolver refuses it (RFC 1035 2.3.4 allows 63) and asks no name server. */
    @Test
    void aNameThatIsUnknownStaysUnresolved() throws Exception {
        assertThat(found("x".repeat(64) + ".invalid").address().isUnresolved()).isTrue();
    }

    @Test
    void aNameServerThatDoesNotAnswerIsGivenUp() throws Exception {
        var answer = new CompletableFuture<InetSocketAddress>();
        var found = new CompletableFuture<InetSocketAddress>();
        var lookup = new Lookup(NAME, name -> answer.join(), Duration.ofMillis(1), 1);

        lookup.address(found::complete);

        assertThat(found.get(60, TimeUnit.SECONDS).isUnresolved()).isTrue();
        answer.complete(NAME);
    }

    @Test
    void lookupsThatAreTooManyAreNotMade() throws Exception {
        var answer = new CompletableFuture<InetSocketAddress>();
        var lookup = new Lookup(NAME, name -> answer.join(), Duration.ofMinutes(1), 1);
        var found = new CompletableFuture<InetSocketAddress>();
        for (int i = 0; i < 9; i++) { // eight threads, and one that waits
            lookup.address(any -> {});
        }

        lookup.address(found::complete);

        assertThat(found).isCompletedWithValue(NAME);
        answer.complete(NAME);
    }
}
