package dev.rdplab.packetlinks;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;

/** Where a program or a socket of ours is to be: on the host, or at one end of a packet link. */
public interface Placement {

    /** The words that start a foreign program there. */
    List<String> command(List<String> words);

    /** Runs a task whose sockets are there. What it throws comes out as it is when unchecked, wrapped otherwise. */
    <T> T call(Callable<T> task);

    static Placement inside(NetNamespace namespace) {
        return new Placement() {
            @Override
            public List<String> command(List<String> words) {
                return namespace.command(words);
            }

            @Override
            public <T> T call(Callable<T> task) {
                return namespace.call(task);
            }
        };
    }

    /** No namespace: the task runs on the caller's thread. */
    Placement HOST = new Placement() {
        @Override
        public List<String> command(List<String> words) {
            return List.copyOf(words);
        }

        @Override
        public <T> T call(Callable<T> task) {
            try {
                return task.call();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        }
    };
}
