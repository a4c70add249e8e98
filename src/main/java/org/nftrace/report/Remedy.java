package org.nftrace.report;

import java.util.List;
import org.nftrace.trace.Assumption;

/// What to say on the command line or in the packet so that a thing need not be assumed.
final class Remedy {
    private static final String ADDRESSES = "--host ip-addr.txt";
    private static final String ROUTES = "--host ip-route.txt";

    private Remedy() {}

    /// {@return the options, each enough by itself; none where no option can say it}
    static List<String> of(Assumption assumption) {
        return switch (assumption) {
            case Assumption.IsLocal(var address, _) -> List.of("--local " + address, ADDRESSES);
            case Assumption.IsNotLocal _, Assumption.OwnAddress _ -> List.of(ADDRESSES);
            case Assumption.Behind _, Assumption.WayBack _, Assumption.OnlyTheseRoutes _ -> List.of(ROUTES);
            case Assumption.InIsNoneOf _, Assumption.InIs _ -> List.of("in=…");
            case Assumption.OutIsNoneOf _ -> List.of("out=…", ROUTES);
            case Assumption.Forwards _ -> List.of("--host sysctl.txt");
            case Assumption.FirstOfConnection _ -> List.of("ct=established");
            case Assumption.FieldIs(var fact, _, _) -> List.of(fact.keyword() + "=…");
            case Assumption.Sysctl _ -> List.of("--host sysctl.txt");
            case Assumption.SetAsListed _,
                    Assumption.PlainHeaders _,
                    Assumption.OrdinaryAddress _,
                    Assumption.NotBehind _ -> List.of();
            case Assumption.TieBackwards _, Assumption.TieWithPlace _ -> List.of();
        };
    }
}
