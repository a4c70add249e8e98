package org.nftrace.session;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.nftrace.report.Escape;
import org.nftrace.report.StepsFormat;
import org.nftrace.report.Verbosity;
import org.nftrace.text.Source;

/// `diff`: what the tried changes come to: in the dumps, and in the trace of the packet.
final class DiffVerb implements Verb {
    private static final int CONTEXT = 3;

    @Override
    public String name() {
        return "diff";
    }

    @Override
    public String usage() {
        return "diff";
    }

    @Override
    public String summary() {
        return "show what the changes come to, in the dump and in the trace";
    }

    @Override
    public Answer run(Call call, State state, Desk desk) throws Refusal {
        if (state.earlier().isEmpty()) {
            throw new Refusal(call.words().getFirst().span(), "nothing was tried");
        }
        Workbook before = state.earlier().getFirst();
        Workbook after = state.book();
        for (int i = 0; i < after.dumps().size(); i++) {
            Source was = before.dumps().get(i);
            Source is = after.dumps().get(i);
            print(was.name(), was.text().lines().toList(), is.text().lines().toList(), desk);
        }
        if (!state.lines().isEmpty()) {
            List<String> was = steps(before, state);
            List<String> is = steps(after, state);
            if (was.equals(is)) {
                desk.say("the packet goes the same way");
            } else {
                print("trace", was, is, desk);
            }
        }
        return Answer.of(state);
    }

    // Of the packet itself: whether there is an answer to it at all is one of the things that change.
    private static List<String> steps(Workbook book, State state) {
        var text = new StringWriter();
        var out = new PrintWriter(text);
        new StepsFormat(Verbosity.NORMAL).write(Packets.last(book, state.lines().subList(0, 1)), out);
        out.flush();
        return text.toString().lines().toList();
    }

    private static void print(String name, List<String> was, List<String> is, Desk desk) {
        var patch = DiffUtils.diff(was, is);
        UnifiedDiffUtils.generateUnifiedDiff(name, name + " as tried", was, patch, CONTEXT)
                .forEach(line -> desk.say(Escape.line(line)));
    }
}
