package org.nftrace.host;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.nftrace.host.Lookup.Found;
import org.nftrace.host.Lookup.Missing;
import org.nftrace.host.Lookup.NoRoute;
import org.nftrace.host.Lookup.Open;
import org.nftrace.host.Lookup.Refused;
import org.nftrace.host.Told.Table;
import org.nftrace.net.Address;

/// The forwarding information base: routing rules, and the tables that they look up (ip-rule(8), ip-route(8)).
///
/// It is made of what the host was told to have. Where routes were not told of, those take their place that the kernel
/// makes by itself; where something could still be otherwise, the answer says so.
public final class Fib {
    private final Map<Table, RouteTable> tables;
    private final Map<Version, List<RoutingRule>> rules;
    private final Host host;
    private final Optional<RouteTable> merged;

    private Fib(Map<Table, RouteTable> tables, Map<Version, List<RoutingRule>> rules, Host host) {
        this.tables = tables;
        this.rules = rules;
        this.host = host;
        this.merged = merged();
    }

    public static Fib of(Host host) {
        var tables = new HashMap<Table, RouteTable>();
        new Tables(host).all().forEach(t -> tables.put(t.name(), t));
        var rules = new HashMap<Version, List<RoutingRule>>();
        for (Version version : Version.values()) {
            var told = host.rules().orElse(List.of()).stream()
                    .filter(r -> r.version() == version)
                    .toList();
            rules.put(version, told.isEmpty() ? RoutingRule.kernelOwn(version) : told);
        }
        return new Fib(tables, rules, host);
    }

    /// {@return the route that a packet takes}
    public Lookup lookup(Query query) {
        List<RoutingRule> chain = rules.get(query.version());
        if (query.version() == Version.V4 && merged.isPresent()) {
            return merged.get().find(query, byRules(chain.subList(2, chain.size()), query));
        }
        return byRules(chain, query);
    }

    // From the last rule to the first: what a rule says may depend on what those after it say.
    private Lookup byRules(List<RoutingRule> chain, Query query) {
        var results = new ArrayList<Lookup>(chain.size() + 1);
        for (int i = 0; i <= chain.size(); i++) {
            results.add(new NoRoute());
        }
        for (int i = chain.size() - 1; i >= 0; i--) {
            RoutingRule rule = chain.get(i);
            Lookup next = results.get(i + 1);
            Optional<Boolean> takes = RuleMatch.of(rule, query);
            Lookup taken = takes.equals(Optional.of(false)) ? next : act(rule, query, next, chain, results, i);
            boolean same = takes.isPresent() || taken.equals(next);
            results.set(i, same ? taken : new Open(new Missing.RuleTakes(rule, taken), next));
        }
        return results.getFirst();
    }

    private Lookup act(
            RoutingRule rule, Query query, Lookup next, List<RoutingRule> chain, List<Lookup> results, int index) {
        return switch (rule.action()) {
            case RuleAction.Lookup look ->
                suppressed(look, table(query.version(), look.table()).find(query, next), next);
            case RuleAction.Refuse(Route.Type type) -> new Refused(rule, type);
            case RuleAction.Nop _ -> next;
            case RuleAction.Goto(int priority) ->
                target(chain, priority, index).map(results::get).orElse(next);
            case RuleAction.Unread _ -> new Open(new Missing.RuleTakes(rule, next), next);
        };
    }

