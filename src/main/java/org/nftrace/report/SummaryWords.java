package org.nftrace.report;

/// What the summary says.
record SummaryWords(
        String packet,
        String packets,
        String decidedBy,
        String policy,
        String nobody,
        String open,
        String neverHit,
        String rules) {

    String packets(long count) {
        return count + " " + (count == 1 ? packet : packets);
    }

    /// {@return `never hit: 3 of 12 rules`}
    String neverHit(int never, int all) {
        return neverHit + ": " + rules.formatted(never, all);
    }

    static SummaryWords of(Language language) {
        return switch (language) {
            case EN ->
                new SummaryWords(
                        "packet",
                        "packets",
                        "decided by",
                        "policy",
                        "no filter chain",
                        "something that was not given",
                        "never hit",
                        "%d of %d rules");
            case JA ->
                new SummaryWords(
                        "個のパケット",
                        "個のパケット",
                        "決めたもの",
                        "ポリシー",
                        "フィルターのチェーンなし",
                        "与えられていないこと",
                        "一度も当たらなかった規則",
                        "%2$d 個のうち %1$d 個");
        };
    }
}
