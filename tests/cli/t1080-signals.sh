#!/bin/sh
# A run that is interrupted leaves the index as it was.
. tests/lib/testlib.sh
. "$TOP/tests/lib/indexing.sh"

article site/a.md "A"
article site/b.md "B"
index_run 0 "an index" "added=2" site
mkfifo feed

# Start a run that waits for more of its input, and end it by a signal.
interrupt() { # SIGNAL ARGUMENT…
    signal=$1
    shift
    # Whoever runs the tests may ignore signals (nohup), and children would too.
    env --default-signal=HUP,INT,TERM backfile-indexer "$@" \
        <feed >slow.out 2>slow.err &
    slow=$!
    keep_pid $slow
    exec 3>feed
    echo '{"id":"new","title":"New"}' >&3
    wait_until grep -q '^added' slow.err
    kill -"$signal" $slow
    wait_pid $slow
    exec 3>&-
}

before=$(state_of_index)
interrupt TERM -v --complete site=-
is "SIGTERM ends it as that does" $code 143
like "it says so" "$(cat slow.err)" 'ended by SIGTERM; nothing was written'
is "there is no summary" "$(cat slow.out)" ""
is "nothing was written" "$(state_of_index)" "$before"
interrupt HUP -v x=-
is "SIGHUP as well" $code 129
is "nothing was written" "$(state_of_index)" "$before"
interrupt KILL -v x=-
is "SIGKILL cannot be met" $code 137
exits 0 "the index is there" backfile stats
index_run 0 "and is synced" "unchanged=2" site

BACKFILE_INDEX=$SCRATCH/first
interrupt TERM -v x=-
is "the first run" $code 143
exits 66 "makes no index" backfile stats
index_run 0 "the next one does" "added=2" site

# After so many that Xapian could have begun to write.
mkdir many
n=0
while [ $n -lt 400 ]; do
    n=$((n + 1))
    cp "$CORPUS"/markdown/the-long-telegram.md many/$n.md
    sed -i "/^url/d; s/^title.*/title: Number $n/" many/$n.md
done
BACKFILE_INDEX=$SCRATCH/index
# It may have put blocks beside those that are in use.
revision() {
    cksum index/LIVE index/g*/iamglass
}
before=$(revision)
interrupt TERM -v many x=-
is "in the midst of many" $code 143
is "nothing was committed" "$(revision)" "$before"
index_run 0 "all is as before" "unchanged=2" site
done_testing
