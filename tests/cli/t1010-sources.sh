#!/bin/sh
# What a source is, how it is called, and what is deleted from it.
. tests/lib/testlib.sh
. "$TOP/tests/lib/indexing.sh"

mkdir -p one/posts two/posts
article one/posts/a.md "A"
article one/posts/b.md "B"
article two/posts/c.md "C"

index_run 0 "two sources" "added=3" one/posts other=two/posts
ok "the one is called as its folder" in_index posts/a.md
ok "the other has a name" in_index other/c.md
exits 2 "two of one name are refused" backfile-indexer one/posts two/posts
like "and named" "$(cat err)" "one/posts and two/posts are both called 'posts'"

index_run 0 "a trailing slash changes no name" "unchanged=2" one/posts/
cd one/posts || exit
index_run 0 "nor does ." "unchanged=2" .
mkdir x
index_run 0 "nor does .." "unchanged=2" x/..
cd "$SCRATCH" || exit
index_run 0 "one source does not touch another" "unchanged=1" other=two/posts
index_run 0 "another name, other articles" "added=1" --source again two/posts
ok "the first are there still" in_index other/c.md
exits 2 "--source names one" backfile-indexer --source x one/posts two/posts
exits 2 "a name has no slash" backfile-indexer --source a/b one/posts
exits 2 "nor a line end" backfile-indexer --source "a
b" one/posts
exits 2 "and is not empty" backfile-indexer =one/posts
exits 2 "nor long" backfile-indexer --source "$(printf '%0129d' 0)" one/posts
exits 2 "one name is enough" backfile-indexer --source x y=one/posts
mkdir 'a=b'
exits 0 "a path with =" backfile-indexer -n ./a=b

# Files.
echo "Changed." >>one/posts/a.md
index_run 0 "a file is updated as in its folder" "changed=1" one/posts/a.md
cd one/posts || exit
index_run 0 "from within the folder as well" "unchanged=2" a.md b.md
cd "$SCRATCH" || exit
exits 2 "a file of another kind is refused" backfile-indexer "$TOP/Makefile"
like "with what would do" "$(cat err)" 'Makefile: .*\.jsonl'
exits 66 "a source that is not there" backfile-indexer one/posts no/such
like "is named" "$(cat err)" 'no/such: No such file'
exits 0 "and nothing is done" backfile-indexer --json one/posts
is "the articles are there" "$(json .unchanged)" 2

# JSON Lines.
printf '{"id":"j1","title":"One"}\n{"id":"j2","title":"Two"}\n' >wire.jsonl
index_run 0 "a stream" "added=2" - <wire.jsonl
printf '{"id":"j3","title":"Three"}\n' >update.jsonl
index_run 0 "an update deletes nothing" "added=1" - <update.jsonl
index_run 0 "an empty one neither" "" - </dev/null
index_run 0 "nor does a file" "changed=3" wire=wire.jsonl wire=update.jsonl
ok "an article of the stream" in_index j1
exits 2 "the whole of a source has a name" \
    backfile-indexer --complete wire.jsonl
index_run 0 "the whole of it" "deleted=1 unchanged=2" --complete wire=wire.jsonl
not_ok "what is gone is deleted" in_index j3
index_run 0 "by stream" "added=1 deleted=2" --complete wire=- <update.jsonl
ok "the other sources keep theirs" in_index posts/a.md
exits 2 "standard input is one source" backfile-indexer a=- b=-

printf '{"title":"No id"}\n' >nameless.jsonl
index_run 1 "a line without an id" "failed=1" - <nameless.jsonl
like "is named" "$(cat err)" '^backfile-indexer: standard input:1: '
printf '{"url":"https://x.example/1","title":"U"}\n' >url.jsonl
index_run 0 "a full URL will do" "added=1" url.jsonl
ok "as its id" in_index https://x.example/1

# An article that two sources have.
printf -- '---\nid: j3\ntitle: Three\n---\nText.\n' >one/posts/three.md
index_run 0 "an id of another source" "changed=1 unchanged=2" one/posts
index_run 0 "belongs to this one now" "" --complete wire=- </dev/null
ok "so it is not deleted" in_index j3

# The first thousand of a stream are looked up, then all are listed.
many() { # CHANGED: the first of them are others than before
    jq -cn --argjson changed "$1" 'range(1200) | {id: "m\(.)", source: "many",
        title: (if . < $changed then "Other" else "One" end + " \(.)")}'
}
index_run 0 "many at once" "added=1200" many=- <<END
$(many 0)
END
index_run 0 "all of them are known" "unchanged=1200" many=- <<END
$(many 0)
END
index_run 0 "and which have changed" "changed=1100 unchanged=100" many=- <<END
$(many 1100)
END
index_run 1 "the second of an id" "unchanged=1200 failed=1200" many=- <<END
$(many 1100)
$(many 0)
END
index_run 0 "another source has them" "changed=1200" others=- <<END
$(many 1100)
END
index_run 0 "and gives them up" "deleted=1200" --complete others=- </dev/null

# Languages.
article one/posts/de.md "Zeitungen"
index_run 0 "an article without a language" "added=1 unchanged=3" one/posts
is "has none" "$(backfile show --format=json posts/de.md | jq -r .lang)" null
index_run 0 "or as is said" "changed=4" --lang de one/posts
is "is German" "$(backfile show --format=json posts/de.md | jq -r .lang)" de
exits 2 "a language is a tag" backfile-indexer --lang 'no tag' one/posts

# Deletion by id.
index_run 0 "two ids are deleted" "deleted=2" --delete j3 https://x.example/1
not_ok "the one is gone" in_index j3
index_run 1 "an unknown id is a failure" "deleted=1 failed=1" \
    --delete no-such posts/a.md
like "and named" "$(cat err)" 'no article has the id no-such'
before=$(state_of_index)
index_run 1 "unknown ones only" "failed=1" --delete no-such
is "write nothing" "$(state_of_index)" "$before"
index_run 0 "an id that is given twice" "deleted=1" --delete posts/b.md posts/b.md
index_run 1 "an id with a dash" "failed=1" --delete -- -x
exits 2 "no id" backfile-indexer --delete
exits 2 "a source" backfile-indexer --delete --source x j1
exits 66 "no index" backfile-indexer -i none --delete j1
ok "and none is made" test ! -e none
done_testing
