package org.nftrace.nft;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nftrace.ir.Action;
import org.nftrace.ir.Chain;
import org.nftrace.ir.DataType;
import org.nftrace.ir.Expression;
import org.nftrace.ir.Match;
import org.nftrace.ir.NamedSet;
import org.nftrace.ir.Rule;
import org.nftrace.ir.Selector;
import org.nftrace.ir.StatefulObject;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Symbols;
import org.nftrace.ir.Table;
import org.nftrace.ir.Value;
import org.nftrace.text.Span;

/// How a dump itself spells what nft spells in two ways, by its options or by its version.
///
/// @param numericProtocols `6` for `tcp`: `nft --numeric-protocol`
/// @param namedCodes       `icmp code host-unreachable` for `icmp code 1`: before nft 1.1
/// @param presenceByIndex  `fib saddr oif missing` for `fib saddr check missing`: before nft 1.1
/// @param bareNames        `xt match icmp` and `devices = { lo }` without quotes: before nft 1.1
/// @param numericSubtypes  `tcp option mptcp subtype 1` for `mp-join`: before nft 1.1
/// @param decimalOffsets   `ip frag-off & 8191 != 0` for `ip frag-off & 0x1fff != 0x0`: before nft 1.1
/// @param plainSeconds     `policy = { established : 100 }` for `1m40s`: before nft 1.1
/// @param crowdedLines     as many elements of a map on a line as of a set: before nft 1.1.2
/// @param handles          `# handle 7` after what has one: `nft -a`
record Spellings(
        boolean numericProtocols,
        boolean namedCodes,
        boolean presenceByIndex,
        boolean bareNames,
        boolean numericSubtypes,
        boolean decimalOffsets,
        boolean plainSeconds,
        boolean crowdedLines,
        boolean handles) {
    private static final Pattern POLICY = Pattern.compile("policy *= *\\{ *\\w+ *: *[0-9]+([a-z])?");
    static final Spellings USUAL = new Spellings(false, false, false, false, false, false, false, false, false);

    /// A number of a type, and the statement in which it stands.
    private record Spelled(DataType type, long number, Span span) {
        boolean isNamed() {
            return Stream.of(span.text().split("[^a-z0-9.-]+"))
                    .anyMatch(word -> Symbols.number(type, word).equals(OptionalLong.of(number)));
        }
    }

    static Spellings of(List<Table> tables) {
        return new Spellings(
                !firstIsNamed(tables, type -> type == DataType.INET_PROTO, true),
                firstIsNamed(tables, type -> type == DataType.ICMP_CODE || type == DataType.ICMPV6_CODE, false),
                first(tables, Spellings::presenceByIndex).orElse(false),
                first(tables, Spellings::bareName)
                        .or(() -> tables.stream()
                                .flatMap(table -> table.chains().stream())
                                .flatMap(chain -> chain.base().stream())
                                .filter(base -> base.devices().size() > 1)
                                .map(base -> base.span().text().indexOf('"') < 0)
                                .findFirst())
                        .orElse(false),
                !firstIsNamed(tables, type -> type == DataType.MPTCP_SUBTYPE, true),
                first(tables, Spellings::decimalOffset).orElse(false),
                tables.stream()
                        .flatMap(table -> table.objects().stream())
                        .flatMap(object -> plainSeconds(object).stream())
                        .findFirst()
                        .orElse(false),
                SetPrinter.isCrowded(tables),
                tables.stream().anyMatch(table -> table.handle().isPresent()));
    }

    /// {@return a name in quotes, where the dump has them}
    String named(String name) {
        return bareNames ? name : WordPrinter.quoted(name);
    }

    private static Optional<Boolean> first(List<Table> tables, Function<Statement, Optional<Boolean>> spelling) {
        return tables.stream()
                .flatMap(table -> table.chains().stream())
                .flatMap(chain -> chain.rules().stream())
                .flatMap(rule -> rule.statements().stream())
                .map(spelling)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Boolean> presenceByIndex(Statement statement) {
        return statement instanceof Match.Compare(var span, Selector.Fib fib, _, _)
                        && fib.result() == Selector.FibResult.CHECK
                ? Optional.of(!span.text().contains("check"))
                : Optional.empty();
    }

    private static Optional<Boolean> decimalOffset(Statement statement) {
        return Optional.of(statement.span().text())
                .filter(text -> text.startsWith("ip frag-off "))
                .map(text -> !text.contains("0x"));
    }

    private static Optional<Boolean> plainSeconds(StatefulObject object) {
        Span at = object.span();
        var policy = POLICY.matcher(at.source().text())
                .region(at.start(), at.source().text().length());
        return object.content() instanceof StatefulObject.Timeout && policy.find()
                ? Optional.of(policy.group(1) == null)
                : Optional.empty();
    }

    private static Optional<Boolean> bareName(Statement statement) {
        return Optional.of(statement.span().text())
                .filter(text -> text.startsWith("xt "))
                .map(text -> text.indexOf('"') < 0);
    }

    // A dump is of one mind, so that the first that could have a name tells.
    private static boolean firstIsNamed(List<Table> tables, Predicate<DataType> types, boolean otherwise) {
        return tables.stream()
                .flatMap(Spellings::spelled)
                .filter(found -> types.test(found.type))
                .filter(found -> Symbols.name(found.type, found.number).isPresent())
                .map(Spelled::isNamed)
                .findFirst()
                .orElse(otherwise);
    }

    private static Stream<Spelled> spelled(Table table) {
        return Stream.concat(
                table.sets().stream().flatMap(Spellings::spelled),
                table.chains().stream()
                        .map(Chain::rules)
                        .flatMap(List::stream)
                        .map(Rule::statements)
                        .flatMap(List::stream)
                        .flatMap(Spellings::spelled));
    }

    private static Stream<Spelled> spelled(NamedSet set) {
        return set.elements().stream()
                .limit(1)
                .flatMap(element -> spelled(element.key(), Kinds.of(set.key()), element.span()));
    }

    private static Stream<Spelled> spelled(Statement statement) {
        return switch (statement) {
            case Match.Compare(var span, var selector, _, var value) -> spelled(value, Kinds.of(selector), span);
            case Action.VerdictMap(var span, var key, var map) -> spelled(map, Kinds.of(key), span);
            case Action.Assign(var span, var target, var value) -> spelled(value, Kinds.of(target), span);
            case Statement _ -> Stream.of();
        };
    }

    private static Stream<Spelled> spelled(Expression value, List<Kind> kinds, Span span) {
        return switch (value) {
            case Value.Number(var number) ->
                Stream.of(new Spelled(Kinds.at(kinds, 0).type(), number, span));
            case Value.Concatenation(var parts) ->
                IntStream.range(0, parts.size())
                        .boxed()
                        .flatMap(i -> spelled(parts.get(i), List.of(Kinds.at(kinds, i)), span));
            case Value.SetLiteral(_, var elements) ->
                elements.stream().limit(1).flatMap(element -> spelled(element.key(), kinds, span));
            case Expression _ -> Stream.of();
        };
    }
}
