#!/bin/sh
# backfile eval.
. tests/lib/testlib.sh

# The value of a line that was printed.
value() { # NAME [FILE]
    sed -n "s|^$1	||p" "${2:-out}"
}

# A set of which the answers are known. The word that a query asks for stands
# once in short articles and in longer ones, so shorter ones come first.
mkdir set
cat >set/docs.jsonl <<'END'
{"id": "a", "title": "", "body": "telegraph"}
{"id": "b", "title": "", "body": "telegraph wire"}
{"id": "c", "title": "", "body": "telegraph wire mast storm"}
{"id": "d 4", "title": "", "body": "telegraph wire mast storm harbour winter"}
{"id": "e", "title": "", "body": "courier"}
END
cat >set/queries.tsv <<'END'
q1	telegraph
q2	courier
q3	nothingness
q4	winter
q5	mast
END
cat >set/qrels.tsv <<'END'
q1	b	2
q1	d 4	3
q1	a	0
q2	e	1
q2	a	1
q3	e	1
q5	a	0
END

# q1 finds a, b, c, d 4: DCG 3 / log2(3) + 7 / log2(5) = 1.892789 + 3.014736 =
# 4.907525, at best 7 + 1.892789: 0.551855; precision (1/2 + 2/4) / 2; 1/2.
# q2 finds e of e and a: 1 / (1 + 0.630930) = 0.613147; 1/2; 1; recall 1/2.
# q3 finds nothing. q4 was not judged, q5 has nothing relevant.
# nDCG (0.551855 + 0.613147 + 0) / 3, MAP (0.5 + 0.5 + 0) / 3, and so on.
expected='queries	3
nDCG@10	0.3883
MAP@100	0.3333
MRR@10	0.5000
recall@100	0.5000'
mkdir tmp
export TMPDIR="$SCRATCH/tmp"
exits 0 "a set" backfile eval --run=first.run set
is "the numbers" "$(cat out)" "$expected"
is "what has nothing relevant is counted" "$(cat err)" \
    "backfile eval: 2 of 5 queries have no relevant article: left out of the means"
is "the scratch folder is gone" "$(ls tmp)" ""
is "a line of the run a result" "$(cut -f 1-3 first.run)" 'q1	a	1
q1	b	2
q1	c	3
q1	d 4	4
q2	e	1
q4	d 4	1
q5	c	1
q5	d 4	2'
like "with its score" "$(head -n 1 first.run)" '^q1	a	1	[0-9]\.[0-9]+$'

# Files elsewhere, and TREC's -------------------------------------------------

mkdir trec
sed 's/d 4/d4/g' set/docs.jsonl >trec/docs.jsonl
sed 's/d 4/d4/; s/	/ 0 /; s/	/ /g' set/qrels.tsv >trec/qrels.txt
exits 0 "TREC's judgments" backfile eval --queries=set/queries.tsv \
    --qrels trec/qrels.txt trec
is "give the same numbers" "$(cat out)" "$expected"
printf '\357\273\277' >trec/queries.tsv
sed 's/$/\r/' set/queries.tsv >>trec/queries.tsv
exits 0 "CR LF and a byte order mark" backfile eval \
    --qrels=trec/qrels.txt trec
is "change nothing" "$(cat out)" "$expected"

exits 0 "an index" backfile index -q -i index set/docs.jsonl
rm -r trec/docs.jsonl
mkdir questions
cp set/queries.tsv set/qrels.tsv questions
exits 0 "is measured without articles beside" backfile eval -i index questions
is "with the same numbers" "$(cat out)" "$expected"
exits 0 "without a folder" backfile eval -i index \
    --queries=set/queries.tsv --qrels=set/qrels.tsv
is "with the same numbers" "$(cat out)" "$expected"
BACKFILE_INDEX=$SCRATCH/nowhere backfile eval set >out 2>err
is "an index of the environment is not taken" "$(cat out)" "$expected"

# Modes and languages ---------------------------------------------------------

