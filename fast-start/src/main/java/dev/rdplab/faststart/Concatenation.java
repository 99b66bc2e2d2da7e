package dev.rdplab.faststart;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;

/**
 * Strings put together by {@code StringConcatFactory.makeConcatWithConstants}, with a {@code StringBuilder} instead.
 *
 * @param recipe the text, with 1 where an argument goes and 2 where a constant goes
 */
record Concatenation(ClassNode owner, InvokeDynamicInsnNode site, String recipe) {

    private static final char ARGUMENT = 1;
    private static final char CONSTANT = 2;

    /** Nothing when the place makes something else, or has constants that are not text. */
    static Optional<Concatenation> of(ClassNode owner, InvokeDynamicInsnNode site) {
        if (!site.bsm.getOwner().equals("java/lang/invoke/StringConcatFactory")
                || !site.bsm.getName().equals("makeConcatWithConstants")
                || !Arrays.stream(site.bsmArgs).allMatch(String.class::isInstance)) {
            return Optional.empty();
        }
        return Optional.of(new Concatenation(owner, site, (String) site.bsmArgs[0]));
    }

    /** Adds the method that does it; what stands in the place of the {@code invokedynamic}. */
    AbstractInsnNode added() {
        var method = new AddedMethod(owner, site);
        var types = Type.getArgumentTypes(site.desc);
        var constants = List.of(site.bsmArgs).subList(1, site.bsmArgs.length).iterator();
        var text = new StringBuilder();
        int argument = 0;
        method.beginText();
        for (char next : recipe.toCharArray()) {
            if (next == ARGUMENT) {
                flush(method, text);
                method.code().loadArg(argument);
                method.appendText(types[argument++]);
            } else if (next == CONSTANT) {
                text.append(constants.next());
            } else {
                text.append(next);
            }
        }
        flush(method, text);
        method.endText();
        return method.end();
    }

    private static void flush(AddedMethod method, StringBuilder text) {
        if (!text.isEmpty()) {
            method.appendText(text.toString());
            text.setLength(0);
        }
    }
}
