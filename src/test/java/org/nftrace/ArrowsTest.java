package org.nftrace;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Which room may use which: imports point down only.
class ArrowsTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.nftrace");

    /// The arrows as they are drawn; what is below a room's neighbour is below the room.
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            Map.entry("text", Set.of()),
            Map.entry("grammar", Set.of()),
            Map.entry("net", Set.of("text")),
            Map.entry("ir", Set.of("net")),
            Map.entry("nft", Set.of("ir", "grammar")),
            Map.entry("iptables", Set.of("ir", "grammar")),
            Map.entry("packet", Set.of("net", "grammar")),
            Map.entry("capture", Set.of("packet")),
            Map.entry("host", Set.of("net", "grammar")),
            Map.entry("load", Set.of("nft", "iptables", "host")),
            Map.entry("trace", Set.of("ir", "packet", "host")),
            Map.entry("space", Set.of("trace")),
            Map.entry("lint", Set.of("space")),
            Map.entry("report", Set.of("lint")),
            Map.entry("repl", Set.of("text")),
            Map.entry("session", Set.of("load", "report", "repl")),
            Map.entry("cli", Set.of("capture", "load", "report", "session")));

    static Stream<String> rooms() {
        return ARROWS.keySet().stream().sorted();
    }

    private static Set<String> below(String room) {
        var found = new TreeSet<String>();
        for (var next : ARROWS.get(room)) {
            found.add(next);
            found.addAll(below(next));
        }
        return found;
    }

    private static String[] packages(Stream<String> rooms) {
        return rooms.map(room -> "org.nftrace." + room + "..").toArray(String[]::new);
    }

    @Test
    void every_package_is_a_room_that_has_its_place() {
        var rooms = new TreeSet<String>();
        for (JavaClass type : CLASSES) {
            rooms.add(type.getPackageName().split("\\.", 4)[2]);
        }
        rooms.removeAll(ARROWS.keySet());
        assertEquals(Set.of(), rooms);
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void a_room_uses_only_what_is_below_it(String room) {
        var below = below(room);
        var others = packages(rooms().filter(other -> !other.equals(room) && !below.contains(other)));
        noClasses()
                .that(resideInAnyPackage(packages(Stream.of(room))))
                .should()
                .dependOnClassesThat(resideInAnyPackage(others))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    /// A library stays behind one door, so that it can be replaced there.
    @ParameterizedTest
    @MethodSource("libraries")
    void a_library_is_known_only_where_it_is_needed(String library, List<String> rooms) {
        noClasses()
                .that(resideInAPackage("org.nftrace..").and(resideOutsideOfPackages(packages(rooms.stream()))))
                .should()
                .dependOnClassesThat(resideInAPackage(library))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    static Stream<Arguments> libraries() {
        return Stream.of(
                Arguments.of("org.antlr..", List.of("grammar", "nft", "iptables", "packet", "host")),
                Arguments.of("picocli..", List.of("cli")),
                Arguments.of("org.jline..", List.of("repl")),
                Arguments.of("com.github.javabdd..", List.of("space")));
    }

    @Test
    void engine_and_linter_never_see_a_parse_tree() {
        noClasses()
                .that(resideInAnyPackage(packages(Stream.of("trace", "space", "lint", "report", "cli"))))
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.nftrace.grammar..", "org.antlr.."))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @ParameterizedTest
    @MethodSource("process")
    void only_the_command_line_touches_the_process(String member) {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.nftrace.cli..")
                .should()
                .accessTargetWhere(DescribedPredicate.describe(
                        "is System." + member,
                        access -> access.getTargetOwner().isEquivalentTo(System.class)
                                && access.getTarget().getName().equals(member)))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    static Stream<String> process() {
        return Stream.of("in", "out", "err", "exit", "getenv", "getProperty", "setOut", "setErr", "setIn");
    }
}
