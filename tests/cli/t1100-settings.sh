#!/bin/sh
# Settings: read, refused with their place, kept with the index.
. tests/lib/testlib.sh
. "$TOP/tests/lib/indexing.sh"

article site/title.md "A phone" "It is red."
article site/body.md "A bell" "Phone, phone, phone, phone, phone, phone."
for n in 1 2 3 4 5 6; do
    article site/$n.md "Article $n" "A bell rings."
done
first() {
    backfile search --format=ids -n 1 phone
}

index_run 0 "without settings" "added=8" site
is "a title counts for much" "$(first)" site/title.md
exits 0 "the settings" backfile settings
cp out defaults.yaml
sed -n '/^```yaml$/,/^```$/p' "$TOP/docs/settings.md" | sed '1d;$d' >documented
ok "are the defaults, as documented" cmp out documented
exits 0 "the settings as JSON" backfile settings --format=json
is "they have the keys of the file" \
    "$(json '"\(.ranking.k1) \(.fields.title.weight) \(.index.records)"' out)" \
    "1.2 8 complete"
index_run 0 "what is printed can be given" "" --settings defaults.yaml
is "and changes nothing" "$(json .committed)" false

# Mistakes ----------------------------------------------------------------------

before=$(state_of_index)
printf 'index:\n  memroy: 1GB\nfields:\n  title: {weight: 99}\n  tilte: {}\n' \
    >wrong.yaml
exits 78 "wrong settings" backfile-indexer --settings wrong.yaml site
is "all mistakes are named" "$(cat err)" \
    "backfile-indexer: wrong.yaml:2:3: index: unknown key memroy; known are memory, records
backfile-indexer: wrong.yaml:4:19: fields.title.weight: 99 is out of range: 1 to 16
backfile-indexer: wrong.yaml:5:3: fields: unknown key tilte; known are title, summary, body, authors, section, tags"
exits 66 "a file that is not there" backfile-indexer --settings none.yaml site
head -c 65537 /dev/zero | tr '\0' '\n' >large.yaml
exits 78 "a file that is too large" backfile-indexer --settings large.yaml site
is "nothing was written" "$(state_of_index)" "$before"
exits 2 "with --delete" backfile-indexer --settings defaults.yaml --delete x
exits 2 "with --rebuild-blocks" \
    backfile-indexer --settings defaults.yaml --rebuild-blocks
exits 66 "no index, no source" backfile-indexer -i none --settings defaults.yaml
ok "makes none" test ! -e none

# Ranking -----------------------------------------------------------------------

printf 'ranking: {k1: 0, b: 0}\n' >ranking.yaml
index_run 0 "for the ranking" "" --settings ranking.yaml
is "nothing is indexed anew" "$(json '"\(.renewed) \(.committed)"')" "0 true"
is "without a word" "$(cat err)" ""
backfile search --format=json --mode=any phone bell >page
is "scores do not tell how often" \
    "$(json '[.hits[].score * 1000000 | round] | unique | length < 4' page)" true
exits 0 "statistics show them" backfile stats --format=json
is "as the settings do" "$(json .settings.ranking.k1 out)" 0
index_run 0 "a run without settings" "unchanged=8" site
exits 0 "keeps those" backfile settings --format=json
is "that there are" "$(json .ranking.k1 out)" 0

# Weights -----------------------------------------------------------------------

printf 'fields: {title: {weight: 1}}\n' >weights.yaml
before=$(state_of_index)
index_run 0 "a dry run" "unchanged=8" -n --settings weights.yaml site
like "says what would be" "$(cat err)" 'all 8 articles of it would be indexed'
is "writes nothing" "$(state_of_index)" "$before"
echo "More." >>site/1.md
index_run 0 "weights" "unchanged=7 changed=1" --settings weights.yaml site
like "it is said" "$(cat err)" 'all 8 articles of it are indexed anew'
is "and counted" "$(json .renewed)" 8
is "a title counts as a body does" "$(first)" site/body.md
index_run 0 "the same again" "unchanged=8" --settings weights.yaml site
is "is no change" "$(json .committed)" false
exits 0 "quiet" backfile-indexer -q --settings defaults.yaml
is "says nothing" "$(cat out err)" ""
is "a title counts for much again" "$(first)" site/title.md

# A new index -------------------------------------------------------------------

BACKFILE_INDEX=$SCRATCH/second
index_run 0 "settings for a new index" "added=8" --settings weights.yaml site
is "nothing is indexed twice" "$(json .renewed)" 0
is "they are in force at once" "$(first)" site/body.md
done_testing
