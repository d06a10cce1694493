/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Excerpts: a table of texts, words and what is shown. Marks are written as
 * [brackets], fragments are parted by " | ", and … stands where text was cut.
 */

#include <backfile/excerpt.h>

#include "tap.h"

typedef struct tester {
    bf_analyzer *analyzer;
    bf_arena *arena;
    bf_mark_word words[16];
    size_t count;
    char space[1024]; /* the words themselves */
    size_t used;
} tester;

static bf_str keep(tester *t, bf_str text)
{
    char *copy = t->space + t->used;
    memcpy(copy, text.data, text.size);
    t->used += text.size;
    return (bf_str){copy, text.size};
}

static bool is_among(const char *chars, char c)
{
    return c != '\0' && strchr(chars, c);
}

/* Add the words of `part`, in phrase number `phrase`. */
static void add_words(tester *t, bf_str part, size_t phrase, bool exact,
                      bool prefix)
{
    bf_token token;
    bf_analyzer_start(t->analyzer, part);
    while (bf_analyzer_next(t->analyzer, &token)) {
        t->words[t->count++] = (bf_mark_word){
            .term = keep(t, prefix ? token.word : token.term),
            .word = keep(t, token.word),
            .prefix = prefix,
            .exact = exact,
            .phrase = phrase,
            .place = phrase > 0 ? token.position : 0,
            .reach = token.reach,
            .weight = (double)token.word.size,
        };
    }
}

/* Read `query`: words; "phrases" as written; 'phrases' by stems; begin*. The
 * weight of a word is its length, so that long words are rare ones. */
static void read_query(tester *t, const char *query)
{
    size_t phrases = 0;
    t->count = 0;
    t->used = 0;
    while (*query) {
        char quote = is_among("\"'", *query) ? *query : '\0';
        size_t size;
        query += quote != '\0';
        size = quote ? strcspn(query, (char[]){quote, '\0'})
                     : strcspn(query, " *");
        add_words(t, (bf_str){query, size}, quote ? ++phrases : 0, quote == '"',
                  !quote && query[size] == '*');
        query += size + (quote != '\0');
        query += strspn(query, " *");
    }
}

static void show_marked(bf_buf *out, const bf_marked *marked)
{
    size_t at = 0;
    bf_buf_add_text(out, marked->cut_start ? "…" : "");
    for (size_t i = 0; i < marked->mark_count; i++) {
        bf_span mark = marked->marks[i];
        bf_buf_add(out, marked->text.data + at, mark.start - at);
        bf_buf_add_byte(out, '[');
        bf_buf_add(out, marked->text.data + mark.start, mark.end - mark.start);
        bf_buf_add_byte(out, ']');
        at = mark.end;
    }
    bf_buf_add(out, marked->text.data + at, marked->text.size - at);
    bf_buf_add_text(out, marked->cut_end ? "…" : "");
}

static void show_excerpt(bf_buf *out, const bf_excerpt *excerpt)
{
    bf_buf_reset(out);
    bf_buf_add_text(out, "");
    for (size_t i = 0; i < excerpt->count; i++) {
        bf_buf_add_text(out, i > 0 ? " | " : "");
        show_marked(out, &excerpt->fragments[i]);
    }
}

static void tester_init(tester *t, const char *lang)
{
    bf_error err;
    memset(t, 0, sizeof *t);
    is_status(bf_analyzer_new(&t->analyzer, bf_str_of(lang), &err), BF_OK, &err,
              "an analyzer for '%s'", lang);
    is_status(bf_arena_new(&t->arena, 16 * 1024 * 1024, &err), BF_OK, &err,
              "an arena");
}

static void tester_fini(tester *t)
{
    bf_analyzer_free(t->analyzer);
    bf_arena_free(t->arena);
}

#define SENTENCES                                                              \
    "The line was opened in August. Nobody ever spoke on it. It carried "      \
    "printed text between two capitals, and a test message was sent every "    \
    "hour. A back channel is something else. It is a person who is trusted. "  \
    "Such a channel leaves no file, and so the archives are silent about it. " \
    "The teletype printed slowly."

#define ARCHIVE                                                                \
    "It was the year of the great frost. Nothing of note was printed in the "  \
    "first months. The telegraph arrived in spring and it was met with some "  \
    "suspicion. Everyone in town went to see how it worked, and soon all of "  \
    "them had a cousin to write to. In the second year a cipher was found on " \
    "the back of a bill. It was never solved by anyone who tried."

#define SECTIONS                                                               \
    "The ambassador came in by the back door and was not seen by the press "   \
    "for two years.\nHow it worked\nThere were two sets of talks, the "        \
    "official ones with flags and the ones that counted for something.\n"      \
    "Afterwards\nThe door was painted over, and a plaque was put up beside "   \
    "the wrong one by a committee."

