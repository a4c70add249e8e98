package org.nftrace.trace;

import java.util.List;
import java.util.Optional;

/// What a packet goes through from one rule of a chain to another, or to the chain's end, as far as glances tell: the
/// same for all packets that look alike there. So its steps are made once.
final class Stretch implements Stretches.Way {
    private final Step[] told;
    private final List<Gap> gaps;
    private final Path.Course course;
    private final Optional<Path.Return> turned;
    private final int next;

    /// @param gaps   rules that are passed over, where they are among the steps that are told
    /// @param course of the path behind it
    /// @param turned where the path turned back last
    /// @param next   the number of the rule that comes then, from 0 on, where the course is ON
    Stretch(Step[] told, List<Gap> gaps, Path.Course course, Optional<Path.Return> turned, int next) {
        this.told = told;
        this.gaps = gaps;
        this.course = course;
        this.turned = turned;
        this.next = next;
    }

    /// {@return how many steps it has besides the rules that are passed over}
    int length() {
        return told.length;
    }

    void tell(Step[] into, int at) {
        System.arraycopy(told, 0, into, at, told.length);
    }

    List<Gap> gaps() {
        return gaps;
    }

    Path.Course course() {
        return course;
    }

    Optional<Path.Return> turned() {
        return turned;
    }

    int next() {
        return next;
    }
}
