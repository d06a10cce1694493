#!/bin/sh
# The server: how it starts, whom it cuts off, how it ends.
. tests/lib/testlib.sh

echo '{"id":"n1","title":"The hotline","body":"A red phone.","lang":"en"}' >news.jsonl
exits 0 "an index is made" backfile-indexer -i index news.jsonl

# A client that does what no polite one does. Arguments: a port, then steps:
# send TEXT, drip COUNT SECONDS (so many bytes, one at a time), sleep SECONDS,
# touch FILE, await FILE, read (all, to standard output).
cat >client.pl <<'END'
use strict;
use warnings;
use IO::Socket::INET;
$SIG{PIPE} = 'IGNORE';
my $socket = IO::Socket::INET->new(PeerAddr => '127.0.0.1', PeerPort => shift)
    or die "cannot connect: $!";
sub put { defined $socket->syswrite($_[0]) or exit 0 }
while (defined(my $step = shift)) {
    if ($step eq 'send') {
        (my $text = shift) =~ s/\\n/\r\n/g;
        put($text);
    } elsif ($step eq 'drip') {
        my ($count, $pause) = (shift, shift);
        for (1 .. $count) { put('x'); select(undef, undef, undef, $pause) }
    } elsif ($step eq 'sleep') {
        select(undef, undef, undef, shift);
    } elsif ($step eq 'touch') {
        open(my $file, '>', shift) or die;
    } elsif ($step eq 'await') {
        my $file = shift;
        for (1 .. 400) { last if -e $file; select(undef, undef, undef, 0.05) }
    } elsif ($step eq 'read') {
        while ($socket->sysread(my $bytes, 65536)) { print $bytes }
    }
}
END

port() {
    echo "${URL##*:}"
}

# Command line ----------------------------------------------------------------

exits 0 "--help" backfile-searchd --help
like "it names the options" "$(cat out)" '^ +-i, --index=INDEX'
exits 0 "--version" backfile-searchd --version
like "it is one line" "$(cat out)" '^backfile-searchd [0-9]+\.[0-9]+\.[0-9]+$'
exits 2 "no index named" backfile-searchd
like "it says so" "$(cat err)" 'BACKFILE_INDEX'
exits 2 "an unknown option" backfile-searchd -i index --no-such
exits 2 "an argument too many" backfile-searchd -i index more
like "it is named" "$(cat err)" '^backfile-searchd: more: takes no arguments$'
exits 2 "no threads" backfile-searchd -i index --threads=0
like "it is named" "$(cat err)" \
    '^backfile-searchd: --threads: 0 is not a number from 1 to 256$'
exits 2 "no number" backfile-searchd -i index --max-connections=many
exits 2 "a wrong origin" backfile-searchd -i index --cors "https://x
evil: 1"
exits 2 "a site with a path" backfile-searchd -i index --site https://example.org/blog
for address in 8080 :8080 127.0.0.1 127.0.0.1: 127.0.0.1:65536 127.0.0.1:-1 ::1:80 \
    '[::1]' 999.1.1.1:80; do
    exits 2 "not an address: $address" backfile-searchd -i index --listen "$address"
done
like "help is offered" "$(cat err)" "^Try 'backfile-searchd --help'\.$"
exits 66 "no index there" backfile-searchd -i nowhere
like "it names the path" "$(cat err)" nowhere
is "nothing on standard output" "$(cat out)" ""
mkdir empty
exits 66 "a folder that is no index" backfile-searchd -i empty
cp -r index damaged
find damaged -type f | while read -r file; do echo damaged >"$file"; done
run timeout 10 backfile-searchd -i damaged --listen 127.0.0.1:0
ok "a damaged index is refused (exit code $code)" \
    [ "$code" -ge 65 -a "$code" -le 76 ]
is "with one line" "$(wc -l <err)" 1

# Listening -------------------------------------------------------------------

daemon_start index || exit 1
like "one line says where" "$(cat daemon.out)" '^listening on http://127\.0\.0\.1:[1-9][0-9]*/$'
is "only that" "$(wc -l <daemon.out)" 1
exits 74 "a port that is taken" backfile-searchd -i index --listen "127.0.0.1:$(port)"
like "it says why" "$(cat err)" "127\.0\.0\.1:$(port): Address already in use"
exits 74 "nowhere to say where it listens" \
    sh -c 'exec backfile-searchd -i index --listen 127.0.0.1:0 >&-'
first=$DAEMON_PID
first_url=$URL
BACKFILE_INDEX=index backfile-searchd --listen 127.0.0.1:0 >second.out 2>&- &
second=$!
keep_pid $second
wait_until grep -q listening second.out
is "no file or connection takes the place of a closed standard error" \
    "$(readlink /proc/$second/fd/2)" /dev/null
second_url=$(sed -n 's|^listening on \(.*\)/$|\1|p' second.out)
for url in "$first_url" "$second_url"; do
    is "two daemons on one index" "$(curl -s "$url/v1/search?q=phone" | jq .total)" 1
done
kill -INT $second
wait_pid $second
is "SIGINT ends it in order" "$code" 0
kill -0 "$first"
daemon_stop
is "SIGTERM ends it in order" "$code" 0
backfile-searchd -i index --listen '[::1]:0' >six.out 2>six.err &
six=$!
keep_pid $six
wait_until [ -s six.out -o -s six.err ]
url=$(sed -n 's|^listening on \(.*\)/$|\1|p' six.out)
if [ -z "$url" ]; then
    skip "IPv6" "$(head -n 1 six.err)"
