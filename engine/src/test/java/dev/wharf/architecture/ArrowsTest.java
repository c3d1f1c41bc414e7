package dev.wharf.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of docs/architecture.md. */
@AnalyzeClasses(packages = "dev.wharf", importOptions = ImportOption.DoNotIncludeTests.class)
class ArrowsTest {

    @ArchTest
    static final ArchRule FEATURES_HAVE_NO_CYCLES =
            slices().matching("dev.wharf.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule FAILURE_AND_CATALOG_STAND_ALONE = classes()
            .that()
            .resideInAnyPackage("dev.wharf.failure..", "dev.wharf.catalog..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.wharf.failure..", "dev.wharf.catalog..", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule DOCKER_STAYS_BEHIND_ITS_PORT = noClasses()
            .that()
            .resideOutsideOfPackage("dev.wharf.sandbox.docker..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.github.dockerjava..");

    @ArchTest
    static final ArchRule THE_MODELS_CLIENT_STAYS_BEHIND_ITS_PORT = noClasses()
            .that()
            .resideOutsideOfPackage("dev.wharf.author.model.openai..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.openai..", "kotlin..");

    @ArchTest
    static final ArchRule POSTGRESQL_STAYS_BEHIND_ITS_PORT = noClasses()
            .that()
            .resideOutsideOfPackage("dev.wharf.database.postgresql..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.postgresql..");

    @ArchTest
    static final ArchRule SQLITE_STAYS_BEHIND_ITS_PORT = noClasses()
            .that()
            .resideOutsideOfPackage("dev.wharf.database.sqlite..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.sqlite..");

    @ArchTest
    static final ArchRule WHAT_RUNS_IN_CONTAINERS_NEEDS_NO_LIBRARY = classes()
            .that()
            .resideInAnyPackage("dev.wharf.wire..", "dev.wharf.runner..", "dev.wharf.compiler..", "dev.wharf.migration..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.wharf.wire..",
                    "dev.wharf.runner..",
                    "dev.wharf.compiler..",
                    "dev.wharf.migration..",
                    "java..",
                    "javax.tools..",
                    "javax.lang.model..",
                    "com.sun.source..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule THE_ROW_LOOP_KNOWS_NO_RUN = noClasses()
            .that()
            .resideInAPackage("dev.wharf.transform..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.wharf.run..", "dev.wharf.check..", "dev.wharf.approval..");
}