printf 'q1\ttelegraph winter\n' >questions/queries.tsv
printf 'q1\td 4\t1\n' >questions/qrels.tsv
for mode in any:4 all:1 auto:4 phrase:0; do
    exits 0 "mode ${mode%:*}" backfile eval -i index --mode="${mode%:*}" \
        questions --run=mode.run
    is "mode ${mode%:*} finds as many" "$(wc -l <mode.run)" "${mode#*:}"
done
# Articles with fewer words come behind those with all.
exits 0 "mode auto" backfile eval -i index --mode=auto questions --run=mode.run
is "its run is in its order" "$(sort -t '	' -k4,4gr -k3,3n mode.run)" \
    "$(cat mode.run)"

mkdir german
echo '{"id": "1", "body": "Die Brieftauben der Belagerten"}' >german/docs.jsonl
printf 'q1\tBrieftaube\n' >german/queries.tsv
printf 'q1\t1\t1\n' >german/qrels.tsv
exits 0 "articles in German" backfile eval --lang=de german
is "are analysed as such" "$(value MRR@10)" 1.0000
exits 0 "as English" backfile eval --lang=en german
is "they are not" "$(value MRR@10)" 0.0000
exits 0 "in a language that has no stemmer" backfile eval --lang=tlh german
is "they are not either" "$(value MRR@10)" 0.0000
printf '%s %s\n' \
    '{"id": "1", "body": "Die Brieftauben der Belagerten sind mit dem Ballon aus der' \
    'Stadt gekommen, und wenn der Wind nicht zu stark war, auch wieder zu ihr."}' \
    >german/docs.jsonl
exits 0 "with nothing said" backfile eval german
is "the text says it" "$(value MRR@10)" 1.0000

# Synonyms --------------------------------------------------------------------

# nothingness finds e by way of courier, and q3 is answered.
echo 'nothingness => courier' >site.txt
exits 0 "synonyms of a file" backfile eval --synonyms=site.txt set
is "answer a query more" "$(value recall@100)" 0.8333
cp site.txt index/synonyms.txt
exits 0 "synonyms of the index" backfile eval -i index set
is "do as well" "$(value recall@100)" 0.8333
exits 0 "no synonyms" backfile eval -i index --synonyms= set
is "are none" "$(value recall@100)" 0.5000
echo 'courier =>' >>index/synonyms.txt
exits 1 "a broken line of them" backfile eval -i index set
like "is named" "$(cat err)" 'synonyms\.txt:2: '
is "and the others count" "$(value recall@100)" 0.8333
rm index/synonyms.txt
exits 66 "synonyms that are not there" backfile eval --synonyms=nowhere.txt set
like "are named" "$(cat err)" 'nowhere\.txt'

# Comparing -------------------------------------------------------------------

exits 0 "compared with itself" backfile eval set --compare first.run
is "nothing moved" "$(sed 1,5d out)" '
query	old	new	difference	text

measure	old	new	difference	p	better	worse
nDCG@10	0.3883	0.3883	+0.0000	1.00000	0	0
MAP@100	0.3333	0.3333	+0.0000	1.00000	0	0
MRR@10	0.5000	0.5000	+0.0000	1.00000	0	0
recall@100	0.5000	0.5000	+0.0000	1.00000	0	0'
like "the query that found nothing is counted" "$(cat err)" \
    'first.run: nothing for 1 of 3 queries: they count as 0'

# TREC's run: q1 finds d4 at once, q2 nothing, q3 what it is to find.
# q1: 7 / 8.892789 = 0.787155; MAP 1/2. q3: 1 everywhere.
cat >other.run <<'END'
q1 Q0 d4 1 3.5 other
q3 Q0 e 1 1 other
q3 Q0 b 2 1 other
END
sed 's/d 4/d4/' set/docs.jsonl >trec/docs.jsonl
exits 0 "compared with a run of TREC's" backfile eval \
    --qrels=trec/qrels.txt trec --compare=other.run
