package org.nftrace.nft;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nftrace.text.Source;

class JsonPrinterTest {

    @Test
    void all_is_one_line_with_blanks_as_nft_has_them() {
        String listing = """
            table ip t {
            	chain c {
            		ct state established,related accept
            	}
            }
            """;
        assertEquals(
                """
                {"nftables": [{"metainfo": {"json_schema_version": 1}}, {"table": {"family": "ip", "name": "t"}}, \
                {"chain": {"family": "ip", "table": "t", "name": "c"}}, {"rule": {"family": "ip", "table": "t", \
                "chain": "c", "expr": [{"match": {"op": "in", "left": {"ct": {"key": "state"}}, \
                "right": ["established", "related"]}}, {"accept": null}]}}]}
                """, JsonPrinter.print(NftReader.read(new Source("t", listing)).tables()));
    }

    @Test
    void nothing_read_is_nothing_but_the_head() {
        assertEquals("{\"nftables\": [{\"metainfo\": {\"json_schema_version\": 1}}]}\n", JsonPrinter.print(List.of()));
    }

    @Test
    void a_chain_inside_a_rule_is_text_and_comes_back() {
        String listing = """
            table ip t {
            	chain c {
            		tcp dport 22 jump {
            			ip saddr 10.0.0.0/8 accept
            		}
            		drop
            	}
            }
            """;
        Source json = new Source(
                "t.json",
                JsonPrinter.print(NftReader.read(new Source("t", listing)).tables()));
        assertEquals(
                listing,
                NftPrinter.print(
                        NftReader.read(JsonListing.render(json).listing()).tables()));
    }
}
