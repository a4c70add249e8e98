// The words of `iptables -S`, `iptables-save` and of iptables command lines, one line at a time.
//
// A word is whatever stands between blanks, as iptables-restore(8) and the shell cut it; which words are the arguments
// of an option is not known here, there are hundreds of options: that is for the reader to say.
lexer grammar IptablesLexer;

BLANK    : [ \t\u00a0]+ -> skip ;
// A long command that goes on in the next line.
JOINED   : '\\' '\r'? '\n' -> skip ;
NEWLINE  : [\r\n]+ -> skip ;

COUNTERS : '[' [0-9]+ ':' [0-9]+ ']' ;
NOT      : '!' ;
// -p, -ptcp, --dport, --dport=22; a '-1' is a number. Pages on the web turn '--' into a dash.
FLAG     : ( '-' | '--' | [\u2013\u2014] ) [A-Za-z] PIECE* | '-4' | '-6' ;
QUOTED   : '"' ( '\\' . | ~["\\\r\n] )* '"' | '\u201c' ~[\u201d\r\n]* '\u201d' ;
LITERAL  : '\'' ~['\r\n]* '\'' ;
REMARK   : '#' ~[\r\n]* -> skip ;
WORD     : ( BARE | '\'' | QUOTED ) PIECE* ;
STRAY    : . ;

fragment PIECE : BARE | '!' | '\'' | '#' | '"' ( '\\' . | ~["\\\r\n] )* '"' ;
fragment BARE  : ~[ \t\u00a0\r\n"!'#\u201c\u201d] ;