else
    like "IPv6 stands in brackets" "$url" '^http://\[::1\]:[0-9]+$'
    is "IPv6 is answered" "$(curl -g -s "$url/v1/search?q=phone" | jq .total)" 1
    kill "$six"
fi
wait_pid "$six"

# Slow and odd clients ----------------------------------------------------------

daemon_start index --request-timeout=1 --access-log || exit 1
seconds() { # COMMAND…: how long it takes
    begin=$(date +%s%N)
    "$@" >client.out 2>&1
    echo $((($(date +%s%N) - begin) / 1000000000))
}
took=$(seconds perl client.pl "$(port)" send 'GET /v1/search?q=' drip 200 0.1 read)
ok "a slow request line is cut ($took s)" [ "$took" -lt 6 ]
took=$(seconds perl client.pl "$(port)" send 'GET /v1/search?q=a HTTP/1.1\nHost: x\nX-Slow: ' \
    drip 200 0.1 read)
ok "slow headers are cut ($took s)" [ "$took" -lt 6 ]
took=$(seconds perl client.pl "$(port)" read)
ok "silence is cut ($took s)" [ "$took" -lt 6 ]
took=$(seconds perl client.pl "$(port)" send 'GET /healthz HTTP/1.1\nHost: x\n\n' sleep 0.3 \
    send 'GET /healthz HTTP/1.1\nX: ' drip 200 0.1 read)
ok "a slow second request is cut ($took s)" [ "$took" -lt 6 ]
took=$(seconds perl client.pl "$(port)" \
    send 'POST /v1/search HTTP/1.1\nHost: x\nContent-Length: 1000000\n\n' read)
ok "a body is not waited for ($took s)" [ "$took" -lt 6 ]
like "it is refused at once" "$(cat client.out)" '^HTTP/1.1 405'
perl client.pl "$(port)" send 'GET /healthz HTTP/1.1\nHost: x\nConnection: close\n' \
    touch halfway await stopped send '\n' touch sent read >client.out &
client=$!
keep_pid $client
wait_until [ -e halfway ]
sleep 0.2
kill -STOP "$DAEMON_PID"
touch stopped
wait_until [ -e sent ]
sleep 1.5
kill -CONT "$DAEMON_PID"
wait_pid $client
like "a client does not pay for a server that is late" "$(cat client.out)" '^HTTP/1.1 200'
perl client.pl "$(port)" send 'nonsense\n\n' read >client.out
unlike "nonsense gets nothing" "$(cat client.out)" '200'
perl client.pl "$(port)" send 'GET /healthz HTTP/1.1\nHost: x\nno header\n\n' read >client.out
like "a broken header is refused" "$(cat client.out)" '^HTTP/1.1 400'
perl client.pl "$(port)" send 'GET /v1/search?q=phone HTTP/1.1\nHost: x\n\n' sleep 0
is "a client that leaves harms nobody" "$(curl -s -o /dev/null -w '%{http_code}' "$URL/healthz")" 200
perl client.pl "$(port)" \
    send 'GET /healthz HTTP/1.1\nHost: x\n\nGET /v1/search?q=phone HTTP/1.1\nHost: x\nConnection: close\n\n' \
    read >client.out
is "two requests in one packet" "$(grep -c '^HTTP/1.1 200' client.out)" 2
curl -s -o /dev/null "$URL/?q=%22%0aevil"
like "the access log has a line a request" "$(cat daemon.err)" \
    '^127\.0\.0\.1 - - \[.*\] "GET /healthz" 200 [0-9]+ [0-9]+$'
daemon_stop
is "it ends in order" "$code" 0

# Many connections ----------------------------------------------------------------

daemon_start index --request-timeout=2 --max-connections=4 --threads=2 || exit 1
for i in 1 2 3 4 5 6 7 8; do
    perl client.pl "$(port)" send 'GET / HTT' touch "taken.$i" read >/dev/null &
    keep_pid $!
done
all_taken() {
    [ "$(ls taken.* | wc -l)" -eq 8 ]
}
wait_until all_taken
is "with all connections taken, others wait their turn" \
    "$(curl -s -m 20 -o /dev/null -w '%{http_code}' "$URL/healthz")" 200
daemon_stop
is "it ends in order" "$code" 0
daemon_start index --threads=1 --max-per-address=50 || exit 1
is "one thread" "$(curl -s "$URL/v1/search?q=phone" | jq .total)" 1
daemon_stop
is "it ends in order" "$code" 0

# The end ---------------------------------------------------------------------------

daemon_start index || exit 1
perl client.pl "$(port)" send 'GET /v1/search?q=phone HTTP/1.1\nHost: x\n' touch begun \
    await ended send '\n' read >client.out &
client=$!
keep_pid $client
wait_until [ -e begun ]
sleep 0.2
kill -TERM "$DAEMON_PID"
sleep 0.3
is "no new connections once it ends" \
    "$(curl -s -m 2 -o /dev/null -w '%{http_code}' "$URL/healthz")" 000
touch ended
wait_pid $client
like "the request in flight is answered" "$(cat client.out)" '^HTTP/1.1 200'
like "and told that this is the end" "$(tr -d '\r' <client.out)" '^Connection: close$'
wait_pid "$DAEMON_PID"
is "it ends in order" "$code" 0

daemon_start index || exit 1
perl client.pl "$(port)" send 'GET /healthz HTTP/1.1\nHost: x\n\n' touch idle read >/dev/null &
keep_pid $!
wait_until [ -e idle ]
sleep 0.2
took=$(seconds daemon_stop)
ok "idle connections do not hold it up ($took s)" [ "$took" -lt 3 ]

perl client.pl "$(port)" >/dev/null 2>&1
is "the port is free again" "$?" 111
done_testing