/* NOLINTBEGIN(bugprone-suspicious-missing-comma) */
static const struct {
    const char *name;
    const char *lang;
    const char *text;
    const char *query;
    size_t max_bytes;
    size_t max_fragments;
    const char *expected;
} cases[] = {
    {"nothing", "en", "", "word", 100, 2, ""},
    {"only blanks", "en", " \n\t ", "word", 100, 2, ""},
    {"no words", "en", "A short text.", "", 100, 2, "A short text."},
    {"a word by its stem", "en", "Two channels.", "channel", 100, 2,
     "Two [channels]."},
    {"case and accents", "en", "The CAFÉ is open.", "cafe", 100, 2,
     "The [CAFÉ] is open."},
    {"accents as marks", "en", "A cafe\xcc\x81 here.", "café", 100, 2,
     "A [cafe\xcc\x81] here."},
    {"a possessive", "en", "The editor's desk", "editor", 100, 2,
     "The [editor's] desk"},
    {"the beginning of words", "en", "telegraph, telegram, telephone",
     "telegr*", 100, 2, "[telegraph], [telegram], telephone"},
    {"a phrase as written", "en", "Red phones. A red phone rang.",
     "\"red phone\"", 100, 2, "Red phones. A [red phone] rang."},
    {"a phrase by stems", "en", "Red phones. A phone, red.", "'red phone'", 100,
     2, "[Red phones]. A phone, red."},
    {"a phrase over the ends of lines", "en", "the red\n\nphone",
     "\"red phone\"", 100, 2, "the [red phone]"},
    {"a phrase that is not there", "en", "A phone in red.", "\"red phone\"",
     100, 2, "A [phone] in [red]."},
    {"a phrase of repeated words", "en", "a a b a a a b", "\"a a b\"", 100, 2,
     "[a a b] a [a a b]"},
    {"phrases that overlap", "en", "x back channel talks y",
     "\"back channel\" \"channel talks\"", 100, 2, "x [back channel talks] y"},
    {"a phrase and its word", "en", "red ink, red phone", "red \"red phone\"",
     100, 2, "[red] ink, [red phone]"},
    {"the first token ends a phrase", "en", "phone red phone", "\"red phone\"",
     100, 2, "phone [red phone]"},
    {"words side by side", "en", "red phone", "red phone", 100, 2,
     "[red] [phone]"},
    {"space", "en", "  one\r\n\r\n two\xc2\xa0\xc2\xa0three\t", "two", 100, 2,
     "one [two] three"},
    {"a NUL and what is not UTF-8", "en", "one \xff\xfe two\x80three", "three",
     100, 2, "one two [three]"},
    {"without a match: the beginning", "en", SENTENCES, "zebra", 80, 2,
     "The line was opened in August. Nobody ever spoke on it.…"},
    {"ended at a word", "en", SENTENCES, "zebra", 45, 2,
     "The line was opened in August.…"},
    {"the sentence of the match", "en", SENTENCES, "back channel", 90, 1,
     "…A [back] [channel] is something else. It is a person who is trusted.…"},
    {"a text that ends is shown to its end", "en", SENTENCES, "teletype", 120,
     1,
     "…Such a channel leaves no file, and so the archives are silent about it. "
     "The [teletype] printed slowly."},
    {"two places", "en", ARCHIVE, "telegraph cipher", 180, 2,
     "…The [telegraph] arrived in spring and it was met with some "
     "suspicion.… | …In the second year a [cipher] was found on the back of a "
     "bill.…"},
    {"one place takes all the room", "en", ARCHIVE, "telegraph suspicion", 180,
     2,
     "…The [telegraph] arrived in spring and it was met with some "
     "[suspicion]. Everyone in town went to see how it worked, and soon all of "
     "them had a cousin to write to.…"},
    {"fragments that touch are one", "en", SENTENCES, "august teletype hour",
     400, 3,
     "The line was opened in [August]. Nobody ever spoke on it. It carried "
     "printed text between two capitals, and a test message was sent every "
     "[hour]. A back channel is something else. It is a person who is trusted. "
     "Such a channel leaves no file, and so the archives are silent about it. "
     "The [teletype] printed slowly."},
    {"rare words first", "en", ARCHIVE, "year cipher frost", 80, 1,
     "…In the second [year] a [cipher] was found on the back of a bill.…"},
    {"no heading at the end", "en",
     "A cipher hides what is written. Its key is short.\nOn keys\n\nA key that "
     "is lost cannot be replaced by anyone, however clever they may be.",
     "cipher", 60, 1, "A [cipher] hides what is written. Its key is short.…"},
    {"a section before a heading", "en", SECTIONS, "ambassador", 200, 1,
     "The [ambassador] came in by the back door and was not seen by the press "
     "for two years.…"},
    {"a section between headings", "en", SECTIONS, "flags", 200, 1,
     "…There were two sets of talks, the official ones with [flags] and the "
     "ones that counted for something.…"},
    {"a section behind a heading", "en", SECTIONS, "plaque", 200, 1,
     "…The door was painted over, and a [plaque] was put up beside the wrong "
     "one by a committee."},
    {"a word in a heading", "en", SECTIONS, "worked", 120, 1,
     "…How it [worked] There were two sets of talks, the official ones with "
     "flags and the ones that counted for something.…"},
    {"ordinals end no sentence", "de",
     "Der Brief lag lange in einer Schublade und wurde vergessen. Am 13. Juli "
     "fand ihn die Enkelin.",
     "Enkelin", 60, 1, "…Am 13. Juli fand ihn die [Enkelin]."},
    {"initials end no sentence", "en",
     "There was much talk of it in the whole of the country at that time. Then "
     "J. F. Kennedy wrote to N. S. Khrushchev about a line.",
     "khrushchev", 80, 1,
     "…Then J. F. Kennedy wrote to N. S. [Khrushchev] about a line."},
    {"what is written as two words", "en", "The back-channel. Back, channel.",
     "backchannel", 100, 2, "The [back-channel]. Back, channel."},
    {"and as one", "en", "A backchannel here.", "back-channels", 100, 2,
     "A [backchannel] here."},
    {"two words and one", "en", "A back-channel, back.", "back-channel", 100, 2,
     "A [back-channel], [back]."},
    {"a word broken at a line's end", "en", "all commu-\nnications were cut",
     "communication", 100, 2, "all [commu- nications] were cut"},
    {"a phrase with what is joined", "en",
     "The back-channel talks. A back-channel.", "'backchannel talks'", 100, 2,
     "The [back-channel talks]. A back-channel."},
    {"a phrase that is joined itself", "en",
     "The backchannel talks, back channel talks. Back.", "'back-channel talks'",
     100, 2, "The [backchannel talks], [back channel talks]. Back."},
    {"the same word, parted elsewhere", "en", "x ab-c y", "\"x a-bc\"", 100, 2,
     "[x ab-c] y"},
    {"a name with a sign", "en", "From C++ to C#.", "c++", 100, 2,
     "From [C++] to [C]#."},
    {"without its apostrophe", "en", "O'Neill’s and O’Neill", "oneill", 100, 2,
     "[O'Neill’s] and [O’Neill]"},
    {"an article", "fr", "L’erreur, l'homme.", "erreur", 100, 2,
     "L’[erreur], l'homme."},
    {"Chinese", "zh", "红色电话从来不是电话。", "电话", 100, 2,
     "红色[电话]从来不是[电话]。"},
    {"pairs share a mark", "ja", "これは東京都庁です。", "東京都", 100, 2,
     "これは[東京都]庁です。"},
    {"cut between characters", "zh",
     "电报从这座城市发出去的时候没有人知道它会被谁读到也没有人知道它会改变什么"
     "历史",
     "城市", 40, 1, "电报从这座[城市]发出去的时候…"},
    {"wide ends of sentences", "zh",
     "很久以前有一个人住在山里。他有一部电话。它从来没有响过。", "响过", 60, 1,
     "…他有一部电话。它从来没有[响过]。"},
    {"Arabic", "ar", "كان الهاتف الأحمر أسطورة.", "الهاتف", 100, 2,
     "كان [الهاتف] الأحمر أسطورة."},
    {"Russian", "ru", "Красные телефоны молчали.", "телефон", 100, 2,
     "Красные [телефоны] молчали."},
};
/* NOLINTEND(bugprone-suspicious-missing-comma) */

static void test_table(void)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tester t;
        bf_excerpt excerpt;
        bf_error err;
        bf_buf shown;
        bf_excerpt_opts opts = {cases[i].max_bytes, cases[i].max_fragments};
        tester_init(&t, cases[i].lang);
        bf_buf_init(&shown, 10000);
        read_query(&t, cases[i].query);
        is_status(bf_excerpt_make(&excerpt, t.arena, t.analyzer, t.words,
                                  t.count, bf_str_of(cases[i].text), &opts,
                                  &err),
                  BF_OK, &err, "%s: made", cases[i].name);
        show_excerpt(&shown, &excerpt);
        is_str(bf_buf_str(&shown), cases[i].expected, "%s", cases[i].name);
        bf_buf_fini(&shown);
        tester_fini(&t);
    }
}

int main(void)
{
    test_table();
    return tap_done();
}
