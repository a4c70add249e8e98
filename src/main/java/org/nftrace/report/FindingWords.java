package org.nftrace.report;

import org.nftrace.lint.Said;

/// What checks say, in the language that is wanted.
final class FindingWords {
    private FindingWords() {}

    static String in(Language language, Said said) {
        return Escape.line(
                switch (language) {
                    case EN -> said.en();
                    case JA -> said.ja();
                });
    }
}
