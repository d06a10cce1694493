#!/bin/sh
# The language of articles that do not tell it: --lang, their text, their path.
. tests/lib/testlib.sh
. "$TOP/tests/lib/indexing.sh"

lang_of() { # ID
    backfile show --format=json -- "$1" | jq -r '.lang // "none"'
}
languages() { # of the run that was last
    jq -r '.languages | to_entries | map(select(.value > 0) |
        "\(.key)=\(.value)") | join(" ")' out
}

english="The cables were laid by a ship that had been built for this, and it took all of the summer."
german="Die Kabel wurden von einem Schiff verlegt, das dafür gebaut worden war, und es dauerte den ganzen Sommer."
code="x = f(y); print(x[0]); return y;"

# By the text.
article text/en.md "The cable" "$english"
article text/de.md "Das Kabel" "$german"
article text/code.md "main.c" "$code"
article text/both.md "Cable, Kabel" "$english $german"
article text/name.md "Anna Karenina"
printf -- '---\ntitle: "Says so"\nlang: fr\n---\n\n%s\n' "$english" >text/fr.md
index_run 0 "articles that do not tell" "added=6" text
is "English" "$(lang_of text/en.md)" en
is "German" "$(lang_of text/de.md)" de
is "code is in no language" "$(lang_of text/code.md)" none
is "half and half is not certain" "$(lang_of text/both.md)" none
is "nor is a name" "$(lang_of text/name.md)" none
is "what is told counts" "$(lang_of text/fr.md)" fr
is "it is counted" "$(languages)" "declared=1 detected=2 unknown=3"
is "and searched" "$(backfile search --format=ids 'lang:de kabel')" text/de.md
like "stats list them" "$(backfile stats)" 'languages +3 +\(none\)'
exits 0 "a run for people" backfile-indexer text
like "says it" "$(cat out)" \
    '^languages: declared 1, detected 2, unknown 3 \(--lang sets it\)$'
index_run 0 "the same again" "unchanged=6" text
index_run 0 "what is set" "changed=5 unchanged=1" --lang it text
is "counts for all others" "$(languages)" "declared=1 set=5"
is "as it is" "$(lang_of text/code.md)" it
index_run 0 "none is set" "changed=5 unchanged=1" --lang '' text
is "so none is looked for" "$(lang_of text/de.md)" none
exits 0 "all by --lang" backfile-indexer --lang '' text
unlike "is not worth a line" "$(cat out)" languages

# By folders that repeat each other: what text is sure of wins, and what it is
# not sure of is as the folder says.
for folder in '' de/ pt-BR/; do
    article "tree/${folder}about.md" "About" "$code"
    article "tree/${folder}help/start.md" "Start" "$code"
done
article tree/de/waits.md "Waits" "$english"
article tree/de/done.md "Fertig" "$german"
index_run 0 "folders by language" "added=8" tree
is "the folder says it" "$(lang_of tree/de/help/start.md)" de
is "with its region" "$(lang_of tree/pt-BR/about.md)" pt-BR
is "not of what is beside it" "$(lang_of tree/about.md)" none
is "a page that waits for its translation" "$(lang_of tree/de/waits.md)" en
is "how often" "$(languages)" "path=5 detected=1 unknown=2"

# Three languages beside each other, whose files have names of their own.
article names/content/de/ueber-uns.md "Info" "$code"
article names/content/fr/a-propos.md "Info" "$code"
article names/content/es/sobre.md "Info" "$code"
article names/content/images/list.md "Info" "$code"
index_run 0 "a folder of languages" "added=4" names
is "German" "$(lang_of names/content/de/ueber-uns.md)" de
is "French" "$(lang_of names/content/fr/a-propos.md)" fr
is "no language" "$(lang_of names/content/images/list.md)" none

# Departments are no languages, though each has an index.
for folder in it hr sales; do
    article "work/$folder/index.md" "Start" "$code"
    article "work/$folder/$folder.md" "Own" "$code"
done
article work/index.md "Start" "$code"
index_run 0 "folders that look like it" "added=7" work
is "are not" "$(languages)" "unknown=7"

# Names of files.
article files/about.md "About" "$code"
article files/about.de.md "About" "$code"
article files/news.it.md "News" "$code"
article files/news.pt-br.md "News" "$code"
article files/alone.is.md "Alone" "$code"
index_run 0 "names of files" "added=5" files
is "beside the plain one" "$(lang_of files/about.de.md)" de
is "the plain one" "$(lang_of files/about.md)" none
is "beside another language" "$(lang_of files/news.it.md)" it
is "with its region" "$(lang_of files/news.pt-br.md)" pt-br
is "beside nothing" "$(lang_of files/alone.is.md)" none

# A language that texts are not tried for is as the folder says.
article close/bs/a.md "A" "$german"
article close/bs/b.md "B" "$code"
article close/a.md "A" "$english"
article close/b.md "B" "$english"
index_run 0 "a language that cannot be found" "added=4" close
is "the folder says it" "$(lang_of close/bs/a.md)" bs

# Two sources with folders of one name.
article one/de/a.md "A" "$code"
article one/de/b.md "B" "$code"
article one/a.md "A" "$code"
article one/b.md "B" "$code"
article two/de/c.md "C" "$code"
index_run 0 "two sources" "added=5" one two
is "each has its own folders" "$(languages)" "path=2 unknown=3"

# One language, whichever of its codes: in articles, queries and filters.
printf '%s\n' '{"id":"eng","title":"Ships","lang":"eng"}' \
    '{"id":"en","title":"Ships","lang":"en-GB"}' \
    '{"id":"iw","title":"ships","lang":"iw"}' >codes.jsonl
exits 0 "articles with other codes" backfile index -i codes codes.jsonl
for lang in en eng en-US; do
    is "they are stemmed, $lang" "$(backfile search -i codes --format=ids \
        --lang=$lang ship | sort | tr '\n' ' ')" "en eng "
    is "and found by it, $lang" "$(backfile search -i codes --format=ids \
        "lang:$lang ships" | sort | tr '\n' ' ')" "en eng "
done
is "what was renamed" "$(backfile search -i codes --format=ids lang:he)" iw

# Languages are listed, and a name is not taken for a code.
exits 0 "index --lang help" backfile-indexer --lang help
like "lists languages" "$(tr '\n\t' ' :' <out)" '^ar:arabic .* tr:turkish '
exits 0 "search --lang=help" backfile search --lang=help
like "lists them as well" "$(tr '\n\t' ' :' <out)" '^ar:arabic .* tr:turkish '
exits 2 "index --lang english" backfile-indexer -i codes --lang english codes.jsonl
like "is told to be no code" "$(cat err)" 'not a language tag: english'
done_testing
