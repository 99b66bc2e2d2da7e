package dev.rdplab.chaos.fault;

import dev.rdplab.words.Form;
import dev.rdplab.words.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** A form that is made when it is first asked for: a scenario that names no PDU need not wait until all of them are loaded. */
final class LateForm<T> implements Form<T> {

    private final Supplier<Form<T>> maker;
    private volatile Form<T> made;

    /** @param maker must return the same form every time */
    LateForm(Supplier<Form<T>> maker) {
        this.maker = maker;
    }

    private Form<T> form() {
        Form<T> form = made;
        if (form == null) {
            form = maker.get();
            made = form;
        }
        return form;
    }

    @Override
    public T read(YamlNode node) {
        return form().read(node);
    }

    @Override
    public String allowed() {
        return form().allowed();
    }

    @Override
    public String brief() {
        return form().brief();
    }

    @Override
    public Map<String, Object> schema() {
        return form().schema();
    }

    @Override
    public String example(Random random) {
        return form().example(random);
    }

    @Override
    public List<Form<?>> parts() {
        return form().parts();
    }
}
