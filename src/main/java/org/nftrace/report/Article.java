package org.nftrace.report;

import java.util.List;
import java.util.Optional;
import org.nftrace.report.Stories.Story;

/// The hooks of a trace one after the other, branches below the hook that they leave.
final class Article {
    private final Words words;
    private final Verbosity verbosity;
    private final Assumptions assumptions;
    private final Branches.Letters letters = new Branches.Letters();
    private final Stories stories = new Stories();

    Article(Words words, Verbosity verbosity, Assumptions assumptions) {
        this.words = words;
        this.verbosity = verbosity;
        this.assumptions = assumptions;
    }

    void write(List<Item> items, Page page) {
        story(items, "", page);
    }

    private void story(List<Item> items, String letter, Page page) {
        List<Section> sections = Section.of(items);
        var story = Story.of(letter, sections);
        var model = verbosity == Verbosity.ALL ? Optional.<Story>empty() : stories.model(story);
        for (int i = 0; i < sections.size(); i++) {
            var branches = new Branches(letters);
            var section = sections.get(i);
            var sentences = new Telling(section, words, assumptions, branches, verbosity).tell(section.items());
            story.sections().add(sentences);
            section(section, sentences, model, i, page);
            for (var branch : branches.all()) {
                branch(branch, page);
            }
            if (!branches.all().isEmpty() && i < sections.size() - 1) {
                page.blank();
                page.heading(words.otherwise());
            }
        }
        if (!letter.isEmpty() && model.isEmpty()) {
            stories.add(story);
        }
    }

    private void branch(Branches.Branch branch, Page page) {
        page.blank();
        var inside = page.branch();
        inside.heading("[" + branch.letter() + "] " + branch.condition());
        branch.packet().ifPresent(p -> inside.prose("", Style.HIT, words.packetNow(PacketText.whole(p))));
        story(branch.items(), branch.letter(), inside);
    }

    private void section(Section section, List<Told> sentences, Optional<Story> model, int index, Page page) {
        var differences = section.hook()
                .flatMap(_ -> model)
                .flatMap(m -> Stories.differences(sentences, m.sections().get(index)));
        if (differences.isPresent()) {
            var hook = section.hook().orElseThrow();
            if (sentences.size() > differences.get().size()) {
                page.prose(
                        "",
                        Style.PLAIN,
                        words.asIn(
                                words.hook(hook.layer(), hook.hook(), hook.inside()),
                                model.orElseThrow().letter(),
                                !differences.get().isEmpty()));
            }
            Told.write(differences.get(), page);
            return;
        }
        heading(section, page);
        var visits = Drawing.of(section.items());
        new Listing(page, words, verbosity, visits).write(visits);
        Told.write(sentences, page);
    }

    private void heading(Section section, Page page) {
        section.hook()
                .filter(_ -> verbosity == Verbosity.ALL || !section.isQuiet())
                .ifPresent(h -> {
                    page.blank();
                    page.heading(words.hook(h.layer(), h.hook(), h.inside()));
                    page.blank();
                });
    }
}
