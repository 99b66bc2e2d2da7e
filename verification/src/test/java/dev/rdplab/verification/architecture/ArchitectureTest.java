package dev.rdplab.verification.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.rdplab");

    private static final Set<String> CLOCKS = Set.of("now", "nanoTime", "currentTimeMillis");

    @Test
    void theClassesAreThere() {
        Assertions.assertThat(CODE.size()).isGreaterThan(300);
    }

    @Test
    void theArrowsPointOneWay() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("protocol")
                .definedBy("dev.rdplab.protocol..")
                .layer("transport")
                .definedBy("dev.rdplab.transport..")
                .layer("chaos")
                .definedBy("dev.rdplab.chaos..")
                .layer("server-sim")
                .definedBy("dev.rdplab.serversim..")
                .layer("client-sim")
                .definedBy("dev.rdplab.clientsim..")
                .layer("lab")
                .definedBy("dev.rdplab.lab..")
                .layer("junit-jupiter")
                .definedBy("dev.rdplab.junitjupiter..")
                .layer("cli")
                .definedBy("dev.rdplab.cli..")
                .layer("jmeter")
                .definedBy("dev.rdplab.jmeter..")
                .whereLayer("transport")
                .mayOnlyAccessLayers("protocol")
                .whereLayer("chaos")
                .mayOnlyAccessLayers("protocol")
                .whereLayer("server-sim")
                .mayOnlyAccessLayers("protocol", "transport", "chaos")
                .whereLayer("client-sim")
                .mayOnlyAccessLayers("protocol", "transport", "chaos")
                .whereLayer("protocol")
                .mayNotAccessAnyLayer()
                .whereLayer("lab")
                .mayOnlyBeAccessedByLayers("junit-jupiter", "cli")
                .whereLayer("junit-jupiter")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("cli")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("jmeter")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("jmeter")
                .mayOnlyAccessLayers("protocol", "transport", "client-sim")
                .check(CODE);
    }

    @Test
    void theProtocolDoesNoInputAndOutput() {
        noClasses()
                .that()
                .resideInAPackage("dev.rdplab.protocol..")
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
                .resideInAPackage("dev.rdplab.protocol..")
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

    @Test
    void stagesOfTheLabDoNotGoInCircles() {
        slices().matching("dev.rdplab.lab.(admin|judge|run|scenario|codes)..")
                .should()
                .beFreeOfCycles()
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
                .resideInAPackage("dev.rdplab.protocol..")
                .and()
                .areAssignableTo(Throwable.class)
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
