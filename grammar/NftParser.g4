// What stands between two ends of statement, or up to the brace that opens a block, is parsed at once and its tree dropped:
// each rule that ends in EOF is such a piece. Words are checked by the reader where that gives the better message.
parser grammar NftParser;

options { tokenVocab = NftLexer; }

// ---- a file: tables, and the commands of a script

command
    : adding? TABLE family? name LBRACE? EOF                                  #tableCommand
    | adding? CHAIN family? name name LBRACE? EOF                             #chainCommand
    | adding? setKind family? name name LBRACE EOF                            #setCommand
    | adding? FLOWTABLE family? name name LBRACE EOF                          #flowtableCommand
    | adding? objectKind family? name name (LBRACE | objectProperty)? EOF     #objectCommand
    | adding? ELEMENT family? name name LBRACE EOF                            #elementCommand
    | adding? RULE family? name name ruleAt? rule? EOF                        #ruleCommand
    | DELETE ELEMENT family? name name LBRACE EOF                             #deleteElementCommand
    | FLUSH RULESET family? EOF                                               #flushRulesetCommand
    | removing name family? name* (HANDLE NUMBER)? EOF                        #removeCommand
    | (LIST | RENAME | RESET) ~EOF* EOF                                       #otherCommand
    ;

adding    : ADD | CREATE | INSERT | REPLACE ;
removing  : DELETE | DESTROY | FLUSH ;
ruleAt    : (POSITION | HANDLE | INDEX) NUMBER ;
family    : FAMILY | HEADER | ARP ;
setKind   : SET | MAP | METER ;

objectKind
    : COUNTER | QUOTA | LIMIT | SECMARK | SYNPROXY | TUNNEL | CT (HELPER | TIMEOUT | EXPECTATION) ;

// ---- a table

tableItem
    : CHAIN name LBRACE EOF                                                   #chainBlock
    | setKind name LBRACE EOF                                                 #setBlock
    | FLOWTABLE name LBRACE EOF                                               #flowtableBlock
    | objectKind name LBRACE EOF                                              #objectBlock
    | FLAGS name (COMMA name)* EOF                                            #tableFlags
    | COMMENT text EOF                                                        #tableComment
    ;

// ---- a chain

chainItem
    : TYPE name HOOK name (DEVICE value)? (DEVICES BECOMES? value)? PRIORITY priority EOF   #chainHook
    | POLICY name EOF                                                         #chainPolicy
    | FLAGS name EOF                                                          #chainFlags
    | DEVICES BECOMES value EOF                                               #chainDevices
    | COMMENT text EOF                                                        #chainComment
    ;

priority
    : (name | MINUS? NUMBER) ((PLUS | MINUS) NUMBER)?
    ;

ruleLine
    : rule EOF
    ;

// What follows the chain that stands inside a rule: `jump { … } comment "web"`.
ruleRest
    : (COMMENT text)? EOF
    ;

rule
    : statement+ (COMMENT text)?
    ;

// ---- a set, a flowtable, an object

setItem
    : TYPE dataType (COLON mapData)? EOF                                      #setType
    | TYPEOF expression (COLON mapTypeof)? EOF                                #setTypeof
    | FLAGS name (COMMA name)* EOF                                            #setFlags
    | TIMEOUT NUMBER EOF                                                      #setTimeout
    | GC_INTERVAL NUMBER EOF                                                  #setGcInterval
    | SIZE NUMBER EOF                                                         #setSize
    | POLICY name EOF                                                         #setPolicy
    | AUTO_MERGE EOF                                                          #setAutoMerge
    | COMMENT text EOF                                                        #setComment
    | ELEMENTS BECOMES LBRACE EOF                                             #setElements
    | stateful+ EOF                                                           #setState
    ;

dataType
    : name (DOT name)*
    ;

mapData
    : objectKind
    | INTERVAL? dataType
    ;

mapTypeof
    : objectKind
    | INTERVAL? expression
    ;