# Of nDCG the differences are -0.2353, 0.6131, -1: their sum is as far from 0
# as -0.6222 in six of eight ways. Of MAP 0, 0.5, -1: in all four. Of MRR -0.5,
# 1, -1 as far as -0.5: in all eight. Of recall 0.5, 0.5, -1, which is 0.
is "what moved, most moved first" "$(sed 1,5d out)" '
query	old	new	difference	text
q3	1.0000	0.0000	-1.0000	nothingness
q2	0.0000	0.6131	+0.6131	courier
q1	0.7872	0.5519	-0.2353	telegraph

measure	old	new	difference	p	better	worse
nDCG@10	0.5957	0.3883	-0.2074	0.75000	1	2
MAP@100	0.5000	0.3333	-0.1667	1.00000	1	1
MRR@10	0.6667	0.5000	-0.1667	1.00000	1	2
recall@100	0.5000	0.5000	+0.0000	1.00000	2	1'

# Thresholds ------------------------------------------------------------------

exits 0 "a measure as it was printed is not under itself" \
    backfile eval set --fail-under=nDCG@10=0.3883 --fail-under=queries=3
exits 3 "under it" backfile eval set --fail-under=MRR@10=.51 \
    --fail-under=recall@100=0.5
is "the numbers are printed" "$(cat out)" "$expected"
like "it is named" "$(cat err)" '^backfile eval: MRR@10: 0.5000 is under 0.51$'
unlike "the other is not" "$(cat err)" 'recall'
exits 3 "too few queries" backfile eval set --fail-under=queries=4
for wrong in queries queries= nDCG@10=1.1 nDCG=.5 MAP@100=x MAP@100=-1 \
    MRR@10=.; do
    exits 2 "--fail-under=$wrong" backfile eval set "--fail-under=$wrong"
    like "it is named" "$(cat err)" "^backfile eval: --fail-under: ${wrong%%=*}"
done

# Bad input -------------------------------------------------------------------

# Put a line (for printf) behind those of a file of a copy of the set; the
# command has to name what the pattern says, and to end with 1.
complains() { # NAME FILE LINE PATTERN
    rm -rf bad
    cp -r set bad
    # shellcheck disable=SC2059 # the line has bytes to be written
    printf "$3" >>bad/"$2"
    exits 1 "$1" backfile eval bad --fail-under=MRR@10=1
    like "$1: it is named" "$(cat err)" "^backfile eval: bad/$2:$4"
    like "$1: it is counted" "$(cat err)" ' 1 complaint: '
    is "$1: the others are measured" "$(value queries)" 3
    is "$1: the scratch folder is gone" "$(ls tmp)" ""
}
complains "Latin-1" queries.tsv 'q6\tt\351l\351phone\n' '6: not UTF-8 at byte 5'
complains "a query twice" queries.tsv 'q1\tother\n' '6: .*line 1 stands'
complains "an empty query" queries.tsv 'q6\t  \n' '6: .*empty'
complains "a query without text" queries.tsv 'q6\n' '6: not a query'
complains "no tab" queries.tsv 'q6 a b\n' '6: not a query'
complains "no id" queries.tsv '\ta b\n' '6: the id of the query'
complains "an unknown article" qrels.tsv 'q2\tno such article\t0\n' \
    '8: article no such article is not in the index'
complains "a judgment twice" qrels.tsv 'q2\ta\t3\n' \
    '8: document a .*line 5 stands'
complains "an unknown query" qrels.tsv 'q9\ta\t1\n' '8: query q9 has no text'
complains "no grade" qrels.tsv 'q2\tb\tgood\n' "8: grade 'good'"
complains "two columns" qrels.tsv 'q2\tb\n' '8: not a judgment'
complains "an article that cannot be read" docs.jsonl '{"id": "f", "body"\n' \
    '6: JSON'
printf '{"id": "f", "body": "post", "draft": true}\n' >>set/docs.jsonl
complains "a hidden article" qrels.tsv 'q2\tf\t1\n' '8: article f is hidden'

# A relevant article that is not there lowers the numbers: of q2 one of three
# is found, of q1 all, of q3 none.
complains "a relevant article that is gone" qrels.tsv 'q2\tgone\t1\n' \
    '8: article gone'
