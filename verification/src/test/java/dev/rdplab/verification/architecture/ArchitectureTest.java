package dev.rdplab.verification.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.rdplab.chaos.link.LinkUnavailableException;
import dev.rdplab.protocol.handshake.NonceSource;
import java.time.Clock;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {

    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.rdplab");

    /** Packages of code that builds or tests and is never published as a library. */
    private static final String[] INTERNAL = {
        "dev.rdplab.testkit..", "dev.rdplab.benchmarks..", "dev.rdplab.faststart.."
    };

    /** What does no I/O, and reads no clock. */
    private static final String[] PURE = {"dev.rdplab.protocol..", "dev.rdplab.kerberos.protocol.."};

    private static final Set<String> CLOCKS = Set.of("now", "nanoTime", "currentTimeMillis");

    /** Each module by its package, and the modules that it may use. */
    private static final Map<String, Set<String>> ARROWS = arrows(
            """
            words ->
            protocol ->
            transport -> protocol
            systemrsa -> transport
            chaos -> words protocol
            kerberos -> protocol
            packetlinks -> chaos
            serversim -> protocol transport
            clientsim -> protocol transport
            relay -> protocol transport
            lab -> words protocol transport chaos kerberos serversim clientsim relay
            diagnosis -> words protocol transport clientsim lab
            experiments -> words protocol transport chaos packetlinks serversim clientsim lab
            judging -> words protocol transport chaos packetlinks clientsim lab experiments
            console -> words protocol transport chaos lab
            junitjupiter -> words protocol transport chaos clientsim lab
            cli -> words protocol transport chaos packetlinks kerberos serversim clientsim relay lab diagnosis experiments judging console
            jmeter -> words protocol transport clientsim
            """);

    private static Map<String, Set<String>> arrows(String lines) {
        return lines.lines()
                .map(line -> line.split(" ->"))
                .collect(Collectors.toMap(
                        line -> line[0],
                        line -> line.length < 2
                                ? Set.of()
                                : Set.of(line[1].strip().split(" "))));
    }

    static Set<String> modules() {
        return new TreeSet<>(ARROWS.keySet());
    }

    @ParameterizedTest
    @MethodSource("modules")
    void theArrowsPointOneWay(String module) {
        var allowed = Stream.concat(Stream.of(module), ARROWS.get(module).stream())
                .map(ArchitectureTest::packageOf)
                .toArray(String[]::new);
        classes()
                .that()
                .resideInAPackage(packageOf(module))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(allowed).or(resideOutsideOfPackage("dev.rdplab..")))
                .check(CODE);
    }

    @Test
    void everyClassIsInAModuleThatHasArrows() {
        var known = ARROWS.keySet().stream().map(ArchitectureTest::packageOf).toArray(String[]::new);

        assertThat(CODE.that(resideInAPackage("dev.rdplab..")).size())
                .isEqualTo(CODE.that(resideInAnyPackage(known)).size()
                        + CODE.that(resideInAnyPackage(INTERNAL)).size());
    }

    @Test
    void everyModuleHasItsClasses() {
        assertThat(ARROWS.keySet()).allSatisfy(module -> assertThat(
                        CODE.that(resideInAPackage(packageOf(module))).size())
                .as(module)
                .isPositive());
    }

    private static String packageOf(String module) {
        return "dev.rdplab." + module + "..";
    }

    @Test
    void theProtocolDoesNoInputAndOutput() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "io.netty.channel..",
                        "io.netty.handler..",
                        "io.netty.bootstrap..",
                        "javax.net..",
                        "java.net..",
                        "java.nio.channels..",
                        "java.nio.file..",
                        "java.util.concurrent.locks.."))
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(
                        Thread.class,
                        Executor.class,
                        Future.class,
                        Clock.class,
                        Random.class,
                        SplittableRandom.class,
                        ThreadLocalRandom.class)
                .orShould()
                .dependOnClassesThat(type(java.security.SecureRandom.class))
                .check(CODE);
    }

    @Test
    void theProtocolReadsNoClock() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .accessTargetWhere(aClockIsRead())
                .check(CODE);
    }

    @Test
    void onlyTheCommandLinePrints() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.rdplab.cli..", "dev.rdplab.benchmarks..", "dev.rdplab.testkit..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .check(CODE);
    }

    /** One class leads to the terminal, so that nothing a peer sends reaches it raw. */
    @Test
    void textReachesTheTerminalThroughOneClassOnly() {
        noClasses()
                .that()
                .resideInAPackage("dev.rdplab.cli..")
                .and()
                .doNotHaveFullyQualifiedName("dev.rdplab.cli.Terminal")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .accessField(java.io.FileDescriptor.class, "out")
                .orShould()
                .accessField(java.io.FileDescriptor.class, "err")
                .orShould()
                .callConstructorWhere(target(owner(assignableTo(java.io.PrintWriter.class))))
                .orShould()
                .callConstructorWhere(target(owner(assignableTo(java.io.PrintStream.class))))
                .orShould()
                .callMethodWhere(target(owner(assignableTo(Throwable.class))).and(target(name("printStackTrace"))))
                .check(CODE);
    }

    /** Inside a module too. The two types stay in the packages where users find them. */
    @Test
    void packagesDoNotGoInCircles() {
        slices().matching("dev.rdplab.(*).(*)..")
                .should()
                .beFreeOfCycles()
                .ignoreDependency(alwaysTrue(), type(NonceSource.class))
                .ignoreDependency(alwaysTrue(), type(LinkUnavailableException.class))
                .check(CODE);
    }

    @Test
    void theLibraryForTestsForcesNoAssertionLibrary() {
        noClasses()
                .that()
                .resideInAPackage("dev.rdplab.junitjupiter..")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("org.assertj..", "org.hamcrest..", "org.junit.jupiter.params.."))
                .check(CODE);
    }

    @Test
    void exceptionsForAWrongPeerAreOne() {
        classes()
                .that()
                .resideInAnyPackage(PURE)
                .and()
                .areAssignableTo(Throwable.class)
                .and()
                .doNotHaveSimpleName("Malformed") // private to the JSON reader, which turns it into that one
                .should()
                .haveSimpleName("ProtocolViolationException")
                .check(CODE);
    }

    private static DescribedPredicate<JavaAccess<?>> aClockIsRead() {
        return new DescribedPredicate<>("reads a clock") {
            @Override
            public boolean test(JavaAccess<?> access) {
                JavaClass owner = access.getTargetOwner();
                return CLOCKS.contains(access.getName())
                        && (owner.isEquivalentTo(System.class)
                                || owner.getPackageName().equals("java.time"));
            }
        };
    }
}