elementItem
    : element EOF
    ;

flowtableItem
    : HOOK name PRIORITY priority EOF                                         #flowtableHook
    | DEVICES BECOMES value EOF                                               #flowtableDevices
    | FLAGS name EOF                                                          #flowtableFlags
    | COUNTER EOF                                                             #flowtableCounter
    ;

objectItem
    : COMMENT text EOF                                                        #objectComment
    | objectProperty EOF                                                      #objectValue
    ;

objectProperty
    : PACKETS NUMBER BYTES NUMBER                                             #counterObject
    | quota                                                                   #quotaObject
    | rate                                                                    #limitObject
    | synproxyOption+                                                         #synproxyObject
    | TYPE text PROTOCOL name                                                 #helperObject
    | PROTOCOL name                                                           #objectProtocol
    | L3PROTO family                                                          #objectFamily
    | POLICY BECOMES LBRACE timeoutEntry (COMMA timeoutEntry)* COMMA? RBRACE  #timeoutPolicy
    | DPORT NUMBER                                                            #expectationPort
    | TIMEOUT NUMBER                                                          #expectationTimeout
    | SIZE NUMBER                                                             #expectationSize
    | text                                                                    #secmarkObject
    ;

timeoutEntry
    : name COLON NUMBER
    ;

// ---- statements

statement
    : subject predicate                                                       #onSubject
    | verdict                                                                 #decide
    | stateful                                                                #remember
    | objectKind NAMED expression                                             #objectReference
    | LOG logOption*                                                          #log
    | REJECT (WITH rejection)?                                                #reject
    | (SNAT | DNAT) (family? natForm? TO)? natTarget natFlags?                #nat
    | (MASQUERADE | REDIRECT) (TO natTarget)? natFlags?                       #natToSelf
    | NOTRACK                                                                 #notrack
    | QUEUE queueOption*                                                      #queue
    | DUP TO expression (DEVICE expression)?                                  #dup
    | FWD family? TO expression (DEVICE expression)?                          #fwd
    | TPROXY family? TO natTarget                                             #tproxy
    | SYNPROXY synproxyOption*                                                #synproxy
    | FLOW (ADD | OFFLOAD) AT name                                            #offload
    | RESET HEADER OPTION optionName                                          #resetOption
    | operation AT name LBRACE setEntry RBRACE                                #setUpdate
    | SET operation setEntry AT name                                          #oldSetUpdate
    | METER name (SIZE NUMBER)? LBRACE setEntry RBRACE                        #meter
    | XT name text                                                            #xt
    ;

// The packet's side: what a comparison looks at, an assignment changes, a verdict map is asked with.
subject
    : (selector | LPAREN operations RPAREN) (operator operand)* (DOT operations)* (MAP mapping)?
    ;

predicate
    : relation? value                                                         #compare
    | SET expression (COMMA range)*                                           #assign
    | VMAP mapping                                                            #verdictMap
    ;

relation
    : EQUAL | NOT_EQUAL | LESS | LESS_EQUAL | GREATER | GREATER_EQUAL | NOT
    ;

// Statements that remember something; sets and their elements hold them too.
stateful
    : COUNTER (PACKETS NUMBER BYTES NUMBER)?                                  #counter
    | LAST (USED (NUMBER | name))?                                            #last
    | QUOTA quota                                                             #quotaStatement
    | LIMIT rate                                                              #limit
    | CT COUNT OVER? NUMBER                                                   #connectionLimit
    ;

verdict
    : ACCEPT                                                                  #accept
    | DROP                                                                    #drop
    | CONTINUE                                                                #continue
    | RETURN                                                                  #return
    | JUMP (name | LBRACE)                                                    #jump
    | GOTO (name | LBRACE)                                                    #goto
    ;

quota
    : (OVER | UNTIL)? NUMBER unit (USED NUMBER unit)?
    ;

unit
    : BYTES | WORD
    ;

