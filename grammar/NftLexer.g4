// The words of nft text. Values are cut out here and understood later, by the reader, which knows their type.
lexer grammar NftLexer;

// Structure. A newline or a semicolon ends a statement; inside braces that hold values, newlines are dropped before parsing.
END             : '\n' | ';' ;
LBRACE          : '{' ;
RBRACE          : '}' ;
LPAREN          : '(' ;
RPAREN          : ')' ;
LBRACKET        : '[' ;
RBRACKET        : ']' ;
COMMA           : ',' ;
COLON           : ':' ;
DOT             : '.' ;
STAR            : '*' ;
SLASH           : '/' ;
PLUS            : '+' ;
MINUS           : '-' ;
AT              : '@' ;
DOLLAR          : '$' ;
AMPERSAND       : '&' | 'and' ;
PIPE            : '|' | 'or' ;
CARET           : '^' | 'xor' ;
SHIFT_LEFT      : '<<' | 'lshift' ;
SHIFT_RIGHT     : '>>' | 'rshift' ;
EQUAL           : '==' | 'eq' ;
NOT_EQUAL       : '!=' | 'ne' ;
LESS_EQUAL      : '<=' | 'le' ;
GREATER_EQUAL   : '>=' | 'ge' ;
LESS            : '<' | 'lt' ;
GREATER         : '>' | 'gt' ;
NOT             : '!' | 'not' ;
BECOMES         : '=' ;

// Words that begin a selector.
HEADER
    : 'ether' | 'vlan' | 'ip' | 'icmp' | 'igmp' | 'ip6' | 'icmpv6' | 'tcp' | 'udp' | 'udplite'
    | 'sctp' | 'dccp' | 'th' | 'ah' | 'esp' | 'comp'
    ;
ARP             : 'arp' ;
TUNNEL_HEADER   : 'vxlan' | 'geneve' | 'gre' | 'gretap' ;
EXTENSION       : 'hbh' | 'dst' | 'frag' | 'mh' | 'srh' | 'rt0' | 'rt2' | 'rt4' ;
META_KEY
    : 'mark' | 'iif' | 'iifname' | 'iiftype' | 'iifgroup' | 'oif' | 'oifname' | 'oiftype' | 'oifgroup'
    | 'skuid' | 'skgid' | 'nftrace' | 'rtclassid' | 'pkttype' | 'cpu' | 'cgroup' | 'ibriport' | 'obriport'
    | 'ibrname' | 'obrname' | 'day' | 'hour' | 'time'
    ;
FAMILY          : 'inet' | 'bridge' | 'netdev' ;
META            : 'meta' ;
CT              : 'ct' ;
FIB             : 'fib' ;
RT              : 'rt' ;
SOCKET          : 'socket' ;
OSF             : 'osf' ;
IPSEC           : 'ipsec' ;
TUNNEL          : 'tunnel' ;
NUMGEN          : 'numgen' ;
JHASH           : 'jhash' ;
SYMHASH         : 'symhash' ;
EXTHDR          : 'exthdr' ;

// Words that begin a statement.
ACCEPT          : 'accept' ;
DROP            : 'drop' ;
CONTINUE        : 'continue' ;
RETURN          : 'return' ;
JUMP            : 'jump' ;
GOTO            : 'goto' ;
COUNTER         : 'counter' ;
LAST            : 'last' ;
QUOTA           : 'quota' ;
LIMIT           : 'limit' ;
LOG             : 'log' ;
REJECT          : 'reject' ;
SNAT            : 'snat' ;
DNAT            : 'dnat' ;
MASQUERADE      : 'masquerade' ;
REDIRECT        : 'redirect' ;
NOTRACK         : 'notrack' ;
QUEUE           : 'queue' ;
DUP             : 'dup' ;
FWD             : 'fwd' ;
TPROXY          : 'tproxy' ;
SYNPROXY        : 'synproxy' ;
FLOW            : 'flow' ;
RESET           : 'reset' ;
XT              : 'xt' ;
METER           : 'meter' ;
VMAP            : 'vmap' ;

