package org.nftrace.golden;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A text file that holds others: prose, then sections, each below a line `-- NAME --`.
///
/// The format is that of golang.org/x/tools/txtar. Nothing is escaped, so a section cannot hold such a line.
public record Txtar(String prose, List<Section> sections) {
    private static final Pattern MARKER = Pattern.compile("-- (\\S.*?) --");

    public Txtar {
        sections = List.copyOf(sections);
    }

    /// @param text empty, or lines that each end in a newline
    public record Section(String name, String text) {
        public Section {
            text = text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
        }
    }

    public static Txtar parse(String file) {
        var prose = new StringBuilder();
        var sections = new ArrayList<Section>();
        var text = prose;
        var name = Optional.<String>empty();
        for (var line : file.lines().toList()) {
            var marker = MARKER.matcher(line);
            if (!marker.matches()) {
                text.append(line).append('\n');
                continue;
            }
            if (name.isPresent()) {
                sections.add(new Section(name.get(), text.toString()));
            }
            name = Optional.of(marker.group(1));
            text = new StringBuilder();
        }
        if (name.isPresent()) {
            sections.add(new Section(name.get(), text.toString()));
        }
        return new Txtar(prose.toString(), sections);
    }

    public String print() {
        var file = new StringBuilder(prose);
        for (var section : sections) {
            file.append("-- ").append(section.name()).append(" --\n").append(section.text());
        }
        return file.toString();
    }

    /// {@return the text of a section, or nothing when the file has no such section}
    public Optional<String> text(String name) {
        return sections.stream()
                .filter(section -> section.name().equals(name))
                .map(Section::text)
                .findFirst();
    }
}
