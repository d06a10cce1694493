#!/bin/sh
# A folder that is synced: added, changed, unchanged, deleted.
. tests/lib/testlib.sh
. "$TOP/tests/lib/indexing.sh"

mkdir site
for n in 1 2 3 4 5 6 7; do
    article site/$n.md "Article $n"
done
article site/deep/er/8.md "Article 8"

index_run 0 "the first run adds all" "added=8" site
is "and says so" "$(json '"\(.read) \(.files) \(.articles) \(.committed)"')" \
    "8 8 8 true"
ok "an article of a folder below" in_index site/deep/er/8.md

before=$(state_of_index)
index_run 0 "the second run finds nothing new" "unchanged=8" site
is "and writes nothing" "$(json .committed)" false
is "not a byte" "$(state_of_index)" "$before"

touch -d 2001-01-01 site/*.md
chmod 600 site/1.md
index_run 0 "other times and modes are no change" "unchanged=8" site

for n in 1 2 3; do
    echo "More words." >>site/$n.md
done
index_run 0 "three are edited" "changed=3 unchanged=5" site
index_run 0 "and then known" "unchanged=8" site

rm site/4.md site/5.md
index_run 0 "two are removed" "deleted=2 unchanged=6" site
is "six are left" "$(json .articles)" 6
not_ok "one of them is gone" in_index site/4.md
ok "another is there" in_index site/6.md

mv site/6.md site/six.md
index_run 0 "a file is renamed" "added=1 deleted=1 unchanged=5" site

# The order of front matter is nothing that a reader sees.
printf -- '---\ntitle: X\ndate: 2015-01-02\n---\nText.\n' >site/x.md
index_run 0 "one more" "added=1 unchanged=6" site
printf -- '---\ndate: 2015-01-02\ntitle: X\n---\nText.\n' >site/x.md
index_run 0 "its front matter in another order" "unchanged=7" site

# A declared id follows the article.
printf -- '---\nid: the-id\ntitle: Y\n---\nText.\n' >site/y.md
index_run 0 "one with an id" "added=1 unchanged=7" site
mkdir site/moved && mv site/y.md site/moved/y.md
index_run 0 "is moved, not deleted" "changed=1 unchanged=7" site
ok "and found by its id" in_index the-id

# Hidden articles are articles.
printf -- '---\ntitle: D\ndraft: true\n---\nText.\n' >site/draft.md
printf -- '---\ntitle: E\nexpirydate: 2001-01-01\n---\nText.\n' >site/expired.md
printf -- '---\ntitle: F\ndate: 9000-01-01\n---\nText.\n' >site/future.md
index_run 0 "a draft, an expired one, one of the future" \
    "added=3 hidden=3 unchanged=8" site
index_run 0 "are counted again" "hidden=3 unchanged=11" site

# A copy is an index.
cp -R index elsewhere
exits 0 "a copy is synced elsewhere" backfile-indexer -i elsewhere --json site
is "and knows all" "$(json .unchanged)" 11

rm -r site/*
index_run 0 "an empty folder" "deleted=11" site
is "empties the index" "$(json .articles)" 0

exits 0 "an empty folder makes an index" backfile-indexer -i fresh --json site
is "which is a change" "$(json .committed)" true
exits 0 "that can be read" backfile stats -i fresh

# The sample articles, all kinds of files.
cp -R "$CORPUS" corpus
exits 0 "the sample articles" backfile-indexer -i samples --json corpus
is "all of them are read" "$(json .failed)" 0
added=$(json .added)
ok "there are many" test "$added" -ge 30
exits 0 "again" backfile-indexer -i samples --json corpus
is "none is changed" "$(json '"\(.unchanged) \(.changed) \(.added)"')" \
    "$added 0 0"
done_testing