is "counts as not found" "$(value recall@100)" 0.4444

cp first.run bad.run
printf 'q1\ta\t5\t1\nq8\ta\t1\t1\nq1\tx\t1\tnan\nq2 e\n' >>bad.run
exits 1 "a bad run" backfile eval set --compare bad.run
like "a document twice" "$(cat err)" 'bad.run:9: document a .*line 1 stands'
like "an unknown query" "$(cat err)" 'bad.run:10: query q8 is not in'
like "a score that is none" "$(cat err)" "bad.run:11: score 'nan'"
like "two columns" "$(cat err)" 'bad.run:12: not of a run'
like "all are counted" "$(cat err)" ' 4 complaints: '
is "the numbers are printed" "$(head -n 5 out)" "$expected"

rm -rf bad
cp -r set bad
i=0
while [ $i -lt 25 ]; do
    i=$((i + 1))
    printf 'q2\tgone %s\t0\n' $i
done >>bad/qrels.tsv
exits 1 "many of a kind" backfile eval bad
is "twenty are named" "$(grep -c 'gone' err)" 20
like "the others are counted" "$(cat err)" '^backfile eval: and 5 more judgm'
like "and all of them" "$(cat err)" ' 25 complaints: '
printf '\351\n\351\nq2\tx\ty\n' >>bad/qrels.tsv
exits 1 "of several kinds" backfile eval bad
like "each has its twenty" "$(cat err)" 'qrels.tsv:34: not UTF-8'

# What cannot be measured -----------------------------------------------------

# The command has to end with a code and name a thing, and to leave nothing.
refuses() { # CODE NAME PATTERN ARGUMENT…
    refused=$3
    exits "$1" "$2" backfile eval "$4" ${5:+"$5"} ${6:+"$6"}
    like "$2: it is named" "$(cat err)" "^backfile eval: $refused"
    is "$2: no numbers" "$(cat out)" ""
    is "$2: the scratch folder is gone" "$(ls tmp)" ""
}
mkdir empty
refuses 66 "an empty folder" 'empty/docs.jsonl: No such file' empty
refuses 66 "no folder" 'nowhere/docs.jsonl: No such file' nowhere
cp set/docs.jsonl empty
refuses 66 "no queries" 'empty/queries.tsv: No such file' empty
: >empty/queries.tsv
cp set/qrels.tsv empty
refuses 66 "empty queries" 'empty/queries.tsv: no queries' empty
cp set/queries.tsv empty
rm empty/qrels.tsv
refuses 66 "no judgments" 'empty/qrels.tsv: No such file' empty
: >empty/qrels.tsv
refuses 66 "empty judgments" 'empty/qrels.tsv: no judgments' empty
printf 'q1\ta\t0\n' >empty/qrels.tsv
refuses 66 "nothing relevant" 'empty/qrels.tsv: no relevant article' empty
cp set/qrels.tsv empty
: >empty/docs.jsonl
refuses 66 "no articles" 'empty/docs.jsonl: no articles' empty
rm empty/docs.jsonl
mkdir empty/docs.jsonl
refuses 66 "a folder of articles" 'empty/docs.jsonl: not a regular' empty
refuses 66 "an index that is not there" 'nowhere: ' -i nowhere set
refuses 66 "an old run that is not there" 'nowhere: ' --compare nowhere set
refuses 66 "an old run that is none" 'set/qrels.tsv: not a run' \
    --compare set/qrels.tsv set
refuses 74 "a run that cannot be written" '--run: nowhere/: ' \
    --run nowhere/x set
