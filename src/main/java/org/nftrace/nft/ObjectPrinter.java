package org.nftrace.nft;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.nftrace.ir.Action;
import org.nftrace.ir.DataType;
import org.nftrace.ir.Family;
import org.nftrace.ir.Flowtable;
import org.nftrace.ir.Match;
import org.nftrace.ir.StatefulObject;
import org.nftrace.ir.Statement;
import org.nftrace.ir.Symbols;

/// Spells stateful objects and flowtables, line by line.
final class ObjectPrinter {
    private final Spellings spellings;

    ObjectPrinter(Spellings spellings) {
        this.spellings = spellings;
    }

    List<String> lines(StatefulObject object) {
        List<String> lines = new ArrayList<>();
        lines.add(SelectorPrinter.lower(object.kind()).replace('_', ' ') + " " + object.name() + " {");
        object.comment().ifPresent(comment -> lines.add("\tcomment " + WordPrinter.quoted(comment)));
        content(object.content()).forEach(line -> lines.add("\t" + line));
        lines.add("}");
        return lines;
    }

    private List<String> content(StatefulObject.Content content) {
        return switch (content) {
            case StatefulObject.Stateful(_, var statement) -> stateful(statement);
            case StatefulObject.Helper(var type, var protocol, var l3proto) ->
                withFamily(List.of("type " + WordPrinter.quoted(type) + " protocol " + protocol(protocol)), l3proto);
            case StatefulObject.Timeout(var protocol, var l3proto, var policy) -> {
                var lines = new ArrayList<>(withFamily(List.of("protocol " + protocol(protocol)), l3proto));
                lines.add("policy = "
                        + policy.stream()
                                .map(entry -> entry.state() + " : " + seconds(entry.seconds()))
                                .collect(Collectors.joining(", ", "{ ", " }")));
                yield lines;
            }
            case StatefulObject.Expectation expectation ->
                withFamily(
                        List.of(
                                "protocol " + protocol(expectation.protocol()),
                                "dport " + expectation.dport(),
                                "timeout " + Durations.print(expectation.timeout()),
                                "size " + expectation.size()),
                        expectation.l3proto());
            case StatefulObject.Tunnel(var lines) -> lines;
            case StatefulObject.Secmark(var context) -> List.of(WordPrinter.quoted(context));
        };
    }

    private String seconds(long seconds) {
        return spellings.plainSeconds() ? Long.toString(seconds) : Durations.print(seconds * 1000);
    }

    private static List<String> withFamily(List<String> lines, Optional<Family> l3proto) {
        var all = new ArrayList<>(lines);
        l3proto.ifPresent(family -> all.add("l3proto " + family.label()));
        return all;
    }

    private static List<String> stateful(Statement statement) {
        return switch (statement) {
            case Action.Counter counter when counter.packets().isEmpty() -> List.of();
            case Action.Counter counter -> List.of(StatefulPrinter.counts(counter));
            case Match.Quota quota -> List.of(StatefulPrinter.quota(quota));
            case Match.Limit limit -> List.of(StatefulPrinter.rate(limit));
            case Action.Synproxy synproxy -> synproxy(synproxy);
            case Statement _ -> List.of();
        };
    }

    private static List<String> synproxy(Action.Synproxy synproxy) {
        List<String> lines = new ArrayList<>();
        synproxy.mss().ifPresent(mss -> lines.add("mss " + mss));
        synproxy.wscale().ifPresent(wscale -> lines.add("wscale " + wscale));
        String flags = StatementPrinter.synproxyFlags(synproxy);
        if (!flags.isEmpty()) {
            lines.add(flags);
        }
        return lines;
    }

    private static String protocol(int number) {
        return Symbols.name(DataType.INET_PROTO, number).orElse(Integer.toString(number));
    }

    List<String> lines(Flowtable flowtable) {
        List<String> lines = new ArrayList<>();
        lines.add("flowtable " + flowtable.name() + " {");
        lines.add("\thook ingress priority " + flowtable.priority().text());
        if (!flowtable.devices().isEmpty()) {
            lines.add("\tdevices = " + NftPrinter.devices(flowtable.devices()));
        }
        if (flowtable.offload()) {
            lines.add("\tflags offload");
        }
        if (flowtable.counter()) {
            lines.add("\tcounter");
        }
        lines.add("}");
        return lines;
    }
}
