#!/bin/sh
# Synonyms and protected words at the terminal: where they come from, what they
# find, what is said of them.
. tests/lib/testlib.sh

article() { # TITLE LANG TEXT
    mkdir -p site
    printf -- '---\ntitle: "The %s"\nlang: %s\n---\n%s\n' "$1" "$2" "$3" >"site/$1.md"
}
article short en "The UK has a harbour."
article long en "A harbour of the United Kingdom."
article apart en "A kingdom that was united with another one."
article television en "The television is on."
article old en "A telly stands in the harbour."
article plural en "Windows for the office."
article single en "A window and a door."
article deutsch de "Das Mobiltelefon ist aus."
export BACKFILE_INDEX=index

found() { # QUERY [OPTION…]
    found_query=$1
    shift
    backfile search --format=ids "$@" -- "$found_query" 2>err | sed 's|site/||; s|\.md||' |
        sort | tr '\n' ' ' | sed 's/ $//'
}

# The file may be there before the index is.
mkdir index
cat >index/synonyms.txt <<'END'
# one way
uk => united kingdom
# each for each
tv, television, telly
protect: windows
[de]
handy, mobiltelefon
END
exits 0 "an index is made" backfile-indexer site

is "one way" "$(found uk)" "long short"
exits 0 "for people" backfile search uk
like "it is said" "$(cat err)" '^backfile search: Also searched for: "united kingdom"\.$'
is "not the other way" "$(found 'united kingdom')" "apart long"
is "each for each" "$(found tv)" "old television"
is "from any of them" "$(found telly)" "old television"
is "an alternative counts as the word" "$(found 'uk harbour' --mode=all)" "long short"
is "in mode any as well" "$(found 'uk nowhere' --mode=any)" "long short"
is "in mode auto the rest follows" "$(found 'uk telly')" "long old short television"
is "with an exclusion" "$(found 'harbour -uk')" old
is "in a field" "$(found 'title:telly')" television
is "in quotes a word is as written" "$(found '"uk"')" short
is "with + as well" "$(found '+uk')" short
is "the answer has what was typed" \
    "$(backfile search --format=json uk | jq -r '.understood')" uk
is "and the note" "$(backfile search --format=json uk | jq -r '.notes[0].code')" synonyms
like "synonyms are marked" \
    "$(backfile search --format=json uk | jq -r '.hits[].excerpt[].html')" \
    '<mark>United Kingdom</mark>'
is "a protected word is as written" "$(found windows)" plural
is "others are not" "$(found doors)" single
is "a language of its own" "$(found handy)" deutsch
is "is not another's" "$(found handy --lang=en)" ""

# It is read anew, without an index run.
echo 'door, gate' >index/synonyms.txt
is "what is gone from the file" "$(found uk)" short
is "what is new in it" "$(found gates)" single

# Broken lines.
printf 'alone\ntv, television\n[nonsense!]\na, b\n' >index/synonyms.txt
is "the rest is used" "$(found tv)" television
like "a broken line is named" "$(cat err)" \
    '^backfile search: index/synonyms.txt:1:1: alone: a synonym needs another'
like "and the next one" "$(cat err)" 'index/synonyms.txt:3:1: not a language tag'
is "in a line each" "$(wc -l <err)" 2

# Other files.
echo 'uk => telly' >own.txt
is "a file of one's own" "$(found uk --synonyms=own.txt)" "old short"
is "in the place of the index's" "$(found tv --synonyms=own.txt)" ""
is "none at all" "$(found tv --synonyms=)" ""
is "none at all: nothing is told" "$(cat err)" ""
exits 66 "a file that is not there" backfile search --synonyms=none.txt uk
like "it is named" "$(cat err)" 'none.txt: no such file'
rm index/synonyms.txt
mkdir index/synonyms.txt
is "a folder is no file of synonyms" "$(found on)" television
like "which is told" "$(cat err)" '^backfile search: index/synonyms.txt: '
rmdir index/synonyms.txt
exits 0 "another run" backfile-indexer site
exits 0 "stats" backfile stats
done_testing