refuses 2 "a run over a folder" '--run: tmp is not a regular' --run tmp set
refuses 2 "a run on standard output" '--run: the numbers go' --run=- set
refuses 2 "no arguments" 'no DIR' --mode=any
refuses 2 "no folder for the judgments" 'no DIR' -i index --queries=x
refuses 2 "an empty name" 'no DIR' --
refuses 2 "two folders" 'set: only one' index set
refuses 2 "an empty index" '-i: ' --index= set
refuses 2 "no mode" '--mode: most' --mode=most set
refuses 2 "no language" '--lang: .*12' --lang=12 set
TMPDIR=$SCRATCH/nowhere
refuses 74 "no room for the scratch folder" "$SCRATCH/nowhere: " set
TMPDIR=$SCRATCH/tmp
mkdir alone
cp "$BUILD/bin/backfile" alone
(PATH=$SCRATCH/alone && exec alone/backfile eval set) >out 2>err
is "without the indexer" $? 69
is "that is said" "$(grep -v 'no relevant' err)" \
    "backfile eval: backfile-indexer: No such file or directory"
is "the scratch folder is gone" "$(ls tmp)" ""
if [ "$(id -u)" -ne 0 ]; then
    chmod 0 set/queries.tsv
    refuses 74 "a file that may not be read" 'set/queries.tsv: Perm' set
    chmod 644 set/queries.tsv
fi

cp -r set a=b
cp -r set -- -x
exits 0 "a folder with = in its name" backfile eval a=b
is "is measured" "$(cat out)" "$expected"
exits 0 "one that begins with -" backfile eval -- -x
is "is measured" "$(cat out)" "$expected"
for option in -h --help; do
    exits 0 "$option" backfile eval $option
    like "$option: a usage line" "$(cat out)" '^Usage: backfile eval '
done

# Signals ---------------------------------------------------------------------

# End the command while its indexer runs, which waits for its input to end, or
# while it asks.
mkdir slow
cp set/qrels.tsv slow
i=0
while [ $i -lt 3000 ]; do
    i=$((i + 1))
    printf '%s\ttelegraph wire mast storm harbour winter courier\n' $i
done >slow/queries.tsv
sed 's/^q//' set/qrels.tsv >slow/qrels.tsv
i=0
while [ $i -lt 5000 ]; do
    i=$((i + 1))
    echo "{\"id\": \"a$i\", \"body\": \"telegraph wire mast storm $i\"}"
done >slow/docs.jsonl
cat set/docs.jsonl >>slow/docs.jsonl

scratch_is() { # index or folder
    case $1 in
    folder) ls tmp/backfile-eval.* ;;
    index) ls tmp/backfile-eval.*/index/LIVE ;;
    esac
}
for state in folder index; do
    for signal in TERM INT HUP; do
        # The shell has what is in the background ignore SIGINT, and whoever
        # runs the tests may have all ignore signals (nohup).
        env --default-signal=HUP,INT,TERM backfile eval slow >slow.out 2>slow.err &
        slow=$!
        keep_pid $slow
        wait_until scratch_is $state
        kill -$signal $slow
        wait_pid $slow
        case $signal in
        TERM) ended=143 ;;
        INT) ended=130 ;;
        HUP) ended=129 ;;
        esac
        is "SIG$signal with a scratch $state ends it as that does" \
            "$code" $ended
        is "without numbers" "$(cat slow.out)" ""
        is "the scratch folder is gone" "$(ls tmp)" ""
    done
done

# Real data -------------------------------------------------------------------

if [ -d "${DATA:-none}/judged/cranfield" ]; then
    # One article of it has no words, and is judged.
    exits 1 "a real set" backfile eval "$DATA/judged/cranfield"
    like "its empty article is named" "$(cat err)" \
        'qrels.tsv:[0-9]+: article 995 is not in the index'
    like "it is the only complaint" "$(cat err)" ' 1 complaint: '
    is "its queries" "$(value queries)" 225
    for least in nDCG@10:0.33 MAP@100:0.27 MRR@10:0.48 recall@100:0.70; do
        ok "a plausible ${least%:*}" awk "BEGIN { exit !(\
            $(value "${least%:*}") >= ${least#*:} && \
            $(value "${least%:*}") < 0.9) }"
    done
else
    pass "a real set # SKIP no judged set: BACKFILE_TEST_DATA names no folder"
fi

done_testing
