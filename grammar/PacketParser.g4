// One line of a packets file, or the one packet of --packet.
parser grammar PacketParser;

options { tokenVocab = PacketLexer; }

line
    : SPACE? flow settings? SPACE? EOF                                      # first
    | SPACE? ARROW settings? SPACE? EOF                                     # onward
    | SPACE? BACK settings? SPACE? EOF                                      # back
    ;

flow
    : protocol COLON source=endpoint SPACE? ARROW SPACE? destination=endpoint
    ;

protocol
    : WORD
    ;

// How many colons a bare endpoint may have depends on the address: that is looked at later, to give a better message.
endpoint
    : LEFT_BRACKET address RIGHT_BRACKET (COLON port=WORD)?                 # bracketed
    | address                                                               # bare
    ;

address
    : (WORD | COLON)+
    ;

settings
    : (SPACE setting)+
    ;

setting
    : key=WORD EQUALS value=VALUE
    ;
