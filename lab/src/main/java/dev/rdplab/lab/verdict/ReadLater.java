package dev.rdplab.lab.verdict;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.Supplier;

/** An unmodifiable list that is read when it is first looked at: a short command looks at few of a table's. */
final class ReadLater<T> extends AbstractList<T> implements RandomAccess {

    private final Supplier<List<T>> reader;
    private List<T> items;

    /** @param reader returns what the list holds; called once */
    ReadLater(Supplier<List<T>> reader) {
        this.reader = reader;
    }

    private synchronized List<T> items() {
        if (items == null) {
            items = List.copyOf(reader.get());
        }
        return items;
    }

    @Override
    public T get(int index) {
        return items().get(index);
    }

    @Override
    public int size() {
        return items().size();
    }
}