    // A goto leads forward only; one whose target is missing does nothing.
    private static Optional<Integer> target(List<RoutingRule> chain, int priority, int index) {
        for (int i = index + 1; i < chain.size(); i++) {
            if (chain.get(i).priority() == priority) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    // fib4_rule_suppress(): routes that refuse are no less final for being short.
    private static Lookup suppressed(RuleAction.Lookup action, Lookup answer, Lookup next) {
        if (action.suppress().isEmpty()) {
            return answer;
        }
        int longest = action.suppress().getAsInt();
        return switch (answer) {
            case Found(Route route) ->
                route.destination().length() <= longest && !route.nextHops().isEmpty() && !answer.equals(next)
                        ? next
                        : answer;
            case Open(Missing missing, Lookup otherwise) ->
                otherwise.equals(next) ? answer : new Open(missing, suppressed(action, otherwise, next));
            case NoRoute none -> none;
            case Refused refused -> refused;
        };
    }

    private RouteTable table(Version version, String name) {
        var key = new Table(version, name);
        var known = tables.get(key);
        return known != null
                ? known
                : new RouteTable(key, List.of(), host.told().table(version, name));
    }

    // fib_lookup() in include/net/ip_fib.h: as long as nobody made a rule of his own, local and main are one tree.
    private Optional<RouteTable> merged() {
        var local = table(Version.V4, Route.LOCAL_TABLE);
        var main = table(Version.V4, Route.MAIN_TABLE);
        if (!rules.get(Version.V4).equals(RoutingRule.kernelOwn(Version.V4)) || !local.whole() || !main.whole()) {
            return Optional.empty();
        }
        var routes = new ArrayList<>(local.routes());
        routes.addAll(main.routes());
        return Optional.of(new RouteTable(main.name(), routes, true));
    }

    private RouteTable local(Version version) {
        return version == Version.V4 && merged.isPresent() ? merged.get() : table(version, Route.LOCAL_TABLE);
    }

    /// {@return whether packets to the address are for the host itself; empty when that is not known}
    public Optional<Boolean> isLocal(Address address) {
        var version = Version.of(address);
        RouteTable local = local(version);
        return switch (local.find(Query.to(address), new NoRoute())) {
            case Found(Route route) -> Optional.of(route.type() == Route.Type.LOCAL);
            case NoRoute _, Refused _ -> Optional.of(false);
            case Open _ -> Optional.empty();
        };
    }

    /// {@return what kind of address the query's destination is, as `fib daddr type` and `-m addrtype` see it; empty
    /// when that is not known} (nft_fib4_eval_type(), nft_fib6_eval_type())
    ///
    /// @param query  of IPv6 the whole, for its routing rules; of IPv4 the destination alone is looked at
    /// @param device count as local only what belongs to this interface (`fib daddr . iif type`)
    public Optional<Route.Type> type(Query query, Optional<String> device) {
        return query.version() == Version.V4 ? typeV4(query.destination(), device) : typeV6(query, device);
    }

    private Optional<Route.Type> typeV4(Address address, Optional<String> device) {
        long bits = address.low();
        if (bits >>> 24 == 0 || bits == 0xffff_ffffL) {
            return Optional.of(Route.Type.BROADCAST);
        }
        if (bits >>> 28 == 0xe) {
            return Optional.of(Route.Type.MULTICAST);
        }
        RouteTable local = local(Version.V4);
        // inet_addr_type() asks for the destination alone, with type of service 0.
        return switch (local.find(Query.to(address).withTos(0), new NoRoute())) {
            case Found(Route route) -> Optional.of(isOf(route, device) ? route.type() : Route.Type.UNICAST);
            case NoRoute _, Refused _ -> Optional.of(Route.Type.UNICAST);
            case Open _ -> Optional.empty();
        };
    }

    // A route that refuses is an error to inet_addr_type(), which then keeps to unicast.
    private static boolean isOf(Route route, Optional<String> device) {
        return !route.nextHops().isEmpty()
                && (device.isEmpty() || route.nextHops().getFirst().device().equals(device));
    }

    private Optional<Route.Type> typeV6(Query query, Optional<String> device) {
        // The lookup is that of a local sender.
        return switch (lookup(query.by("lo"))) {
            case Found(Route route) -> Optional.of(typeV6(route, query.destination(), device));
            case NoRoute _ -> Optional.of(Route.Type.UNREACHABLE);
            case Refused(_, Route.Type type) -> Optional.of(type);
            case Open _ -> Optional.empty();
        };
    }

    private Route.Type typeV6(Route route, Address address, Optional<String> device) {
        boolean isDevices = device.flatMap(host::link)
                .filter(l -> l.addresses().stream()
                        .anyMatch(a -> !a.tentative() && a.address().equals(address)))
                .isPresent();
        return switch (route.type()) {
            case BLACKHOLE, UNREACHABLE, PROHIBIT, THROW, ANYCAST -> route.type();
            case LOCAL, UNICAST, BROADCAST, MULTICAST ->
                isDevices || device.isEmpty() && route.type() == Route.Type.LOCAL
                        ? Route.Type.LOCAL
                        : address.high() >>> 56 == 0xff ? Route.Type.MULTICAST : Route.Type.UNICAST;
        };
    }

    /// {@return the tables of a version whose routes were told of or follow from what was}
    public Set<Table> tables(Version version) {
        var names = new LinkedHashSet<Table>();
        tables.keySet().stream().filter(t -> t.version() == version).forEach(names::add);
        return names;
    }
}
