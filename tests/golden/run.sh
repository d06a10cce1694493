# shellcheck shell=sh
# Golden results: each NAME.query here, asked of an index of corpus/, gives
# NAME.expected.json. A query file holds the query in its first line and an
# option of `backfile search` in each further one. `make golden-update` writes
# all results anew; what changed is for the eye to judge.
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

exits 0 "the sample articles are indexed" backfile index -i index "$CORPUS"
for query in "$GOLDEN"/*.query; do
    expected=${query%.query}.expected.json
    answer "$query" >got
    if [ "${GOLDEN_UPDATE:-}" ]; then
        cp got "$expected"
    fi
    if ! ok "$(basename "$query" .query)" cmp -s got "$expected"; then
        diff -u "$expected" got | head -40 | sed 's/^/# /'
    fi
done
done_testing
