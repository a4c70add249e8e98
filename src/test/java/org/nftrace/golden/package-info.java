/// Tests that are files: what goes in, what must come out, and prose on top saying why that is right.
///
/// Each file under `src/test/resources/golden/KIND/` is a [org.nftrace.golden.Txtar]; its kind, listed in
/// [org.nftrace.golden.Kinds], computes the output sections from the others. `mvn test -Dgolden.update=true` writes
/// what came out into the files, to be read before it is committed.
package org.nftrace.golden;