rate
    : RATE (OVER | UNTIL)? NUMBER unit? (SLASH name)? (BURST NUMBER (PACKETS | unit))?
    ;

logOption
    : PREFIX text                                                             #logPrefix
    | GROUP NUMBER                                                            #logGroup
    | SNAPLEN NUMBER                                                          #logSnaplen
    | QUEUE_THRESHOLD NUMBER                                                  #logQueueThreshold
    | LEVEL name                                                              #logLevel
    | FLAGS HEADER? name (COMMA name)*                                        #logFlags
    ;

rejection
    : HEADER RESET                                                            #rejectTcpReset
    | (HEADER | ICMPX) TYPE? (name | NUMBER)                                  #rejectCode
    ;

natForm
    : ADDR DOT PORT | INTERVAL | PREFIX
    ;

natTarget
    : expression (COLON expression)?
    | COLON expression
    ;

natFlags
    : natFlag (COMMA natFlag)*
    ;

natFlag
    : RANDOM | FULLY_RANDOM | PERSISTENT
    ;

queueOption
    : (NUM | TO) expression                                                   #queueNumber
    | FLAGS? queueFlag (COMMA queueFlag)*                                     #queueFlags
    ;

queueFlag
    : BYPASS | FANOUT
    ;

synproxyOption
    : MSS NUMBER | WSCALE NUMBER | TIMESTAMP | SACK_PERM
    ;

operation
    : ADD | UPDATE | DELETE
    ;

setEntry
    : expression entryOption* (COLON expression)?
    ;

entryOption
    : TIMEOUT (NUMBER | WORD)                                                 #entryTimeout
    | COMMENT text                                                            #entryComment
    | stateful                                                                #entryState
    ;

// ---- expressions: what is looked up when a packet is at hand

expression
    : concatenation (MAP mapping)?
    ;

concatenation
    : operations (DOT operations)*
    ;

// One flat list: the operators bind as in C, which the reader sees to.
operations
    : operand (operator operand)*
    ;

operator
    : AMPERSAND | PIPE | CARET | SHIFT_LEFT | SHIFT_RIGHT
    ;

operand
    : LPAREN operations RPAREN                                                #group
    | selector                                                                #selected
    | range                                                                   #constant
    ;

selector
    : (HEADER | TUNNEL_HEADER) word                                           #payload
    | ARP word HEADER?                                                        #arpPayload
    | TUNNEL_HEADER (HEADER | ARP) word                                       #inner
    | AT name COMMA NUMBER COMMA NUMBER                                       #raw
    | META metaKey                                                            #meta
    | META_KEY                                                                #metaUnqualified
    | CT direction? HEADER? metaKey                                           #ct
    | FIB metaKey (DOT metaKey)* metaKey                                      #fib
    | RT HEADER? metaKey index?                                               #rt
    | SOCKET metaKey (LEVEL NUMBER)?                                          #socket
    | OSF (TTL word)? word                                                    #osf
    | IPSEC word (SPNUM NUMBER)? HEADER? word                                 #ipsec
    | TUNNEL WORD                                                             #tunnel
    | EXTHDR name                                                             #extensionHeader
    | EXTENSION word index?                                                   #extensionField
    | HEADER (OPTION | CHUNK) optionName optionField?                         #option
    | NUMGEN word MOD NUMBER (OFFSET NUMBER)?                                 #numgen
    | JHASH concatenation MOD NUMBER (SEED NUMBER)? (OFFSET NUMBER)?          #jhash
    | SYMHASH MOD NUMBER (OFFSET NUMBER)?                                     #symhash
    ;

index
    : LBRACKET NUMBER RBRACKET
    ;

direction
    : ORIGINAL | REPLY
    ;

metaKey
    : word | META_KEY | IPSEC
    ;

optionName
    : word
    | NUMBER
    | AT NUMBER COMMA NUMBER COMMA NUMBER
    ;

