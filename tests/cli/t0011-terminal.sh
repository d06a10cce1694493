#!/bin/sh
# backfile search on a terminal: script(1) makes one.
. tests/lib/testlib.sh

command -v script >/dev/null || skip_all "script(1) is missing"

exits 0 "the sample articles are indexed" backfile index -i index "$CORPUS"

on_terminal() { # COMMAND
    env -u NO_COLOR TERM=xterm COLUMNS=60 script -qec "$1" /dev/null </dev/null |
        tr -d '\r' >out
}

escape=$(printf '\033')
on_terminal 'backfile search -i index -n 3 telegram'
like "a heading" "$(cat out)" 'articles?, 1 to 3 \('
like "bold titles" "$(cat out)" "^$escape\[1m1\. [A-Z]"
like "marked excerpts" "$(cat out)" "$escape\[1;33m[Tt]elegram"

NO_COLOR=1 script -qec 'backfile search -i index telegram' /dev/null \
    </dev/null >out
unlike "NO_COLOR is heeded" "$(cat out)" "$escape"
TERM=dumb script -qec 'backfile search -i index telegram' /dev/null \
    </dev/null >out
unlike "a dumb terminal has no colours" "$(cat out)" "$escape"

# Only lines of ASCII: awk may count bytes.
script -qec 'stty cols 40; backfile search -i index --color=never -n 5 telegram' \
    /dev/null </dev/null | tr -d '\r' | sed -n '/^   [A-Za-z].* /p' |
    grep -v '[^ -~]' >out
is "excerpts are broken at the width of the terminal" \
    "$(awk 'length($0) > 40' out)" ""
ok "there were some" test -s out

done_testing
