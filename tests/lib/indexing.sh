# shellcheck shell=sh
# What the tests of backfile-indexer share, on top of testlib.sh.

BACKFILE_INDEX=$SCRATCH/index
export BACKFILE_INDEX

# Write an article in Markdown, with the folders that it needs.
article() { # FILE TITLE [TEXT]
    case $1 in */*) mkdir -p "${1%/*}" ;; esac
    printf -- '---\ntitle: "%s"\n---\n\n%s\n' "$2" "${3-About $2.}" >"$1"
}

# Run the indexer; check its exit code and what its summary counts, such as
# "added=2 hidden=1". What is not named there has to be 0.
COUNTED="added changed unchanged deleted hidden skipped failed kept"
index_run() { # CODE NAME COUNTS ARGUMENT…
    index_code=$1
    index_name=$2
    index_counts=$3
    shift 3
    exits "$index_code" "$index_name" backfile-indexer --json "$@"
    index_wanted=
    for index_key in $COUNTED; do
        index_value=0
        for index_count in $index_counts; do
            case $index_count in
            "$index_key"=*) index_value=${index_count#*=} ;;
            esac
        done
        index_wanted="$index_wanted$index_key=$index_value "
    done
    index_got=$(for index_key in $COUNTED; do
        jq -j "\"$index_key=\", .$index_key, \" \"" out
    done)
    if [ "$index_got" != "$index_wanted" ]; then
        diag <err
    fi
    is "$index_name: counts" "$index_got" "$index_wanted"
}

# Whether the index has an article of this id, hidden or not.
in_index() { # ID
    backfile show --show-hidden -- "$1"
}

# The names and contents of the files of an index, but for the lock: equal
# when nothing was written.
state_of_index() { # [INDEX]
    (cd "${1:-$BACKFILE_INDEX}" && find . -type f ! -name lock ! -name flintlock |
        LC_ALL=C sort | xargs cksum)
}
