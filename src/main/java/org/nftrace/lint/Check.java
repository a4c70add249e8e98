package org.nftrace.lint;

import java.util.List;

/// One thing to look for.
public interface Check {
    Card card();

    List<Finding> check(Subject subject);
}
