package org.nftrace.report;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArticleFormatTest {
    @ParameterizedTest
    @CsvSource({"EN,NORMAL,80", "EN,NORMAL,120", "JA,NORMAL,80", "JA,NORMAL,120", "EN,ALL,100", "EN,BRIEF,80"})
    void the_radius_story_is_laid_out_as_the_design_has_it(Language language, Verbosity verbosity, int width)
            throws IOException {
        var format = new ArticleFormat(language, verbosity, width, false, false);
        String name = "radius." + language.label() + "." + Notation.word(verbosity) + "." + width + ".txt";
        Expected.same(name, Written.by(format, RadiusStory.trace()));
    }

    @ParameterizedTest
    @CsvSource({"EN", "JA"})
    void what_depends_on_something_not_given_is_told_branch_by_branch(Language language) throws IOException {
        var format = new ArticleFormat(language, Verbosity.NORMAL, 100, false, false);
        Expected.same("fork." + language.label() + ".txt", Written.by(format, ForkStory.trace()));
    }
}
