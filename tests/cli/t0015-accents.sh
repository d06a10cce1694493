#!/bin/sh
# Of articles that are alike, those that write a word with the accents that it
# was typed with come first; who types none prefers nothing.
. tests/lib/testlib.sh

# The articles of a pair are alike but for accents. What comes first by number
# is the one without, so that the order does not come by itself.
cat >pairs.jsonl <<'EOF'
{"id":"peche","lang":"fr","title":"A","body":"La peche du matin."}
{"id":"péché","lang":"fr","title":"A","body":"La péché du matin."}
{"id":"pêche","lang":"fr","title":"A","body":"La pêche du matin."}
{"id":"ano","lang":"es","title":"A","body":"Cada ano bueno."}
{"id":"año","lang":"es","title":"A","body":"Cada año bueno."}
{"id":"resume","lang":"en","title":"A","body":"Read the resume now."}
{"id":"résumé","lang":"en","title":"A","body":"Read the résumé now."}
{"id":"muller","lang":"de","title":"A","body":"Herr Muller kam."}
{"id":"müller","lang":"de","title":"A","body":"Herr Müller kam."}
{"id":"все","lang":"ru","title":"A","body":"Мы знаем все давно."}
{"id":"всё","lang":"ru","title":"A","body":"Мы знаем всё давно."}
{"id":"title-plain","lang":"fr","title":"Le chateau","body":"Rien."}
{"id":"title-accent","lang":"fr","title":"Le château","body":"Rien."}
{"id":"twice-plain","lang":"fr","title":"A","body":"Un hotel et un hotel."}
{"id":"once-accent","lang":"fr","title":"A","body":"Un hôtel et un café."}
EOF
exits 0 "articles are indexed" backfile index -i index pairs.jsonl

# first QUERY IDS...: these come, in this order, in each mode.
first() {
    query=$1
    shift
    for mode in all any auto; do
        backfile search -i index --mode=$mode --format=ids -n "$#" -- "$query" \
            >got 2>/dev/null
        is "$query, $mode" "$(tr '\n' ' ' <got)" "$* "
    done
}

first pêche pêche peche péché
first péché péché peche pêche
first PÊCHE pêche peche péché
first peche peche péché pêche
first año año ano
first ano ano año
first résumé résumé resume
first resume resume résumé
first Müller müller muller
first Muller muller müller
first всё всё все
first château title-accent title-plain
first chateau title-plain title-accent
first title:château title-accent title-plain
first '"la pêche"' pêche peche péché
first '+pêche matin' pêche peche péché
# The spelling is a part of the word only: two plain ones are more.
first hôtel twice-plain once-accent

# Decomposed letters are the same letters.
first "$(printf 'pe\314\202che')" pêche peche péché

# Accents exclude as they find: whatever the spelling.
backfile search -i index --mode=all --format=ids -- 'matin -pêche' >got 2>/dev/null
is "excluded in all spellings" "$(cat got)" ""

done_testing
