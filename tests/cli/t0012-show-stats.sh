#!/bin/sh
# backfile show and backfile stats.
. tests/lib/testlib.sh

exits 0 "the sample articles are indexed" backfile index -i index "$CORPUS"
BACKFILE_INDEX=$SCRATCH/index
export BACKFILE_INDEX

# show ------------------------------------------------------------------------

id=$(backfile search --format=ids -n 1 '"red phone that never rang"')
exits 0 "an article by its id" backfile show "$id"
like "its title comes first" "$(head -n 1 out)" 'never rang'
like "its id" "$(cat out)" "^id +$id"
like "its authors" "$(cat out)" '^authors +[A-Z]'
like "its text" "$(cat out)" 'telephone'
exits 0 "as json" backfile show --format=json "$id"
is "the same article" "$(json .id out)" "$id"
is "with its body" "$(json '.body | length > 500' out)" true

backfile search --format=ids -n 3 telegram >ids
# shellcheck disable=SC2046 # one argument an id
exits 0 "several articles" backfile show --format=json $(cat ids)
is "one a line, in order" "$(jq -r .id out)" "$(cat ids)"

exits 1 "an unknown id" backfile show no-such-id
like "is named" "$(cat err)" 'no-such-id'
exits 1 "known ones beside it" backfile show --format=json no-such-id "$id"
is "are shown" "$(json .id out)" "$id"

draft=$(backfile search --show-hidden --format=ids -n 1 'title:draft hotlines')
exits 1 "a draft is unknown" backfile show "$draft"
exits 0 "but on demand" backfile show --show-hidden "$draft"
like "and is called one" "$(cat out)" '^draft +yes'

# stats -----------------------------------------------------------------------

exits 0 "stats" backfile stats
like "articles" "$(cat out)" '^articles +[0-9]+'
like "languages" "$(cat out)" '^languages +[0-9]+  en'
exits 0 "stats as json" backfile stats --format=json
is "visible and hidden make all" \
    "$(json '.visible + .hidden == .articles' out)" true
is "a draft and an expired article at least" "$(json '.hidden >= 2' out)" true
is "a change was made" "$(json '.change' out)" 1
is "several languages" "$(json '.languages | length > 4' out)" true
is "languages add up" \
    "$(json '([.languages[].articles] | add) == .articles' out)" true
is "one source" "$(json '.sources | map(.name) | join(" ")' out)" corpus
is "sections are counted" "$(json '.sections | length > 3' out)" true
exits 2 "stats takes no arguments" backfile stats index

done_testing
