package org.nftrace.nft;

import java.util.Arrays;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// The service names that people write for ports: `tcp dport ssh` (/etc/services; `nft -S` prints them, a plain `nft
/// list` never does).
final class Services {
    private static final String PORTS =
            "ftp-data 20, ftp 21, ssh 22, telnet 23, smtp 25, time 37, whois 43, domain 53, bootps 67, bootpc 68, tftp"
                + " 69, gopher 70, finger 79, http 80, www 80, kerberos 88, pop3 110, sunrpc 111, auth 113, ident 113,"
                + " nntp 119, ntp 123, netbios-ns 137, netbios-dgm 138, netbios-ssn 139, imap2 143, imap 143, snmp"
                + " 161, snmp-trap 162, snmptrap 162, xdmcp 177, bgp 179, irc 194, ldap 389, https 443, microsoft-ds"
                + " 445, kpasswd 464, submissions 465, urd 465, isakmp 500, exec 512, login 513, shell 514, syslog"
                + " 514, printer 515, talk 517, route 520, rtsp 554, nntps 563, submission 587, ipp 631, ldaps 636,"
                + " rsync 873, ftps-data 989, ftps 990, telnets 992, imaps 993, pop3s 995, socks 1080, openvpn 1194,"
                + " ms-sql-s 1433, l2f 1701, l2tp 1701, radius 1812, radius-acct 1813, nfs 2049, mysql 3306, svn 3690,"
                + " ipsec-nat-t 4500, sip 5060, sip-tls 5061, mdns 5353, postgresql 5432, amqps 5671, amqp 5672, x11"
                + " 6000, redis 6379, ircd 6667, http-alt 8080, webcache 8080, puppet 8140, zabbix-agent 10050,"
                + " zabbix-trapper 10051";
    private static final Map<String, Long> BY_NAME = Arrays.stream(PORTS.split(","))
            .map(entry -> entry.strip().split(" "))
            .collect(Collectors.toUnmodifiableMap(entry -> entry[0], entry -> Long.valueOf(entry[1])));

    private Services() {}

    static OptionalLong port(String name) {
        Long port = BY_NAME.get(name);
        return port == null ? OptionalLong.empty() : OptionalLong.of(port);
    }
}
