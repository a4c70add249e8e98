package org.nftrace.report;

import java.io.PrintWriter;
import org.nftrace.trace.Trace;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.SerializableString;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.util.DefaultPrettyPrinter;

/// `--format json`, one array; `--format jsonl`, one object a packet and line: schema `nftrace/trace/1`.
///
/// All that is not printable ASCII is written as `\\uXXXX`: the values are what the dump has, the text is harmless.
public final class JsonFormat implements TraceFormat {
    static final String SCHEMA = "nftrace/trace/1";

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .characterEscapes(new DeleteToo())
            .build();

    private final Verbosity verbosity;
    private final boolean lines;
    private final Generators generators = new Generators();
    private boolean first = true;

    /// Escapes what JSON must, and DEL.
    private static final class DeleteToo extends CharacterEscapes {
        private static final long serialVersionUID = 1;

        @Override
        public int[] getEscapeCodesForAscii() {
            int[] codes = standardAsciiEscapesForJSON();
            codes[0x7f] = ESCAPE_STANDARD;
            return codes;
        }

        @Override
        public SerializableString getEscapeSequence(int c) {
            return null;
        }
    }

    /// Objects of several lines.
    private static final class Indented extends ObjectWriteContext.Base {
        @Override
        public PrettyPrinter getPrettyPrinter() {
            return new DefaultPrettyPrinter();
        }

        @Override
        public boolean hasPrettyPrinter() {
            return true;
        }
    }

    /// {@return what writes one value of several lines}
    static JsonGenerator indented(PrintWriter out) {
        return FACTORY.createGenerator(new Indented(), out);
    }

    /// @param lines one object a line; else one array of them all
    public JsonFormat(Verbosity verbosity, boolean lines) {
        this.verbosity = verbosity;
        this.lines = lines;
    }

    @Override
    public void begin(PrintWriter out) {
        if (!lines) {
            out.print("[");
        }
    }

    @Override
    public void write(Trace whole, PrintWriter out) {
        Trace trace = verbosity.of(whole);
        if (!lines && !first) {
            out.print(",");
        }
        if (!lines) {
            out.println();
        }
        first = false;
        var context = lines ? ObjectWriteContext.empty() : new Indented();
        try (JsonGenerator json = FACTORY.createGenerator(context, out)) {
            new JsonTrace(json, verbosity, Assumptions.of(trace.steps()), generators).write(trace);
        }
        if (lines) {
            out.println();
        }
    }

    @Override
    public void end(PrintWriter out) {
        if (!lines) {
            out.println();
            out.println("]");
        }
    }
}
