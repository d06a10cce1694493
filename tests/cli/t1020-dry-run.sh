#!/bin/sh
# --dry-run: the same counts, and nothing is written.
. tests/lib/testlib.sh
. "$TOP/tests/lib/indexing.sh"

for n in 1 2 3 4; do
    article site/$n.md "Article $n"
done
index_run 0 "on no index" "added=4" -n site
is "is a dry run" "$(json '"\(.dry_run) \(.committed) \(.articles)"')" \
    "true false 4"
ok "makes none" test ! -e index
mkdir index
index_run 0 "on an empty folder" "added=4" --dry-run site
is "leaves it so" "$(ls -A index)" ""
index_run 0 "for real" "added=4" site

before=$(state_of_index)
echo "More." >>site/1.md
rm site/2.md
article site/5.md "Article 5"
printf '{"id":' >site/bad.jsonl
index_run 1 "on an index" "added=1 changed=1 unchanged=2 deleted=1 failed=1" \
    -n site
is "tells what would be there" "$(json .articles)" 4
is "writes nothing" "$(state_of_index)" "$before"
index_run 1 "on an index" "added=1 changed=1 unchanged=2 deleted=1 failed=1" \
    site
is "as the run then does" "$(json .articles)" 4

exits 0 "for people" backfile-indexer -n --delete site/1.md
like "it is said" "$(cat out)" '^dry run: nothing was written'
ok "the article is there" in_index site/1.md
index_run 1 "an unknown id" "deleted=1 failed=1" -n --delete no-such site/3.md
exits 66 "no index to delete from" backfile-indexer -n -i none --delete x

# An id of another source is changed, not added.
printf -- '---\nid: site/3.md\ntitle: Three\n---\nText.\n' >three.md
index_run 0 "an id of another source" "changed=1" -n third=three.md
index_run 0 "for real" "changed=1" third=three.md
done_testing
