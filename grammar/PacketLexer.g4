// The words of a packet description: udp:10.254.10.105->10.254.10.252:1812 in=ens192
lexer grammar PacketLexer;

ARROW         : '->' | '→' ;
BACK          : '<-' | '←' ;
COLON         : ':' ;
EQUALS        : '=' -> pushMode(AFTER_EQUALS) ;
LEFT_BRACKET  : '[' ;
RIGHT_BRACKET : ']' ;
// A '-' belongs to a word only inside it: the one of '->' never does, with or without spaces around.
WORD          : CHARACTER ('-'* CHARACTER)* ;
SPACE         : [ \t]+ ;
UNEXPECTED    : . ;

fragment CHARACTER : ~[ \t\r\n:=<>\-→←[\]] ;

// A value may hold ':' and '-': 02:42:ac:14:00:04, br-1a2b.
mode AFTER_EQUALS;

VALUE         : ~[ \t\r\n]+ -> popMode ;
NO_VALUE      : [ \t\r\n]+ -> popMode ;
