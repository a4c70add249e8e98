package org.nftrace.nft;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.antlr.v4.runtime.ParserRuleContext;
import org.nftrace.grammar.NftParser.ConcatenationContext;
import org.nftrace.grammar.NftParser.ConstantContext;
import org.nftrace.grammar.NftParser.ExpressionContext;
import org.nftrace.grammar.NftParser.GroupContext;
import org.nftrace.grammar.NftParser.JhashContext;
import org.nftrace.grammar.NftParser.OperandContext;
import org.nftrace.grammar.NftParser.OperationsContext;
import org.nftrace.grammar.NftParser.OperatorContext;
import org.nftrace.grammar.NftParser.SelectedContext;
import org.nftrace.grammar.NftParser.SelectorContext;
import org.nftrace.grammar.NftParser.SubjectContext;
import org.nftrace.ir.Expression;
import org.nftrace.ir.Family;
import org.nftrace.ir.Selector;
import org.nftrace.ir.Value;

/// Reads what is computed from selectors and values: bit operations, concatenations, lookups in maps.
final class ExpressionReader {
    private static final int MOST_OPERATORS = 64;

    private final Places places;
    private final Numbers numbers;
    private final ValueReader values;
    private final SelectorReader selectors;

    ExpressionReader(Places places, Optional<Family> tableFamily) {
        this.places = places;
        this.numbers = new Numbers(places);
        this.values = new ValueReader(places);
        this.selectors = new SelectorReader(places, tableFamily);
    }

    ValueReader values() {
        return values;
    }

    /// {@return the packet's side of a statement, with the kinds of data that a map in it may have}
    Selector subject(SubjectContext subject) {
        Expression first = subject.selector() == null
                ? operations(subject.operations().getFirst(), List.of())
                : selector(subject.selector());
        List<OperationsContext> rest = subject.selector() == null
                ? subject.operations().subList(1, subject.operations().size())
                : subject.operations();
        List<Expression> parts = new ArrayList<>();
        parts.add(operations(first, subject.operator(), subject.operand(), List.of()));
        for (OperationsContext part : rest) {
            parts.add(operations(part, List.of()));
        }
        Expression key = joined(parts);
        if (subject.mapping() != null) {
            Value map = values.elements().mapping(subject.mapping(), Kinds.of(key), List.of());
            return new Selector.Lookup(key, map);
        }
        return asSelector(key, subject);
    }

    private Selector asSelector(Expression expression, ParserRuleContext context) {
        if (!isConstant(expression) && expression instanceof Selector selector) {
            return selector;
        }
        throw new Unreadable(places.of(context), "'" + places.of(context).text() + "' is nothing of a packet");
    }

    private static boolean isConstant(Expression expression) {
        return switch (expression) {
            case Value _ -> true;
            case Selector.Binary(var left, _, var right) -> isConstant(left) && isConstant(right);
            case Selector _ -> false;
        };
    }

    /// {@return an expression whose constants are of the kinds that it is to yield}
    Expression expression(ExpressionContext expression, List<Kind> kinds) {
        if (expression.mapping() == null) {
            return concatenation(expression.concatenation(), kinds);
        }
        Expression key = concatenation(expression.concatenation(), List.of());
        return new Selector.Lookup(key, values.elements().mapping(expression.mapping(), Kinds.of(key), kinds));
    }

    private Expression concatenation(ConcatenationContext concatenation, List<Kind> kinds) {
        List<Expression> parts = new ArrayList<>();
        for (OperationsContext part : concatenation.operations()) {
            Kind kind = Kinds.at(kinds, parts.size());
            parts.add(operations(part, kinds.isEmpty() ? List.of() : List.of(kind)));
        }
        return joined(parts);
    }

    private static Expression joined(List<Expression> parts) {
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        boolean constant = parts.stream().allMatch(Value.class::isInstance);
        return constant
                ? new Value.Concatenation(parts.stream().map(Value.class::cast).toList())
                : new Selector.Concatenation(parts);
    }

    private Expression operations(OperationsContext operations, List<Kind> kinds) {
        Kind kind = constantKind(operations, kinds);
        Expression first = operand(operations.operand(0), kind);
        List<OperandContext> rest =
                operations.operand().subList(1, operations.operand().size());
        return operations(first, operations.operator(), rest, kinds);
    }

    // In `0x10 | meta mark` the constant is a mark because of what follows.
    private Kind constantKind(OperationsContext operations, List<Kind> kinds) {
        for (OperandContext operand : operations.operand()) {
            if (operand instanceof SelectedContext selected) {
                return Kinds.single(selector(selected.selector()));
            }
        }
        return Kinds.at(kinds, 0);
    }

    private Expression operations(
            Expression first, List<OperatorContext> operators, List<OperandContext> operands, List<Kind> kinds) {
        if (operators.size() > MOST_OPERATORS) {
            throw new Unreadable(places.of(operators.getLast()), "more than " + MOST_OPERATORS + " operators in a row");
        }
        Kind kind = first instanceof Value ? Kinds.at(kinds, 0) : Kinds.single(first);
        List<Selector.Operator> read =
                operators.stream().map(ExpressionReader::operator).toList();
        List<Expression> sides = new ArrayList<>(List.of(first));
        for (int i = 0; i < operands.size(); i++) {
            boolean shift = Precedence.of(read.get(i)) == Precedence.SHIFT;
            sides.add(operand(operands.get(i), shift ? Kind.NUMBER : kind));
        }
        return Precedence.tree(sides, read, kind);
    }

    private static Selector.Operator operator(OperatorContext operator) {
        return operator.AMPERSAND() != null
                ? Selector.Operator.AND
                : operator.PIPE() != null
                        ? Selector.Operator.OR
                        : operator.CARET() != null
                                ? Selector.Operator.XOR
                                : operator.SHIFT_LEFT() != null
                                        ? Selector.Operator.SHIFT_LEFT
                                        : Selector.Operator.SHIFT_RIGHT;
    }

    private Expression operand(OperandContext operand, Kind kind) {
        return switch (operand) {
            case GroupContext group -> operations(group.operations(), List.of(kind));
            case SelectedContext selected -> selector(selected.selector());
            case ConstantContext constant -> values.range(constant.range(), kind.unbounded());
            default -> throw new AssertionError(operand.getClass());
        };
    }

    Selector selector(SelectorContext selector) {
        return selector instanceof JhashContext hash ? jhash(hash) : selectors.selector(selector);
    }

    private Selector jhash(JhashContext hash) {
        int next = 1;
        OptionalInt seed = OptionalInt.empty();
        if (hash.SEED() != null) {
            seed = OptionalInt.of((int) numbers.number(hash.NUMBER(next++).getSymbol()));
        }
        long offset =
                hash.OFFSET() == null ? 0 : numbers.number(hash.NUMBER(next).getSymbol());
        return new Selector.Hash(
                Optional.of(concatenation(hash.concatenation(), List.of())),
                numbers.number(hash.NUMBER(0).getSymbol()),
                seed,
                offset);
    }
}
