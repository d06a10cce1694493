#!/bin/sh
# An index that cannot be written to: each has its exit code, none is touched.
. tests/lib/testlib.sh
. "$TOP/tests/lib/indexing.sh"

article site/a.md "A"

# Not an index.
mkdir folder
echo "mine" >folder/file
exits 66 "a folder of other things" backfile-indexer -i folder site
like "is named" "$(cat err)" '^backfile-indexer: folder: '
is "and left alone" "$(ls folder)" "file"
exits 66 "in a dry run, too" backfile-indexer -n -i folder site
echo "mine" >file
exits 66 "a file" backfile-indexer -i file site
is "is left alone" "$(cat file)" mine
for option in --quiet --dry-run; do
    exits 66 "a folder in one that is not there ($option)" \
        backfile-indexer $option -i no/such/index/ site
    is "which is named" "$(cat err)" \
        "backfile-indexer: no/such/index/: cannot be made: there is no folder no/such"
    ok "nothing is made" [ ! -e no ]
done
exits 2 "no name" backfile-indexer -i "" site
mkdir empty
exits 0 "an empty folder becomes one" backfile-indexer -i empty site
exits 0 "and is one" backfile-indexer -i empty site

# Locked, by a writer that waits for more of its input.
mkfifo feed
start_slow() {
    backfile-indexer -v - <feed >slow.out 2>slow.err &
    slow=$!
    keep_pid $slow
    exec 3>feed
    echo '{"id":"1","title":"Slow '"$1"'"}' >&3
    wait_until grep -qE '^(added|changed) ' slow.err
}
end_slow() {
    exec 3>&-
    wait_pid $slow
}
start_slow one
exits 75 "an index that another writer makes is refused" backfile-indexer site
like "by name" "$(cat err)" '^backfile-indexer: .*/index: another writer'
end_slow
is "the first writer ends well" $code 0
index_run 0 "then it is the turn of the second" "added=1" site

start_slow two
exits 75 "an index that another writer has is refused" backfile-indexer site
exits 75 "for deletion, too" backfile-indexer --delete 1
exits 0 "a dry run needs no lock" backfile-indexer -n --json site
is "and sees what was committed" "$(json .unchanged)" 1
end_slow
is "the first writer ends well" $code 0

# Damaged.
for file in LIVE iamglass postlist.glass; do
    cp -R index damaged
    path=$(find damaged -name $file)
    printf 'garbage garbage garbage garbage' >"$path"
    exits 65 "a damaged $file" backfile-indexer -i damaged site
    like "is named" "$(cat err)" '^backfile-indexer: damaged'
    rm -r damaged
done

# Of a newer format.
if command -v xapian-metadata >/dev/null; then
    cp -R index newer
    xapian-metadata set "$(dirname "$(find newer -name iamglass)")" \
        backfile.format 999
    exits 76 "a newer format" backfile-indexer -i newer site
    like "is named" "$(cat err)" '^backfile-indexer: newer: .*999'
    exits 76 "in a dry run, too" backfile-indexer -n -i newer site
else
    skip "a newer format" "no xapian-metadata here"
fi
done_testing
