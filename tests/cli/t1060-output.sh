#!/bin/sh
# What is printed where: summaries, failures, progress; the command line.
. tests/lib/testlib.sh
. "$TOP/tests/lib/indexing.sh"

article site/a.md "A"
printf '{"id":' >site/bad.jsonl
: >site/empty.md
exits 1 "a run for people" backfile-indexer site
like "counts" "$(cat out)" \
    '^read 1, added 1, changed 0, unchanged 0, deleted 0, hidden 0, skipped 1, failed 1$'
like "measures" "$(cat out)" '^0\.0 MB in [0-9]+\.[0-9] s.*; the index holds 1 article$'
like "says what is not known" "$(cat out)" '^languages: unknown 1 \(--lang sets it\)$'
is "three lines" "$(wc -l <out)" 3
is "and names failures on standard error" "$(grep -c ^backfile-indexer: err)" 1
unlike "there is no progress on a pipe" "$(cat err out)" "$(printf '[\r\033]')"

exits 1 "a run for machines" backfile-indexer --json site
is "prints one object" "$(jq -s length out)" 1
is "in one line" "$(wc -l <out)" 1
is "of these keys" "$(jq -r 'keys_unsorted | join(" ")' out)" \
    "read added changed unchanged deleted kept skipped ignored renewed hidden languages failed mended files bytes seconds articles dry_run committed"
is "whose values are numbers" \
    "$(jq -r '[del(.dry_run, .committed) | .. | scalars | type] | unique | join(" ")' out)" \
    number
is "bytes are counted" "$(json .bytes)" "$(cat site/* | wc -c)"

exits 1 "a quiet run" backfile-indexer -q site
is "says nothing" "$(cat out)" ""
is "but failures" "$(wc -l <err)" 1
exits 1 "a quiet run for machines" backfile-indexer -q --json site
is "has its object" "$(json .unchanged)" 1
exits 1 "a verbose run" backfile-indexer -v site
like "names articles" "$(cat err)" '^unchanged site/a\.md as site/a\.md$'
rm site/a.md
exits 1 "and" backfile-indexer -v site
like "those that are gone" "$(cat err)" '^deleted site/a\.md as site/a\.md$'
like "and those that are not" "$(cat err)" '^skipped site/empty\.md: neither'

# Many empty pages.
mkdir empties
for n in 01 02 03 04 05 06 07 08 09 10 11 12; do
    : >empties/$n.md
done
exits 0 "many that are skipped" backfile-indexer empties
is "are not all named" "$(grep -c '^skipped empties/' err)" 10
like "which is said" "$(cat err)" '^skipped 2 more: -v names them$'
exits 0 "unless" backfile-indexer -v empties
is "-v asks for it" "$(grep -c ^skipped err)" 12
exits 0 "quiet" backfile-indexer -q empties
is "says nothing" "$(cat out err)" ""

# A terminal.
article site/a.md "A"
if command -v script >/dev/null; then
    mkfifo slow
    (
        n=0
        while [ $n -lt 4 ]; do
            n=$((n + 1))
            echo '{"id":"'$n'","title":"T"}'
            sleep 0.2
        done
    ) >slow &
    keep_pid $!
    TERM=xterm script -qec 'backfile-indexer - <slow' typescript >/dev/null
    like "a terminal sees progress" "$(tr '\r' '\n' <typescript)" '[0-9] articles, 0\.0 MB'
    ok "which is erased" grep -q "$(printf '\r\033\[Kread 4')" typescript
    TERM=dumb script -qec 'backfile-indexer site' typescript >/dev/null
    unlike "a dumb one does not" "$(cat typescript)" "$(printf '\033')"
else
    skip "a terminal sees progress" "no script(1) here"
fi

# Output that cannot be written.
if [ -w /dev/full ]; then
    backfile-indexer --json site >/dev/full 2>err
    is "a full disk" $? 74
    like "is named" "$(cat err)" 'standard output: No space left'
    backfile-indexer site >out 2>/dev/full
    is "under standard error, too" $? 74
fi
(
    sleep 0.3
    backfile-indexer --json site 2>err
    echo $? >status
) | :
is "a closed pipe" "$(cat status)" 74
backfile-indexer --json site >&- 2>err
is "a closed output" $? 74
backfile-indexer - <&- >out 2>err
is "a closed input is a failure" $? 1
like "of the source" "$(cat err)" '^backfile-indexer: standard input: '
backfile-indexer --json site >out 2>&- </dev/null
is "closed standard error with something to say" $? 74
exits 1 "the index is whole" backfile-indexer site

# The command line.
exits 0 "--help" backfile-indexer --help
like "shows how" "$(cat out)" '^Usage: backfile-indexer'
ok "fits a terminal" test "$(wc -L <out)" -le 80
for option in $(sed -n 's/.*{"\([a-z-]*\)", .*_argument.*/\1/p' "$TOP/indexer/options.c"); do
    like "tells of --$option" "$(cat out)" "--$option"
done
exits 0 "--version" backfile-indexer --version
like "shows it" "$(cat out)" '^backfile-indexer [0-9]+\.[0-9]+\.[0-9]+$'
exits 2 "no source" backfile-indexer
like "is named" "$(cat err)" 'no source'
exits 2 "an unknown option" backfile-indexer --frobnicate site
like "is named" "$(cat err)" frobnicate
exits 2 "no argument" backfile-indexer -i
unset BACKFILE_INDEX
exits 2 "no index" backfile-indexer site
like "is named" "$(cat err)" 'BACKFILE_INDEX'
exits 1 "options behind sources" backfile-indexer site -i index -q
exits 0 "-- ends options" backfile-indexer -i index -- "$CORPUS/text"
done_testing
