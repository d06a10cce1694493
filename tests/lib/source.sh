#!/bin/sh
# What the sources must be. TAP.
n=0
report() { # name, output: passed when there is no output
    n=$((n + 1))
    if [ -z "$2" ]; then
        echo "ok $n - $1"
    else
        echo "not ok $n - $1"
        echo "$2" | sed 's/^/# /'
    fi
}

report "folders include only what the layers allow" \
    "$(sh tests/lib/check-layers 2>&1)"

for header in include/backfile/*.h; do
    report "$header stands alone" "$({
        ${CC:-cc} -std=c11 -Iinclude -Wall -Werror -pedantic -fsyntax-only \
            -x c "$header"
        ${CXX:-c++} -std=c++17 -Iinclude -Wall -Werror -pedantic \
            -fsyntax-only -x c++ "$header"
    } 2>&1)"
done

report "the library's C objects export bf_ and bfi_ names only" "$(
    nm -g --defined-only "$BUILD"/obj/lib/*/*.c.o "$BUILD"/obj/indexer/formats/*.c.o \
        "$BUILD"/obj/program/*.c.o 2>&1 |
        awk 'NF == 3 && $3 !~ /^bfi?_/ && $3 !~ /^__(asan|odr_asan|tsan|sancov)/'
)"

# An archive hides such a clash: whichever is found first serves both.
report "no two files of the library define the same name" "$(
    nm -g --defined-only "$BUILD"/obj/lib/*/*.o "$BUILD"/obj/indexer/formats/*.o \
        "$BUILD"/obj/program/*.o 2>&1 |
        awk 'NF == 3 && $2 ~ /^[TDBR]$/ && $3 !~ /^__/ { print $3 }' | sort | uniq -d
)"

report "sources are UTF-8" "$(
    git ls-files -z '*.[ch]' '*.cc' '*.hh' '*.md' '*.sh' Makefile 2>/dev/null |
        xargs -0 -r sh -c 'for f; do iconv -f UTF-8 -t UTF-8 "$f" >/dev/null 2>&1 || echo "$f"; done' sh
)"

echo "1..$n"
