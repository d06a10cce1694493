#!/bin/sh
# Every fuzz target over its seeds and over what once crashed it. TAP, one line
# a target: a crash or a sanitizer's report ends the target with a failure.
n=0
for target in "$BUILD"/replay/fuzz_*; do
    name=${target##*/fuzz_}
    [ -x "$target" ] && [ -f "tests/fuzz/fuzz_$name.c" ] || continue
    n=$((n + 1))
    if log=$("$target" tests/fuzz/corpus/"$name"/* 2>&1); then
        echo "ok $n - $name over $(ls tests/fuzz/corpus/"$name" | wc -l) inputs"
    else
        echo "not ok $n - $name"
        echo "$log" | head -60 | sed 's/^/# /'
    fi
done
echo "1..$n"
