package org.nftrace.lint.checks;

import java.util.List;
import java.util.Optional;
import org.nftrace.ir.Table;
import org.nftrace.lint.Card;
import org.nftrace.lint.Check;
import org.nftrace.lint.Finding;
import org.nftrace.lint.Level;
import org.nftrace.lint.Said;
import org.nftrace.lint.Subject;

/// Rules of iptables-legacy beside those of nf_tables.
public final class LegacyBesideNft implements Check {
    private static final Card CARD = new Card(
            "NFT041",
            "legacy-beside-nft",
            Level.WARNING,
            new Said(
                    "iptables-legacy and nf_tables both have rules at the same hook.",
                    "iptables-legacy と nf_tables の両方に、同じフックのルールがあります。"),
            new Said(
                    "The kernel runs both, and neither program shows the other's rules: what one accepts, the other may"
                            + " drop.",
                    "カーネルは両方を実行しますが、一方のコマンドに他方のルールは表示されません。片方で許可しても、もう片方で破棄されることがあります。"),
            new Said(
                    "Move the rules to one of them (iptables-legacy-save | iptables-nft-restore), and flush the other.",
                    "どちらか一方に移して(iptables-legacy-save | iptables-nft-restore)、他方を空にしてください。"),
            """
            # iptables-legacy-save
            *filter
            :INPUT DROP [0:0]
            -A INPUT -p tcp -m tcp --dport 22 -j ACCEPT
            COMMIT
            # iptables-nft-save
            *filter
            :INPUT ACCEPT [0:0]
            -A INPUT -p tcp -m tcp --dport 23 -j DROP
            COMMIT
            """,
            """
            # iptables-nft-save
            *filter
            :INPUT ACCEPT [0:0]
            -A INPUT -p tcp -m tcp --dport 23 -j DROP
            COMMIT
            """);

    @Override
    public Card card() {
        return CARD;
    }

    @Override
    public List<Finding> check(Subject subject) {
        return subject.roots().stream()
                .filter(root -> root.table().origin() == Table.Origin.LEGACY && !TiedBaseChains.isIdle(root))
                .flatMap(legacy -> beside(subject, legacy).map(other -> finding(legacy, other)).stream())
                .toList();
    }

    private static Optional<Subject.Root> beside(Subject subject, Subject.Root legacy) {
        return subject.roots().stream()
                .filter(root -> isOfNft(root.table()) && !TiedBaseChains.isIdle(root))
                .filter(root -> root.base().hook() == legacy.base().hook())
                .filter(root -> TiedBaseChains.meet(
                        root.table().family(), legacy.table().family()))
                .findFirst();
    }

    private static boolean isOfNft(Table table) {
        return switch (table.origin()) {
            case NFT, IPTABLES_NFT -> true;
            case LEGACY, XTABLES -> false;
        };
    }

    private static Finding finding(Subject.Root legacy, Subject.Root other) {
        return Finding.of(
                        CARD,
                        legacy.base().span(),
                        new Said(
                                "rules of iptables-legacy run beside those of nf_tables, which do not show them",
                                "iptables-legacy のルールが nf_tables のルールと並んで動いており、互いに表示されません"))
                .with(other.base().span(), new Said("the other one at this hook", "同じフックのもう一方"));
    }
}
