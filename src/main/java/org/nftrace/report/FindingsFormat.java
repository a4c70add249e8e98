package org.nftrace.report;

import java.io.PrintWriter;
import java.util.List;
import org.nftrace.lint.Finding;

/// A way to write what the linter found.
public interface FindingsFormat {
    void write(List<Finding> findings, PrintWriter out);
}
