package org.nftrace.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.nftrace.text.Source;

/// `source FILE`: the lines of a file, as if they had been typed. At the first that cannot be followed nothing of it is
/// kept.
final class SourceVerb implements Verb {
    private static final int DEEPEST = 16;

    private final Session session;
    private int depth;

    SourceVerb(Session session) {
        this.session = session;
    }

    @Override
    public String name() {
        return "source";
    }

    @Override
    public String usage() {
        return "source FILE";
    }

    @Override
    public String summary() {
        return "run the lines of a file";
    }

    @Override
    public Answer run(Call call, State state, Desk desk) throws Refusal {
        if (call.arguments().size() != 1) {
            throw new Refusal(call.end(), "the name of one file was expected");
        }
        if (depth == DEEPEST) {
            throw new Refusal(call.words().getFirst().span(), "files that source files that source files: too deep");
        }
        depth++;
        try {
            var answer = Answer.of(state);
            for (Source source : desk.files().read(call.arguments().getFirst())) {
                answer = lines(source, answer, desk);
            }
            return answer;
        } finally {
            depth--;
        }
    }

    private Answer lines(Source source, Answer before, Desk desk) throws Refusal {
        Answer answer = before;
        Queue<String> lines = new ArrayDeque<>(source.text().lines().toList());
        while (!lines.isEmpty() && !answer.ends()) {
            String line = lines.remove();
            var more = new ArrayList<String>();
            if (session.wantsLines(line)) {
                while (!lines.isEmpty() && !lines.peek().equals(".")) {
                    more.add(lines.remove());
                }
                lines.poll();
            }
            answer = session.run(
                    Call.of(line),
                    answer.state(),
                    new Desk(desk.files(), desk.out(), more, desk.columns(), desk.colour()));
        }
        return answer;
    }

    @Override
    public List<Hint> hints(Call call, int argument, State state, Desk.Files files) {
        return files.names(LoadVerb.begun(call, argument));
    }
}