// Words inside a statement.
OPTION          : 'option' ;
CHUNK           : 'chunk' ;
ORIGINAL        : 'original' ;
REPLY           : 'reply' ;
COUNT           : 'count' ;
EXISTS          : 'exists' ;
MISSING         : 'missing' ;
LEVEL           : 'level' ;
SPNUM           : 'spnum' ;
TTL             : 'ttl' ;
MOD             : 'mod' ;
SEED            : 'seed' ;
OFFSET          : 'offset' ;
NAMED           : 'name' ;
PACKETS         : 'packets' ;
BYTES           : 'bytes' ;
USED            : 'used' ;
OVER            : 'over' ;
UNTIL           : 'until' ;
RATE            : 'rate' ;
BURST           : 'burst' ;
PREFIX          : 'prefix' ;
GROUP           : 'group' ;
SNAPLEN         : 'snaplen' ;
QUEUE_THRESHOLD : 'queue-threshold' ;
WITH            : 'with' ;
ICMPX           : 'icmpx' ;
TO              : 'to' ;
ADDR            : 'addr' ;
PORT            : 'port' ;
INTERVAL        : 'interval' ;
RANDOM          : 'random' ;
FULLY_RANDOM    : 'fully-random' ;
PERSISTENT      : 'persistent' ;
NUM             : 'num' ;
BYPASS          : 'bypass' ;
FANOUT          : 'fanout' ;
MSS             : 'mss' ;
WSCALE          : 'wscale' ;
TIMESTAMP       : 'timestamp' ;
SACK_PERM       : 'sack-perm' ;
OFFLOAD         : 'offload' ;

// Words of declarations.
TABLE           : 'table' ;
CHAIN           : 'chain' ;
RULE            : 'rule' ;
SET             : 'set' ;
MAP             : 'map' ;
ELEMENT         : 'element' ;
FLOWTABLE       : 'flowtable' ;
SECMARK         : 'secmark' ;
RULESET         : 'ruleset' ;
ADD             : 'add' ;
CREATE          : 'create' ;
INSERT          : 'insert' ;
REPLACE         : 'replace' ;
UPDATE          : 'update' ;
DELETE          : 'delete' ;
DESTROY         : 'destroy' ;
FLUSH           : 'flush' ;
RENAME          : 'rename' ;
LIST            : 'list' ;
DEFINE          : 'define' ;
REDEFINE        : 'redefine' ;
UNDEFINE        : 'undefine' ;
INCLUDE         : 'include' ;
TYPE            : 'type' ;
TYPEOF          : 'typeof' ;
HOOK            : 'hook' ;
DEVICE          : 'device' ;
DEVICES         : 'devices' ;
PRIORITY        : 'priority' ;
POLICY          : 'policy' ;
FLAGS           : 'flags' ;
COMMENT         : 'comment' ;
ELEMENTS        : 'elements' ;
SIZE            : 'size' ;
TIMEOUT         : 'timeout' ;
EXPIRES         : 'expires' ;
GC_INTERVAL     : 'gc-interval' ;
AUTO_MERGE      : 'auto-merge' ;
HELPER          : 'helper' ;
EXPECTATION     : 'expectation' ;
PROTOCOL        : 'protocol' ;
L3PROTO         : 'l3proto' ;
DPORT           : 'dport' ;
HANDLE          : 'handle' ;
POSITION        : 'position' ;
INDEX           : 'index' ;

// Values.
STRING          : '"' ~["\r\n]* '"' ;
IPV4            : DIGITS '.' DIGITS '.' DIGITS '.' DIGITS ;
IPV6
    : GROUPS '::' IPV6_TAIL?
    | '::' IPV6_TAIL?
    | GROUP16 ':' GROUP16 ':' GROUP16 ':' GROUP16 ':' GROUP16 ':' GROUP16 ':' GROUP16 ':' GROUP16
    ;
MAC             : OCTET ':' OCTET ':' OCTET ':' OCTET ':' OCTET ':' OCTET ;
CLASSID         : GROUP16 ':' GROUP16 ;
// `25:accept`: longer than the class identifier in it; cut at the colon before parsing.
GLUED           : HEX+ ':' [A-Za-z0-9_]+ ;
NUMBER          : [0-9] [0-9A-Za-z_]* ;
WORD            : [A-Za-z_] ([A-Za-z0-9_./-] | '\\'? '*')* ;

// What the parser does not see. A comment may hold a handle.
REMARK          : '#' ~[\r\n]* -> channel(HIDDEN) ;
CONTINUATION    : '\\' '\r'? '\n' -> skip ;
UNTYPED         : '[invalid type]' -> skip ;
BLANK           : [ \t\r\f]+ -> skip ;

UNKNOWN         : . ;

fragment DIGITS    : [0-9]+ ;
fragment HEX       : [0-9a-fA-F] ;
fragment OCTET     : HEX HEX? ;
fragment GROUP16   : HEX HEX? HEX? HEX? ;
fragment GROUPS    : GROUP16 (':' GROUP16)* ;
fragment IPV6_TAIL : GROUPS (':' IPV4)? | IPV4 ;
