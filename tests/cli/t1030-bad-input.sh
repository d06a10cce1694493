#!/bin/sh
# Bad input: each is named in one line, all else is indexed, exit code 1.
. tests/lib/testlib.sh
. "$TOP/tests/lib/indexing.sh"

article site/good.md "A good article"
article site/zz/good.md "Another one"

: >site/empty.md
printf ' \n\n' >site/blank.txt
head -c 50000000 /dev/zero | tr '\0' 'a' >site/huge.txt
printf 'Caf\351 is not UTF-8 here.\n' >site/latin1.txt
printf '{"id":"nul","title":"Zero \0 byte"}\n' >site/nul.jsonl
printf '\315\311\322 \315\311\322 \315\311\322 \315\311\322\n' >site/koi8.txt
ln -s .. site/zz/loop
head -c 4096 "$BUILD/bin/backfile-indexer" >site/binary.html
printf -- '---\ntitle: [never: closed\n---\nText.\n' >site/yaml.md
printf '{"id":"l1","title":"Line one"}\n{"id":"l2","tit' >site/cut.jsonl
printf '{"id":"%010000d","title":"Long"}\n' 7 >site/long.jsonl
printf -- '---\nid: twin\ntitle: First\n---\nText.\n' >site/twin1.md
printf -- '---\nid: twin\ntitle: Second\n---\nText.\n' >site/twin2.md
ln -s nowhere site/gone.md
mkfifo site/fifo.md
printf 'Not for us.\n' >site/notes.doc

exits 1 "the run ends" backfile-indexer --json -v site
cp err all
mv out first.json
once() { # NAME PATTERN
    is "$1" "$(grep -cE "$2" all)" 1
    like "$1, as it should be" "$(cat all)" "$2"
}
failed='^backfile-indexer: site/'
once "an empty file is skipped" '^skipped site/empty\.md: neither title nor text$'
once "a blank one, too" '^skipped site/blank\.txt: neither title nor text$'
once "a huge file" "${failed}huge\.txt: .*16"
once "a byte that is not UTF-8" \
    "${failed}latin1\.txt:1: is not UTF-8: byte 3 is 0xe9; read as U\+FFFD$"
once "a NUL" "${failed}nul\.jsonl:1: is not text: byte 26 is 0x00; read as U\+FFFD$"
once "another encoding" "${failed}koi8\.txt:1: is not UTF-8: byte 0 is 0xcd, and 11 more$"
once "a folder that leads back" "${failed}zz/loop: leads back to a folder"
once "a binary file" "${failed}binary\.html: "
once "broken YAML" "${failed}yaml\.md(:[0-9]+)?: "
once "half a line" "${failed}cut\.jsonl:2: "
once "a long id" "${failed}long\.jsonl:1: id.*1024"
once "two with one id" "${failed}twin2\.md: .*site/twin1\.md.*twin"
once "a link to nowhere" "${failed}gone\.md: No such file"
once "a FIFO" "${failed}fifo\.md: not a regular file"
once "another kind of file" '^ignored site/notes\.doc$'
is "all of them are counted" "$(json '.failed + .mended' first.json)" \
    "$(grep -c '^backfile-indexer: ' all)"
is "two were mended" "$(json .mended first.json)" 2
is "the others are added" "$(json .added first.json)" 6
is "the empty ones skipped" "$(json .skipped first.json)" 2
is "the other kind ignored" "$(json .ignored first.json)" 1
for id in site/good.md site/zz/good.md site/latin1.txt nul l1 twin; do
    ok "$id is there" in_index "$id"
done
is "what is around a broken byte is found" \
    "$(backfile search --format=ids -- '"not utf-8 here"')" site/latin1.txt
is "on both sides of a NUL" "$(backfile search --format=ids --mode=all -- zero byte)" nul
is "the first of the twins" \
    "$(backfile show --format=json twin | jq -r .title)" First

exits 1 "the next run fails alike" backfile-indexer --json site
is "and changes nothing" "$(json '"\(.unchanged) \(.committed)"')" "6 false"

# What people named cannot harm a terminal.
mkdir names
article "names/$(printf 'a\033[31mb\nc').md" "Escape"
exits 1 "a name with control characters" \
    backfile-indexer -i names.index names
like "is made harmless" "$(cat err)" 'a\?\[31mb\?c\.md'
ok "in one line" test "$(wc -l <err)" -eq 1
done_testing
