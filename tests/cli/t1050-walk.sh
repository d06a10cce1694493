#!/bin/sh
# The walk of a folder: order, hidden files, links, the index inside.
. tests/lib/testlib.sh
. "$TOP/tests/lib/indexing.sh"

article site/b.md "B"
article site/B.MD "Upper case"
article site/a/z.markdown "Z"
article site/a-1.md "Dash"
article site/x.md/inner.md "A folder with the name of a file"
article site/.hidden.md "Hidden"
article site/.git/x.md "Hidden below"
article 'site/with space/ü.md' "Other characters"
printf 'A text.\n' >site/t.txt
echo '<title>H</title><p>Text of it.' >site/h.htm
cp site/t.txt site/t.txt~
cp site/t.txt site/noextension

exits 0 "all kinds of files" backfile-indexer -v --json site
cp err first
is "are read" "$(json '"\(.added) \(.ignored)"')" "8 2"
unlike "hidden ones are not" "$(cat err)" 'idden'
is "in the order of their paths" "$(sed -n 's/^added \(.*\) as .*/\1/p' err)" \
    "site/B.MD
site/a-1.md
site/a/z.markdown
site/b.md
site/h.htm
site/t.txt
site/with space/ü.md
site/x.md/inner.md"
exits 0 "again, into another index" backfile-indexer -i second -v --json site
is "in the same order" "$(cat err)" "$(cat first)"

# The index is no article, wherever it is.
mkdir inside
article inside/a.md "A"
exits 0 "an index inside its source" \
    backfile-indexer -i inside/index --json inside
article inside/index/trap.txt "Trap"
exits 0 "is not a source" backfile-indexer -i inside/index --json -v inside
is "nor are its files" "$(json '"\(.unchanged) \(.added) \(.ignored)"')" "1 0 0"

# Links.
mkdir links outside
article links/real/a.md "A"
article outside/o.md "O"
ln -s real links/alias
ln -s ../outside links/out2
ln -s ../outside links/out1
ln -s real/a.md links/file.md
ln -s real/a.md links/file.xyz
exits 0 "links are followed" backfile-indexer -i links.index -v --json links
is "each folder once" "$(sed -n 's/^added \(.*\) as .*/\1/p' err)" \
    "links/file.md
links/out1/o.md
links/real/a.md"
like "the others are ignored" "$(cat err)" '^ignored links/out2$'
like "by their link" "$(cat err)" '^ignored links/alias$'
ln -s . links/loop1
ln -s ../.. links/real/loop2
ln -s loop3 links/loop3
ln -s "$SCRATCH/outside" outside/back
exits 1 "links that lead back" backfile-indexer -i links.index --json links
is "are failures" "$(json '"\(.unchanged) \(.failed)"')" "3 4"
like "to the folder" "$(cat err)" 'links/loop1: leads back'
like "above the source" "$(cat err)" 'links/real/loop2: leads back'
like "to themselves" "$(cat err)" 'links/loop3: Too many levels'
like "outside" "$(cat err)" 'links/out1/back: leads back'

# Deep folders.
deeper() { # COUNT: that many folders below one another
    printf '%0*d' "$1" 0 | sed 's|0|d123456789/|g'
}
mkdir -p "deep/$(deeper 300)"
echo '{"id":"far","title":"Far down"}' >"deep/$(deeper 300)a.jsonl"
(
    cd "deep/$(deeper 300)" && mkdir -p "$(deeper 100)" &&
        echo '{"id":"too","title":"Too far down"}' >"$(deeper 100)b.jsonl"
)
exits 1 "four hundred folders deep" backfile-indexer -i deep.index --json deep
is "what has a path for the system is read" \
    "$(json '"\(.added) \(.failed)"')" "1 1"
like "what is below is a failure" "$(cat err)" ': File name too long$'

# Many files.
mkdir many
n=0
while [ $n -lt 3000 ]; do
    n=$((n + 1))
    echo '{"id":"'$n'","title":"Number '$n'"}' >many/$n.jsonl
done
exits 0 "three thousand files" backfile-indexer -i many.index --json many
is "are read" "$(json '"\(.added) \(.files)"')" "3000 3000"
cat many/*.jsonl >all.jsonl
exits 0 "three thousand lines" backfile-indexer -i many.index --json --complete many=all.jsonl
is "are the same, from elsewhere" "$(json '"\(.changed) \(.deleted)"')" "3000 0"
done_testing
