// One line of `iptables -S` or `iptables-save`: what a rule's options are and mean is in the tables of the reader.
parser grammar IptablesParser;

options { tokenVocab = IptablesLexer; }

line
    : COUNTERS? part+ EOF
    ;

part
    : NOT? FLAG argument*
    ;

argument
    : NOT? value
    ;

value
    : WORD                                               # word
    | QUOTED                                             # quoted
    | LITERAL                                            # literal
    | COUNTERS                                           # bracketed
    ;
