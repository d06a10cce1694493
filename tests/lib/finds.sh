# shellcheck shell=sh
# What queries find in the index `index` of the scratch folder. Sourced after
# testlib.sh.

# finds QUERY IDS...: in any order, and no other.
finds() {
    query=$1
    shift
    backfile search -i index --mode=all --format=ids -n 100 -- "$query" 2>/dev/null |
        sort | tr '\n' ' ' >got
    printf '%s\n' "$@" | sort | sed '/^$/d' | tr '\n' ' ' >wanted
    is "$query" "$(cat got)" "$(cat wanted)"
}
