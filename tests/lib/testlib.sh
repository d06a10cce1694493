# shellcheck shell=sh
# What the end-to-end tests share. POSIX sh; `make check-cli` and `check-http`
# run each test from the top folder with BUILD in the environment.
#
#   . tests/lib/testlib.sh
#   exits 0 "an index is made" backfile-indexer -i index "$CORPUS"
#   like "the summary counts" "$(cat out)" 'read +[1-9]'
#   is "one article" "$(json '.read' out)" 1
#   daemon_start index
#   is "healthy" "$(curl -s "$URL/healthz")" ok
#   daemon_stop
#   done_testing
#
# The test runs in a fresh scratch folder, which goes away with it, and finds
# the programs that were built first in its PATH. It has:
#
#   TOP      the top folder of the sources
#   CORPUS   the sample articles; read only: copy them to change them
#   DATA     the folder of real data sets, or nothing; see need_data
#   SCRATCH  the scratch folder, where it stands at the beginning
#
# Only processes that were started here are ended, by their number.

set -u
TOP=$PWD
CORPUS=$TOP/corpus
BUILD=${BUILD:-$TOP/build}
PATH=$BUILD/bin:$PATH
LC_ALL=C.UTF-8
export PATH LC_ALL
unset BACKFILE_INDEX

test_count=0
test_failed=0
test_pids=
code=0

if ! [ -f "$TOP/tests/lib/testlib.sh" ]; then
    echo "Bail out! run the tests from the top folder of the sources"
    exit 1
fi

# Real articles are never part of the sources.
DATA=${BACKFILE_TEST_DATA:-$TOP/../shared/data}
if [ -d "$DATA/articles" ]; then
    DATA=$(cd "$DATA" && pwd)
else
    DATA=
fi

SCRATCH=$(mktemp -d "${TMPDIR:-/tmp}/backfile-test.XXXXXX") || exit 1
SCRATCH=$(cd "$SCRATCH" && pwd -P)
cd "$SCRATCH" || exit 1

test_clean_up() {
    trap - EXIT
    for pid in $test_pids; do
        kill -KILL "$pid" 2>/dev/null
    done
    cd / && chmod -R u+rwX "$SCRATCH" 2>/dev/null
    rm -rf "$SCRATCH"
}
trap test_clean_up EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# TAP -----------------------------------------------------------------------

# Print lines of standard input as a diagnosis, at most forty.
diag() {
    head -n 40 | sed 's/^/# /'
}

pass() { # NAME
    test_count=$((test_count + 1))
    echo "ok $test_count - $1"
}

fail() { # NAME [DIAGNOSIS]
    test_count=$((test_count + 1))
    test_failed=$((test_failed + 1))
    echo "not ok $test_count - $1"
    if [ $# -gt 1 ]; then
        printf '%s\n' "$2" | diag
    fi
}

# The command succeeds. Its output is shown when it does not.
ok() { # NAME COMMAND…
    test_name=$1
    shift
    if test_output=$("$@" 2>&1); then
        pass "$test_name"
    else
        fail "$test_name" "failed: $*
$test_output"
    fi
}

# The command fails.
not_ok() { # NAME COMMAND…
    test_name=$1
    shift
    if "$@" >/dev/null 2>&1; then
        fail "$test_name" "succeeded: $*"
    else
        pass "$test_name"
    fi
}

is() { # NAME GOT EXPECTED
    if [ "$2" = "$3" ]; then
        pass "$1"
    else
        fail "$1" "     got: $2
expected: $3"
    fi
}

# Some line of the text matches the extended regular expression.
like() { # NAME TEXT PATTERN
    if printf '%s\n' "$2" | grep -Eq -e "$3"; then
        pass "$1"
    else
        fail "$1" "no line matches: $3
$2"
    fi
}

# No line of the text matches.
unlike() { # NAME TEXT PATTERN
    if printf '%s\n' "$2" | grep -Eq -e "$3"; then
        fail "$1" "a line matches: $3
$2"
    else
        pass "$1"
    fi
}

skip() { # NAME REASON
    test_count=$((test_count + 1))
    echo "ok $test_count - $1 # SKIP $2"
}

# Leave the whole test out.
skip_all() { # REASON
    echo "1..0 # SKIP $1"
    exit 0
}

# Leave the whole test out where this part of the real data is absent.
need_data() { # PATH BELOW DATA, such as articles/digitalgov
    if [ -z "$DATA" ] || ! [ -e "$DATA/$1" ]; then
        skip_all "no $1; name the folder of data sets in BACKFILE_TEST_DATA"
    fi
}

done_testing() {
    echo "1..$test_count"
    [ "$test_failed" -eq 0 ]
    exit
}

# Commands ------------------------------------------------------------------

# Run a command: its output is in the files out and err, its exit code in
# $code (128 and the signal's number when a signal ended it, 124 after two
# minutes, when it is stopped).
run() { # COMMAND…
    timeout 120 "$@" >out 2>err
    code=$?
}

# run, and check the exit code.
exits() { # CODE NAME COMMAND…
    test_code=$1
    test_name=$2
    shift 2
    run "$@"
    if [ "$code" -eq "$test_code" ]; then
        pass "$test_name"
    else
        fail "$test_name" "exit code $code, not $test_code: $*
$(head -n 20 out)
$(head -n 20 err)"
    fi
}

# What a jq filter says of a JSON file, strings without quotes.
json() { # FILTER [FILE]
    jq -r "$1" "${2:-out}"
}

# Wait until the command succeeds; give up after some twenty seconds.
wait_until() { # COMMAND…
    test_tries=0
    until "$@" >/dev/null 2>&1; do
        test_tries=$((test_tries + 1))
        if [ "$test_tries" -gt 400 ]; then
            return 1
        fi
        sleep 0.05
    done
}

# Background processes ------------------------------------------------------

# Have a background process ended with the test: start it with `&`, then
# `keep_pid $!`.
keep_pid() { # PID
    test_pids="$test_pids $1"
}

# Wait for a kept process; its exit code is in $code.
wait_pid() { # PID
    # Some shells tell of signals here.
    wait "$1" 2>/dev/null
    code=$?
    test_rest=
    for pid in $test_pids; do
        [ "$pid" = "$1" ] || test_rest="$test_rest $pid"
    done
    test_pids=$test_rest
}

# Start backfile-searchd on a free port of the loopback address. Sets
# DAEMON_PID, and URL without the final slash (http://127.0.0.1:40123). What
# it prints is in daemon.out and daemon.err. Fails when it does not listen.
daemon_start() { # INDEX [OPTION…]
    test_index=$1
    shift
    : >daemon.out
    backfile-searchd -i "$test_index" --listen 127.0.0.1:0 "$@" \
        >daemon.out 2>daemon.err </dev/null &
    DAEMON_PID=$!
    keep_pid "$DAEMON_PID"
    wait_until daemon_settled
    URL=$(sed -n 's|^listening on \(http://.*\)/$|\1|p' daemon.out)
    if [ -z "$URL" ]; then
        echo "# backfile-searchd does not listen:"
        diag <daemon.err
        daemon_stop
        return 1
    fi
}

# It listens, or it has ended.
daemon_settled() {
    grep -q '^listening on http://.*/$' daemon.out ||
        ! kill -0 "$DAEMON_PID"
}

# End the daemon; its exit code is in $code.
daemon_stop() { # [SIGNAL]
    kill -"${1:-TERM}" "$DAEMON_PID" 2>/dev/null
    wait_pid "$DAEMON_PID"
}
