#!/bin/sh
# What cannot be read is not gone: the index keeps what it has of it.
. tests/lib/testlib.sh
. "$TOP/tests/lib/indexing.sh"

article site/a.md "A"
article site/b.md "B"
article site/folder/c.md "C"
article site/folder/below/d.md "D"
article site/folder-2/e.md "E"
printf '{"id":"1","title":"One"}\n{"id":"2","title":"Two"}\n' >site/w.jsonl
index_run 0 "all is well" "added=7" site

# A broken save.
printf -- '---\ntitle: [\n---\n' >site/a.md
rm site/b.md
index_run 1 "a broken file keeps its article" \
    "unchanged=5 deleted=1 failed=1 kept=1" site
is "it is counted" "$(json .articles)" 6
ok "it is there" in_index site/a.md
not_ok "what is gone is not" in_index site/b.md
exits 1 "it can be seen" backfile-indexer -v site
like "that it is kept" "$(cat err)" '^kept site/a\.md as site/a\.md$'
like "for people as well" "$(cat out)" 'failed 1, kept 1'

# Of a file of many articles.
printf '{"id":"1","title":"One"}\n{"id":"2","titl' >site/w.jsonl
index_run 1 "a broken line keeps the rest of its file" \
    "unchanged=4 failed=2 kept=2" site
printf '{"id":"1","title":"One"}\n' >site/w.jsonl
index_run 1 "a line that is gone is deleted" \
    "unchanged=4 deleted=1 failed=1 kept=1" site

# A folder that was a link, and what it led to is away.
mv site/folder away
ln -s "$SCRATCH/elsewhere" site/folder
index_run 1 "a link that leads nowhere keeps what was below" \
    "unchanged=2 failed=2 kept=3" site
like "it is named" "$(cat err)" 'site/folder: No such file'
ln -sfn "$SCRATCH/away" site/folder
article site/a.md "A"
index_run 0 "back again" "unchanged=5" site
rm site/folder
index_run 0 "removed" "unchanged=3 deleted=2" site

# A stream that breaks off, though it is said to be whole.
printf '{"id":"s1","title":"One"}\n{"id":"s2","title":"Two"}\n' >s.jsonl
index_run 0 "a stream" "added=2" --complete s=- <s.jsonl
printf '{"id":"s3","title":"Three"}\n{"id' >s.jsonl
index_run 1 "that breaks off" "added=1 failed=1 kept=2" --complete s=- <s.jsonl

# A user who may not read.
if [ "$(id -u)" -ne 0 ]; then
    as_other=
elif command -v setpriv >/dev/null; then
    as_other="setpriv --reuid=65534 --regid=65534 --clear-groups"
fi
mkdir bin
cp "$BUILD/bin/backfile-indexer" bin/
chmod 755 "$SCRATCH" bin bin/*
mkdir other
cp -R site other/site
article other/site/folder/c.md "C"
[ "$(id -u)" -ne 0 ] || chown -R 65534:65534 other
if [ -n "${as_other+x}" ] && $as_other bin/backfile-indexer --version >/dev/null 2>&1; then
    exits 0 "another user" $as_other bin/backfile-indexer -i other/index other/site
    chmod 000 other/site/a.md other/site/folder
    index_name="may not read a file and a folder"
    exits 1 "$index_name" $as_other bin/backfile-indexer -i other/index --json \
        other/site
    like "the file is named" "$(cat err)" 'other/site/a\.md: Permission denied'
    like "the folder is named" "$(cat err)" 'other/site/folder: Permission denied'
    is "both are kept" "$(json '"\(.kept) \(.deleted) \(.failed)"')" "2 0 2"
    chmod 000 other/site
    exits 1 "nor the source itself" $as_other bin/backfile-indexer \
        -i other/index --json other/site
    is "all is kept" "$(json '"\(.kept) \(.deleted) \(.failed)"')" "4 0 1"
    chmod 755 other/site
else
    skip "a user who may not read" "cannot become another user here"
fi
done_testing
