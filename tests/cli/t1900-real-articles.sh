#!/bin/sh
# Real sites: every file is indexed, hidden, skipped, or failed with a reason.
. tests/lib/testlib.sh
need_data articles/digitalgov
. "$TOP/tests/lib/indexing.sh"

for site in digitalgov 18f letsencrypt mdn-html; do
    cp -R "$DATA/articles/$site" "$site"
    chmod -R u+w "$site"
    files=$(find "$site" -type f \( -name '*.md' -o -name '*.html' \) \
        ! -path '*/.*' | wc -l)
    index_run_code=0
    run backfile-indexer --json "$site"
    ok "$site: the run ends" test "$code" -le 1
    is "$site: every file is told of" \
        "$(json '.read + .skipped + .failed')" "$files"
    is "$site: every failure has its line" \
        "$(grep -c '^backfile-indexer: ' err)" "$(json .failed)"
    ok "$site: few fail" test "$(json .failed)" -le $((files / 100))
    sed -n 's/^backfile-indexer: /# /p' err | head
    echo "# $site: $(tr -d '\n' <out)"
    read=$(json .read)
    hidden=$(json .hidden)

    run backfile-indexer --json "$site"
    is "$site: a second run changes nothing" \
        "$(json '"\(.unchanged) \(.hidden) \(.committed)"')" \
        "$read $hidden false"
    echo "# $site: again in $(json .seconds) s"

    rm -f out.ids
    backfile-indexer -v "$site" 2>&1 >/dev/null |
        sed -n "s|^unchanged \($site/.*\) as .*|\1|p" >paths
    find "$site" -type f -name '*.*' | sort | head -n 50 | tail -n 20 |
        xargs touch
    sed -n '10p;20p;30p' paths | while read -r path; do
        printf '\n\n<p>A sentence that was not there yesterday.</p>\n' >>"$path"
    done
    run backfile-indexer --json "$site"
    is "$site: three edits are three changes" \
        "$(json '"\(.changed) \(.added) \(.deleted)"')" "3 0 0"
    sed -n '40p;50p' paths | xargs -d '\n' rm
    run backfile-indexer --json "$site"
    is "$site: two files less are two articles less" \
        "$(json '"\(.deleted) \(.changed) \(.added)"')" "2 0 0"
done

cp -R index copy
exits 0 "a question" backfile search --format=json '"social media"'
jq 'del(.took_ms, .seconds)' out >one
exits 0 "the copy is asked" backfile search -i copy --format=json '"social media"'
is "and answers alike" "$(jq 'del(.took_ms, .seconds)' out)" "$(cat one)"
done_testing
