package dev.rdplab.verification.library;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a module promises to others: its public types, what they extend and implement, and their public and protected members,
 * a line each. Constructors of records are left out: a record of the lab is made by the lab, and may get a component more.
 */
final class PublicApi {

    private static final Set<String> OF_EVERY_OBJECT = Set.of("equals", "hashCode", "toString");

    private static final String NOT_PROMISED = "\\b(synchronized|native|transient|volatile) ";

    /**
     * What a test or a tool of somebody else's is written against; packages that are not named here, such as those that only
     * carry out a command, may change with every version. Of the protocol the words, the handshake and the bytes.
     */
    private static final Pattern PROMISED = Pattern.compile(
            "dev\\.rdplab\\.(junitjupiter|clientsim|serversim|chaos\\.fault"
                    + "|chaos\\.link|lab|lab\\.scenario|lab\\.yaml|lab\\.codes|lab\\.verdict|lab\\.result|protocol(\\.(handshake|wire))?)");

    /** The modules with such packages. */
    static final List<String> MODULES =
            List.of("protocol", "chaos", "server-sim", "client-sim", "lab", "junit-jupiter");

    private PublicApi() {}

    static Collection<String> of(String module) throws IOException {
        var classes = Repository.ROOT.resolve(module).resolve("target/classes");
        var lines = new TreeSet<String>();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(PublicApi::isClass).toList()) {
                var name = classes.relativize(file).toString().replace('/', '.').replaceFirst("\\.class$", "");
                add(lines, load(name));
            }
        }
        return lines;
    }

    private static boolean isClass(Path file) {
        var name = file.getFileName().toString();
        return name.endsWith(".class") && !name.endsWith("-info.class");
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, PublicApi.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static void add(Set<String> lines, Class<?> type) {
        if (!isOffered(type)) {
            return;
        }
        lines.add(type.getName() + ": " + type.toGenericString());
        Stream.concat(Stream.ofNullable(type.getGenericSuperclass()), Arrays.stream(type.getGenericInterfaces()))
                .map(above -> above.getTypeName())
                .filter(above -> !above.startsWith("java.lang."))
                .forEach(above -> lines.add(type.getName() + ": is a " + above));
        for (Field field : type.getDeclaredFields()) {
            add(lines, field, field.toGenericString());
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (!type.isRecord()) {
                add(lines, constructor, constructor.toGenericString());
            }
        }
        for (Method method : type.getDeclaredMethods()) {
            if (!OF_EVERY_OBJECT.contains(method.getName())) {
                add(lines, method, method.toGenericString());
            }
        }
    }

    private static void add(Set<String> lines, Member member, String line) {
        boolean offered = Modifier.isPublic(member.getModifiers()) || Modifier.isProtected(member.getModifiers());
        if (offered && !member.isSynthetic()) {
            var type = member.getDeclaringClass().getName();
            lines.add(type + ": " + line.replace(type + ".", "").replaceAll(NOT_PROMISED, ""));
        }
    }

    private static boolean isOffered(Class<?> type) {
        return PROMISED.matcher(type.getPackageName()).matches()
                && !type.isSynthetic()
                && !type.isAnonymousClass()
                && Stream.<Class<?>>iterate(type, outer -> outer != null, Class::getEnclosingClass)
                        .allMatch(outer -> Modifier.isPublic(outer.getModifiers()));
    }

    /** Lines of the first that the second has not. */
    static List<String> gone(Collection<String> before, Collection<String> now) {
        return before.stream().filter(line -> !now.contains(line)).toList();
    }
}
