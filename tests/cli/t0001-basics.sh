#!/bin/sh
# Help, versions, and command lines that make no sense.
. tests/lib/testlib.sh

exits 0 "backfile --help" backfile --help
like "it names the commands" "$(cat out)" '^  search '
is "it complains of nothing" "$(cat err)" ""
exits 0 "backfile --version" backfile --version
like "the version" "$(cat out)" '^backfile [0-9]+\.[0-9]+\.[0-9]+$'

exits 2 "no command" backfile
is "nothing on standard output" "$(cat out)" ""
like "the usage on standard error" "$(cat err)" '^Usage: backfile'
exits 2 "an unknown command" backfile serch
is "it is named" "$(cat err)" "backfile: serch is not a command
Try 'backfile --help'."

# A command line that makes no sense: what is wrong, and where help is.
refuses() { # MESSAGE [ARGUMENT…]
    refused=$1
    shift
    exits 2 "$command $*" backfile "$command" "$@"
    is "$command $*: that is said" "$(cat err)" "$name: $refused
Try '$name --help'."
    is "$command $*: nothing on standard output" "$(cat out)" ""
}

for command in search show stats settings bench index serve; do
    case $command in
    index) name=backfile-indexer ;;
    serve) name=backfile-searchd ;;
    *) name="backfile $command" ;;
    esac
    exits 0 "backfile $command --help" backfile "$command" --help
    like "$command: a usage line" "$(cat out)" "^Usage: $name "
    is "$command: no complaint" "$(cat err)" ""
    cp out long
    exits 0 "backfile $command -h" backfile "$command" -h
    ok "$command: is the same" cmp out long
    exits 0 "backfile $command --version" backfile "$command" --version
    like "$command: the version" "$(cat out)" \
        "^${name%% *} [0-9]+\\.[0-9]+\\.[0-9]+\$"
    refuses 'no index: give -i INDEX or set BACKFILE_INDEX' word
    refuses 'no index: give -i INDEX or set BACKFILE_INDEX' -i '' word
    refuses 'unknown or ambiguous option --no-such-thing' --no-such-thing
    refuses 'unknown option -x' -x
    refuses 'unknown option -x' -xi nowhere
    refuses '-i needs a value' -i
    refuses '--index needs a value' --index
    refuses '--help takes no value' --help=much
    refuses '--version takes no value' --version=1
    refuses 'unknown or ambiguous option --a?[1mb' "$(printf -- '--a\033[1mb')"
done
for command in 'search word' 'show id' stats settings 'bench --queries=-'; do
    # shellcheck disable=SC2086 # a command and its argument
    exits 66 "$command: an index that is not there" backfile $command -i nowhere
    like "$command: it is named" "$(cat err)" 'nowhere'
done

exits 2 "search: no query" backfile search -i nowhere
like "search: that is said" "$(cat err)" 'No QUERY'
exits 2 "show: no id" backfile show -i nowhere
like "show: that is said" "$(cat err)" 'No ID'

for wrong in --limit=0 --limit=1001 --limit=ten --limit=-1 --limit= \
    --offset=100001 --offset=1.5 --mode=most --lang=1 --format=xml --format-version=2 \
    --excerpts=maybe --color=red; do
    exits 2 "search $wrong" backfile search -i nowhere "$wrong" word
    like "search $wrong: the option is named" "$(cat err)" \
        "^backfile search: ${wrong%%=*}"
done
exits 2 "search: -0 with another format" \
    backfile search -i nowhere -0 --format=json word

exits 2 "bench: no queries" backfile bench -i nowhere
like "bench: that is said" "$(cat err)" 'No --queries'
for wrong in --limit=0 --limit=1001 --mode=most --lang=1 --stage=third \
    --matcher=fastest --repeat=0 --repeat=101 --slowest=few --slowest=0; do
    exits 2 "bench $wrong" backfile bench -i nowhere --queries=- "$wrong"
    like "bench $wrong: the option is named" "$(cat err)" \
        "^backfile bench: ${wrong%%=*}"
done
exits 2 "bench: an argument" backfile bench -i nowhere --queries=- word
like "bench: it is named" "$(cat err)" '^backfile bench: word: takes no'

mkdir other && echo text >other/file
exits 66 "a folder that is no index" backfile search -i other word
like "it is named" "$(cat err)" 'other'
is "its file is left alone" "$(cat other/file)" text
echo text >plain
exits 66 "a file that is no index" backfile search -i plain word

done_testing
