# shellcheck shell=sh
# The judgments on the sample articles: that their files are in form, name
# articles that readers can find, and that queries are answered as well as
# they have been.
. tests/lib/testlib.sh

JUDGMENTS=$CORPUS/judgments
QUERIES=$JUDGMENTS/queries.tsv
QRELS=$JUDGMENTS/qrels.tsv
QUERIES_MIN=40

# It is 0.888; a change that pays elsewhere may cost some of it.
NDCG_MIN=0.83

# The files -----------------------------------------------------------------

exits 0 "the sample articles are indexed" backfile index -i index "$CORPUS"
is "nothing is left out, nothing fails" \
    "$(grep -c 'skipped 0, failed 0$' out)" 1
# Excludes a word that none has, so it finds all that readers may see.
backfile search -i index -n 1000 --format=ids -- -xylophonist |
    sort >visible
like "articles are visible" "$(wc -l <visible)" '^ *[1-9][0-9]'

mkdir alone && cp -R "$JUDGMENTS" alone/
exits 0 "the judgments' folder alone can be indexed" \
    backfile index -i alone.index alone
like "and has no articles" "$(cat out)" '^read 0, added 0,'

# Queries -------------------------------------------------------------------

is "each query is an id and a text" \
    "$(awk -F '\t' 'NF != 2 || $1 !~ /^[a-z]+[0-9]+$/ ||
        $2 !~ /[^ ]/' "$QUERIES")" ""
is "no id is used twice" "$(cut -f 1 "$QUERIES" | sort | uniq -d)" ""
is "no query is there twice" "$(cut -f 2 "$QUERIES" | sort | uniq -d)" ""
ok "there are $QUERIES_MIN queries or more" \
    [ "$(wc -l <"$QUERIES")" -ge "$QUERIES_MIN" ]

# Judgments -----------------------------------------------------------------

is "each judgment is a query, an article and a grade from 0 to 3" \
    "$(awk -F '\t' 'NF != 3 || $3 !~ /^[0-3]$/' "$QRELS")" ""
is "no article is judged twice for a query" \
    "$(cut -f 1,2 "$QRELS" | sort | uniq -d)" ""
cut -f 1 "$QRELS" | sort -u >judged
is "only queries that are there are judged" \
    "$(cut -f 1 "$QUERIES" | sort | comm -13 - judged)" ""
awk -F '\t' '$3 > 0 { print $1 }' "$QRELS" | sort -u >relevant
is "each query has a relevant article" \
    "$(cut -f 1 "$QUERIES" | sort | comm -23 - relevant)" ""
cut -f 2 "$QRELS" | sort -u >articles
is "only articles are judged that readers can find" \
    "$(comm -23 articles visible)" ""

# Measured ------------------------------------------------------------------

exits 0 "the queries are measured" backfile eval -i index "$JUDGMENTS"
is "nothing is complained of" "$(cat err)" ""
is "none is left out" "$(awk -F '\t' '$1 == "queries" { print $2 }' out)" \
    "$(awk 'END { print NR }' "$QUERIES")"
exits 0 "nDCG@10 is $NDCG_MIN or more" \
    backfile eval -i index --fail-under="nDCG@10=$NDCG_MIN" "$JUDGMENTS"

done_testing