optionField
    : word | COUNT
    ;

mapping
    : set | reference
    ;

// ---- values: what is written in the rule

value
    : set                                                                     #setLiteral
    | reference                                                               #setReference
    | bits (SLASH bits)? (DOT range)*                                         #plainValue
    ;

bits
    : range ((COMMA | PIPE) range)*
    | LPAREN range (PIPE range)* RPAREN
    ;

set
    : LBRACE (element (COMMA element)* COMMA?)? RBRACE
    ;

reference
    : AT name
    ;

element
    : elementKey elementOption* (COLON elementData elementOption*)?
    ;

elementKey
    : STAR                                                                    #catchAll
    | set                                                                     #nestedSet
    | elementPart (DOT elementPart)*                                          #elementParts
    ;

elementPart
    : range (PIPE range)* (SLASH range (PIPE range)*)?
    ;

elementData
    : verdict                                                                 #verdictData
    | elementPart (DOT elementPart)*                                          #valueData
    ;

elementOption
    : TIMEOUT (NUMBER | WORD)                                                 #elementTimeout
    | EXPIRES NUMBER                                                          #elementExpires
    | COMMENT text                                                            #elementComment
    | stateful                                                                #elementState
    ;

range
    : prefix (MINUS prefix)?
    ;

prefix
    : atom (SLASH NUMBER)?
    ;

atom
    : NUMBER | IPV4 | IPV6 | MAC | CLASSID | STRING | symbol
    | LBRACKET IPV6 RBRACKET
    ;

text
    : STRING | name
    ;

// ---- names: iptables-nft lets users call a chain as they like, so every keyword may be one

name
    : symbol | SET | MAP | VMAP
    ;

// The words a value may be spelled with: `meta protocol ip`, `icmp type redirect`, `ct direction original`.
symbol
    : word | HEADER | ARP | TUNNEL_HEADER | EXTENSION | META_KEY | FAMILY | META | CT | FIB | RT | SOCKET | OSF | IPSEC
    | TUNNEL | NUMGEN | JHASH | SYMHASH | EXTHDR | ORIGINAL | REPLY | OPTION | CHUNK | COUNT | EXISTS | MISSING
    | ACCEPT | DROP | CONTINUE | RETURN | JUMP | GOTO | COUNTER | LAST | QUOTA | LIMIT | LOG | REJECT | SNAT | DNAT
    | MASQUERADE | REDIRECT | NOTRACK | QUEUE | DUP | FWD | TPROXY | SYNPROXY | FLOW | RESET | XT | METER
    ;

// The words that may follow a header: `ip protocol`, `tcp flags`. None of them begins a selector or a statement.
word
    : WORD | LEVEL | SPNUM | TTL | MOD | SEED | OFFSET | NAMED | PACKETS | BYTES | USED | OVER | UNTIL | RATE
    | BURST | PREFIX | GROUP | SNAPLEN | QUEUE_THRESHOLD | WITH | ICMPX | TO | ADDR | PORT | INTERVAL | RANDOM
    | FULLY_RANDOM | PERSISTENT | NUM | BYPASS | FANOUT | MSS | WSCALE | TIMESTAMP | SACK_PERM | OFFLOAD
    | TABLE | CHAIN | RULE | ELEMENT | FLOWTABLE | SECMARK | RULESET | ADD | CREATE | INSERT | REPLACE | UPDATE
    | DELETE | DESTROY | FLUSH | RENAME | LIST | DEFINE | REDEFINE | UNDEFINE | INCLUDE | TYPE | TYPEOF | HOOK
    | DEVICE | DEVICES | PRIORITY | POLICY | FLAGS | COMMENT | ELEMENTS | SIZE | TIMEOUT | EXPIRES | GC_INTERVAL
    | AUTO_MERGE | HELPER | EXPECTATION | PROTOCOL | L3PROTO | DPORT | HANDLE | POSITION | INDEX
    ;
