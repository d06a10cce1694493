# shellcheck shell=sh
# Golden results: each NAME.query here, asked of an index of corpus/, gives
# NAME.expected.json. A query file holds the query in its first line and an
# option of `backfile search` in each further one. What is read of pages/ here
# is in extract.expected.jsonl. `make golden-update`
# writes all results anew; what changed is for the eye to judge.
. tests/lib/testlib.sh

GOLDEN=$TOP/tests/golden

# Ask what the file $1 says; what differs from run to run is left out, and the
# last digits of scores.
answer() {
    {
        sed 1d "$1"
        echo --
        sed 1q "$1"
    } | tr '\n' '\0' |
        xargs -0 backfile search -i index --format=json |
        jq -S 'del(.took_ms, .change)
            | .hits |= map(.score |= (. * 10000 | round / 10000))'
}

# Compare `got` with the file $1 here.
agrees() { # FILE
    if [ "${GOLDEN_UPDATE:-}" ]; then
        cp got "$GOLDEN/$1"
    fi
    if ! ok "${1%.expected.*}" cmp -s got "$GOLDEN/$1"; then
        diff -u "$GOLDEN/$1" got | head -40 | sed 's/^/# /'
    fi
}

exits 0 "the sample articles are indexed" backfile index -i index "$CORPUS"
for query in "$GOLDEN"/*.query; do
    name=$(basename "$query" .query)
    answer "$query" >got
    agrees "$name.expected.json"
done

exits 0 "pages are read" backfile-indexer --lang '' --extract \
    "$GOLDEN"/pages/*.html
cp out got
agrees extract.expected.jsonl
done_testing
