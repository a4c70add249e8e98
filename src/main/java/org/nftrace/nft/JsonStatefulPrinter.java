package org.nftrace.nft;

import static org.nftrace.nft.JsonNodes.object;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.nftrace.ir.Action;
import org.nftrace.ir.Match;
import org.nftrace.ir.Statement;
import tools.jackson.databind.node.ObjectNode;

/// Writes the statements that remember something as JSON; sets, elements and objects hold them too.
final class JsonStatefulPrinter {
    private static final List<String> UNITS = List.of("bytes", "kbytes", "mbytes");

    // What a limit lets through at once when the dump does not say: nft(8), LIMIT STATEMENT.
    private static final long USUAL_BURST = 5;

    private JsonStatefulPrinter() {}

    /// {@return the statement, or nothing when it is of another sort}
    static Optional<ObjectNode> statement(Statement statement) {
        return switch (statement) {
            case Action.Counter counter -> Optional.of(counter(counter));
            case Action.Last(_, _, var used) -> Optional.of(last(used));
            case Match.Limit limit -> Optional.of(object("limit", limit(limit)));
            case Match.Quota quota -> Optional.of(object("quota", quota(quota)));
            case Match.ConnectionLimit limit -> Optional.of(object("ct count", count(limit)));
            case Statement _ -> Optional.empty();
        };
    }

    /// {@return the statement as a set has it, which says what its elements hold and not how much}
    static Optional<ObjectNode> declared(Statement statement) {
        return switch (statement) {
            case Action.Counter _ -> Optional.of(JsonNodes.bare("counter"));
            case Action.Last _ -> Optional.of(JsonNodes.bare("last"));
            case Match.Quota(var span, var over, var bytes, _) -> statement(new Match.Quota(span, over, bytes, 0));
            case Statement other -> statement(other);
        };
    }

    private static ObjectNode counter(Action.Counter counter) {
        return counter.packets().isEmpty() ? JsonNodes.bare("counter") : object("counter", counts(counter));
    }

    static ObjectNode counts(Action.Counter counter) {
        return object().put("packets", counter.packets().orElse(0))
                .put("bytes", counter.bytes().orElse(0));
    }

    private static ObjectNode last(OptionalLong used) {
        return used.isPresent() ? object("last", object().put("used", used.getAsLong())) : JsonNodes.bare("last");
    }

    static ObjectNode limit(Match.Limit limit) {
        ObjectNode properties = object();
        if (limit.bytes()) {
            putBytes(properties, "rate", "rate_unit", limit.rate());
            putBytes(properties, "burst", "burst_unit", Math.max(0, limit.burst()));
        } else {
            properties.put("rate", limit.rate());
            properties.put("burst", limit.burst() < 0 ? USUAL_BURST : limit.burst());
        }
        properties.put("per", limit.unit().name().toLowerCase(Locale.ROOT));
        putInverted(properties, limit.over());
        return properties;
    }

    private static ObjectNode quota(Match.Quota quota) {
        ObjectNode properties = object();
        putBytes(properties, "val", "val_unit", quota.bytes());
        putInverted(properties, quota.over());
        if (quota.used() != 0) {
            putBytes(properties, "used", "used_unit", quota.used());
        }
        return properties;
    }

    private static ObjectNode count(Match.ConnectionLimit limit) {
        ObjectNode properties = object().put("val", limit.count());
        putInverted(properties, limit.over());
        return properties;
    }

    private static void putInverted(ObjectNode properties, boolean over) {
        if (over) {
            properties.put("inv", true);
        }
    }

    // In the largest unit that leaves no rest.
    private static void putBytes(ObjectNode properties, String amount, String unit, long bytes) {
        int scale = 0;
        long rest = bytes;
        while (rest != 0 && rest % 1024 == 0 && scale < UNITS.size() - 1) {
            rest /= 1024;
            scale++;
        }
        properties.put(amount, rest).put(unit, UNITS.get(scale));
    }
}
