/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Synonyms: the file, and what they make of a query's plan. */

#include <backfile/limits.h>
#include <backfile/plan.h>

#include "no_expansions.h"
#include "tap.h"

#include <stdlib.h>
#include <string.h>

enum {
    TEXT_BYTES = 1 << 20
};

/* Reading ------------------------------------------------------------------ */

static bf_buf complaints;
static size_t complaint_count;

static void complain(void *payload, size_t line, size_t column, const char *why)
{
    (void)payload;
    complaint_count++;
    bf_buf_printf(&complaints, "%zu:%zu: %s\n", line, column, why);
}

static bf_synonyms *read_text(bf_str text)
{
    bf_synonyms *made;
    bf_error err;
    bf_buf_reset(&complaints);
    complaint_count = 0;
    if (bf_synonyms_read(&made, text, complain, NULL, &err)) {
        printf("Bail out! %s\n", err.text);
        exit(1);
    }
    return made;
}

static void test_reading(void)
{
    static const struct {
        const char *text;
        size_t count;
        const char *complaints;
    } rows[] = {
        {"", 0, ""},
        {"# nothing\n\n  \r\n", 0, ""},
        {"\xef\xbb\xbftv, television\r\nuk=>united kingdom", 2, ""},
        {"protect: windows, word\nc#, csharp", 3, ""},
        {"[de]\na, b\n[ *, nl ]\nc, d\n[*]\ne, f", 2,
         "3:1: not a language tag: write [de], [de, nl] or [*]; the lines up "
         "to "
         "the next such line are left out\n"},
        {"[]\na, b\n[pt-BR]\na, b", 1,
         "1:1: not a language tag: write [de], [de, nl] or [*]; the lines up "
         "to "
         "the next such line are left out\n"},
        {"alone\na, b", 1,
         "1:1: alone: a synonym needs another, after a comma or =>\n"},
        {"a,, b\n=> b\na =>\na, !\n", 0,
         "1:3: there is no word here\n2:1: there is no word here\n"
         "3:5: there is no word here\n4:4: !: there is no word here\n"},
        {"a <=> b", 0,
         "1:3: words that stand for each other are written with commas\n"},
        {"  é, \xff", 0, "1:6: not UTF-8\n"},
        {"a, 1 2 3 4 5 6 7 8 9\na, 1 2 3 4 5 6 7 8", 1,
         "1:4: 1 2 3 4 5 6 7 8 9: too long for one synonym\n"},
        {"protect: new york, x", 0,
         "1:10: new york: only single words can be protected\n"},
        {"a => b => c", 0, "1:8: more than one => in a line\n"},
        {"a, b, c => d, e", 1, ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        bf_synonyms *made = read_text(bf_str_of(rows[i].text));
        is_int(bf_synonyms_count(made), rows[i].count, "row %zu: its rules", i);
        is_str(bf_buf_str(&complaints), rows[i].complaints,
               "row %zu: its complaints", i);
        bf_synonyms_free(made);
    }
    bf_synonyms_free(NULL);
}

static void add_list(bf_buf *out, const char *name, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        bf_buf_printf(out, "%s%s%zu", i > 0 ? ", " : "", name, i);
    }
    bf_buf_add_byte(out, '\n');
}

static void test_limits(void)
{
    bf_synonyms *made;
    bf_buf text;
    bf_buf_init(&text, 2 * BF_MAX_SYNONYM_BYTES);
    add_list(&text, "a", BF_MAX_RULE_SYNONYMS);
    add_list(&text, "a", BF_MAX_RULE_SYNONYMS + 1);
    made = read_text(bf_buf_str(&text));
    is_int(bf_synonyms_count(made), 1, "a line of all that it may have");
    is_str(bf_buf_str(&complaints), "2:151: too many synonyms in one line\n",
           "and one more");
    bf_synonyms_free(made);

    bf_buf_reset(&text);
    for (size_t i = 0; i < BF_MAX_SYNONYMS / 2 + 1; i++) {
        bf_buf_printf(&text, "a%zu => b\n", i);
    }
    made = read_text(bf_buf_str(&text));
    is_int(bf_synonyms_count(made), BF_MAX_SYNONYMS / 2,
           "a file of all that it may have");
    is_int(complaint_count, 1, "and one more");
    bf_synonyms_free(made);

    bf_buf_reset(&text);
    for (size_t i = 0; i < 2 * BF_MAX_SYNONYM_COMPLAINTS; i++) {
        bf_buf_add_text(&text, "alone\n");
    }
    made = read_text(bf_buf_str(&text));
    is_int(complaint_count, BF_MAX_SYNONYM_COMPLAINTS + 1,
           "not every broken line is named");
    bf_synonyms_free(made);

    bf_buf_reset(&text);
    while (text.size < BF_MAX_SYNONYM_BYTES) {
        bf_buf_add_text(&text, "# a comment\n");
    }
    bf_buf_add_text(&text, "a, b\n");
    made = read_text(bf_buf_str(&text));
    is_int(bf_synonyms_count(made), 0, "what is past the end is left out");
    is_int(complaint_count, 1, "which is told");
    bf_synonyms_free(made);
    bf_buf_fini(&text);
}

/* Plans -------------------------------------------------------------------- */

/* Whether `term` is two words of these tests in one: w1w2 and the like. */
static bool is_joined(bf_str term)
{
    static const char *const joined[] = {"motorcar", "newyork", "zlast"};
    for (size_t i = 1; i < term.size; i++) {
        if (term.data[i - 1] <= '9' && term.data[i] > '9') {
            return true;
        }
    }
    for (size_t i = 0; i < sizeof joined / sizeof *joined; i++) {
        if (bf_str_is(term, joined[i])) {
            return true;
        }
    }
    return false;
}

/* An index that has no compounds, and all else often. */
static bf_status frequency(void *context, uint32_t *out, bf_str term,
                           bf_error *err)
{
    (void)context;
    (void)err;
    *out = is_joined(term) ? 0 : bf_str_is(term, "common") ? 600 : 260;
    return BF_OK;
}

static const char *const english[] = {"en"};
static const char *const german[] = {"de"};
static const char *const both[] = {"en", "de", ""};

static bf_plan *plan_of(const char *text, bf_synonyms *synonyms, bf_mode mode,
                        const char *const *languages, size_t count)
{
    bf_plan_index index = {.stats = {1000, 400},
                           .languages = languages,
                           .language_count = count,
                           .synonyms = synonyms,
                           .frequency = frequency,
                           .expand = no_expansions};
    bf_query *query = NULL;
    bf_plan *plan = NULL;
    bf_error err;
    if (bf_query_parse(&query, bf_str_of(text), BF_QUERY_AS_TYPED, &err) ||
        bf_plan_build(&plan, query, &index, mode, BF_PHRASES_AS_WRITTEN,
                      &err)) {
        printf("Bail out! %s\n", err.text);
        exit(1);
    }
    bf_query_free(query);
    return plan;
}

static const char *separator(bf_plan_kind kind)
{
    return kind == BF_PLAN_AND         ? " & "
           : kind == BF_PLAN_OR        ? " | "
           : kind == BF_PLAN_AND_NOT   ? " - "
           : kind == BF_PLAN_AND_MAYBE ? " ~ "
                                       : " ";
}

static void show(bf_buf *out, const bf_plan_node *node)
{
    const bool phrase = node->kind == BF_PLAN_PHRASE;
    if (node->kind == BF_PLAN_EVERYTHING) {
        bf_buf_add_text(out, "all");
        return;
    }
    for (size_t i = 0; i < node->term_count; i++) {
        bf_buf_printf(out, "%s%.*s", i > 0 ? "/" : "", (int)node->terms[i].size,
                      node->terms[i].data);
    }
    if (node->child_count == 0) {
        return;
    }
    bf_buf_add_text(out, phrase ? "<" : "(");
    for (size_t i = 0; i < node->child_count; i++) {
        bf_buf_add_text(out, i > 0 ? separator(node->kind) : "");
        show(out, node->children[i]);
    }
    bf_buf_add_text(out, phrase ? ">" : ")");
}

static void is_planned(const char *text, bf_synonyms *synonyms, bf_mode mode,
                       const char *const *languages, size_t count,
                       const char *expected)
{
    bf_plan *plan = plan_of(text, synonyms, mode, languages, count);
    bf_buf shown;
    bf_buf_init(&shown, TEXT_BYTES);
    show(&shown, bf_plan_root(plan));
    is_str(bf_buf_str(&shown), expected, "%s", text);
    bf_buf_fini(&shown);
    bf_plan_free(plan);
}

static const char rules[] = "uk => united kingdom\n"
                            "tv, television\n"
                            "car, automobile, motor car\n"
                            "new york => big apple\n"
                            "york => yorkshire\n"
                            "c++, cpp\n"
                            "chain => link\n"
                            "link => loop\n"
                            "loop => chain\n"
                            "protect: windows, kingdom\n"
                            "small => windows\n"
                            "[de]\n"
                            "handy, mobiltelefone\n"
                            "protect: word\n"
                            "[ko]\n"
                            "pasokon => computer\n";

static void test_plans(void)
{
    static const char *const rows[][3] = {
        /* query, all, any */
        {"televisions", "televis/tv", "televis/tv"},
        {"tv", "tv/televis", "tv/televis"},
        {"television", "televis/tv", "televis/tv"},
        {"uk", "(uk | <unit kingdom>)", "(uk | <unit kingdom>)"},
        {"united kingdom", "(unit & <kingdom>)", "(unit | <kingdom>)"},
        {"uk tax", "((uk | <unit kingdom>) & tax)",
         "(uk | <unit kingdom> | tax)"},
        {"cars", "(car/automobil | <motor car>)",
         "(car/automobil | <motor car>)"},
        {"old motor cars", "(old & ((motor & car) | car/automobil))",
         "(old | motor | car | car/automobil)"},
        {"motor tv", "(motor & tv/televis)", "(motor | tv/televis)"},
        {"new york", "((new & york) | <big appl>)",
         "(new | york | <big appl>)"},
        {"york new", "(york/yorkshir & new)", "(york/yorkshir | new)"},
        {"new/york", "((new & york) | <big appl>)",
         "(new | york | <big appl>)"},
        {"C++", "c++/cpp", "c++/cpp"},
        {"c", "c", "c"},
        {"chain", "chain/link", "chain/link"},
        {"\"uk\" +tv", "(tv & <uk>)", "(tv ~ <uk>)"},
        {"\"new york\"", "<new york>", "<new york>"},
        {"red -uk", "(red - (uk | <unit kingdom>))",
         "(red - (uk | <unit kingdom>))"},
        {"red -tv", "(red - tv/televis)", "(red - tv/televis)"},
        {"red OR tv", "(red | tv/televis)", "(red | tv/televis)"},
        {"red AND tv", "(red & tv)", "(red & tv)"},
        {"(uk tv) red", "((uk | <unit kingdom>) & tv/televis & red)",
         "(uk | <unit kingdom> | tv/televis | red)"},
        {"tv*", "", ""}, /* no term begins like that */
        {"windows", "<window>", "<window>"},
        {"window", "window", "window"},
        {"tv +windows", "(<window> & tv/televis)", "(<window> ~ tv/televis)"},
        {"small", "(small | <window>)", "(small | <window>)"},
        {"handy", "handi", "handi"},
        {"word", "word", "word"},
        {"", "", ""},
    };
    bf_synonyms *made = read_text(bf_str_of(rules));
    is_str(bf_buf_str(&complaints), "", "the rules are fine");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        is_planned(rows[i][0], made, BF_MODE_ALL, english, 1, rows[i][1]);
        is_planned(rows[i][0], made, BF_MODE_ANY, english, 1, rows[i][2]);
    }
    is_planned("mobiltelefon", made, BF_MODE_ALL, german, 1,
               "mobiltelefon/handy");
    is_planned("handy", made, BF_MODE_ALL, german, 1, "handy/mobiltelefon");
    is_planned("word", made, BF_MODE_ALL, german, 1, "<word>");
    is_planned("handy", made, BF_MODE_ALL, both, 3,
               "handi/handy/mobiltelefon/mobiltelefone");
    is_planned("pasokon", made, BF_MODE_ALL, english, 1, "pasokon");
    is_planned("pasokon", made, BF_MODE_ALL, both, 3,
               "pasokon/comput/computer");
    bf_synonyms_free(made);
}

static bf_str note_of(const bf_plan *plan, const char *code)
{
    for (size_t i = 0; i < bf_plan_note_count(plan); i++) {
        if (strcmp(bf_plan_note_at(plan, i)->code, code) == 0) {
            return bf_plan_note_at(plan, i)->text;
        }
    }
    return (bf_str){"", 0};
}

/* A rule serves a query however either writes what can be written as one. */
static void test_joined(void)
{
    static const char *const same[][2] = {
        {"email, x", "e-mail"},
        {"e-mail, x", "email"},
        {"e-mail, x", "e-mails"},
        {"back-channel => x", "backchannel"},
        {"back-channel => x", "back channel"},
        {"o'neill => x", "oneill"},
        {"oneill => x", "O’Neill"},
        {"1000 => x", "1,000"},
        {"1.000 => x", "1000"},
        {"e-mail address => x", "email address"},
        {"email address => x", "e-mail addresses"},
        {"node.js => x", "nodejs"},
        {"U.S.A. => x", "usa"},
    };
    static const char *const others[][2] = {
        {"e => x", "e-mail"},
        {"mail => x", "e-mail"},
        {"at&t => x", "att"},
        {"c => x", "c++"},
        {"email address => x", "e-mail"},
    };
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        bf_synonyms *made = read_text(bf_str_of(same[i][0]));
        bf_plan *plan = plan_of(same[i][1], made, BF_MODE_ALL, english, 1);
        is_str(note_of(plan, "synonyms"), "Also searched for: x.",
               "%s serves %s", same[i][0], same[i][1]);
        bf_plan_free(plan);
        bf_synonyms_free(made);
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        bf_synonyms *made = read_text(bf_str_of(others[i][0]));
        bf_plan *plan = plan_of(others[i][1], made, BF_MODE_ALL, english, 1);
        is_str(note_of(plan, "synonyms"), "", "%s does not serve %s",
               others[i][0], others[i][1]);
        bf_plan_free(plan);
        bf_synonyms_free(made);
    }
}

/* Weights ------------------------------------------------------------------ */

static double weight_of(const bf_plan_node *node)
{
    double sum = node->weight;
    for (size_t i = 0; i < node->child_count; i++) {
        sum += weight_of(node->children[i]);
    }
    return sum;
}

static void test_weights(void)
{
    bf_synonyms *made =
        read_text(bf_str_of("common => rare\ncommon => two rare words"));
    bf_plan *plan = plan_of("common", made, BF_MODE_ALL, english, 1);
    const bf_plan_node *root = bf_plan_root(plan);
    is_int(root->kind, BF_PLAN_OR, "a word and a phrase");
    is_near(root->children[0]->weight, bf_score_idf(1000, 860), 1e-9,
            "single words weigh as one");
    is_near(weight_of(root->children[1]), root->children[0]->weight, 1e-9,
            "a phrase weighs no more than what was typed");
    bf_plan_free(plan);
    bf_synonyms_free(made);
}

/* Notes and marks ---------------------------------------------------------- */

static void test_notes(void)
{
    bf_synonyms *made = read_text(bf_str_of(rules));
    bf_plan *plan = plan_of("uk tv -car", made, BF_MODE_ALL, english, 1);
    size_t count;
    size_t others = 0;
    const bf_plan_word *words = bf_plan_words(plan, &count);
    is_str(note_of(plan, "synonyms"),
           "Also searched for: \"united kingdom\", television, -automobile, "
           "-\"motor car\".",
           "the note says what was added");
    is_int(count, 5, "they are marked, what is excluded is not");
    for (size_t i = 0; i < count; i++) {
        others += words[i].other;
    }
    is_int(others, 3, "as other words than those that were typed");
    bf_plan_free(plan);
    plan = plan_of("nothing here", made, BF_MODE_ALL, english, 1);
    is_str(note_of(plan, "synonyms"), "", "without any there is no note");
    bf_plan_free(plan);
    bf_synonyms_free(made);
}

/* Bounds ------------------------------------------------------------------- */

static size_t count_leaves(const bf_plan_node *node)
{
    size_t count = node->child_count == 0 ? node->term_count : 0;
    for (size_t i = 0; i < node->child_count; i++) {
        count += count_leaves(node->children[i]);
    }
    return count;
}

static void test_bounds(void)
{
    bf_synonyms *made;
    bf_plan *plan;
    bf_buf text;
    bf_buf_init(&text, TEXT_BYTES);
    for (size_t rule = 0; rule < 3; rule++) {
        bf_buf_add_text(&text, "x => ");
        for (size_t i = 0; i < 8; i++) {
            bf_buf_printf(&text, "%sy%zu", i > 0 ? ", " : "", rule * 8 + i);
        }
        bf_buf_add_byte(&text, '\n');
    }
    bf_buf_add_text(&text, "z => a b c d e f g h, i j k l m n o p\n");
    made = read_text(bf_buf_str(&text));
    plan = plan_of("x", made, BF_MODE_ALL, english, 1);
    is_int(count_leaves(bf_plan_root(plan)), 1 + BF_MAX_PLACE_SYNONYMS,
           "as many at one place as it may have");
    ok(note_of(plan, "synonyms_cut").size > 0, "which is told");
    bf_plan_free(plan);

    bf_buf_reset(&text);
    for (size_t i = 0; i < BF_MAX_QUERY_WORDS - 8; i++) {
        bf_buf_printf(&text, "w%zu ", i);
    }
    bf_buf_add_text(&text, "z last");
    plan = plan_of(text.data, made, BF_MODE_ALL, english, 1);
    is_int(count_leaves(bf_plan_root(plan)), BF_MAX_QUERY_WORDS - 6,
           "no synonym is longer than what a query has left");
    is_str(note_of(plan, "too_many_words"), "", "so that no word is lost");
    ok(note_of(plan, "synonyms_cut").size > 0, "which is told");
    bf_plan_free(plan);

    bf_buf_reset(&text);
    for (size_t i = 0; i < BF_MAX_QUERY_WORDS / 3; i++) {
        bf_buf_printf(&text, "%sz w%zu", i > 0 ? " OR " : "", i);
    }
    plan = plan_of(text.data, made, BF_MODE_ANY, english, 1);
    ok(count_leaves(bf_plan_root(plan)) <= BF_MAX_QUERY_WORDS,
       "over the whole query they are bounded");
    bf_plan_free(plan);
    bf_synonyms_free(made);
    bf_buf_fini(&text);
}

int main(void)
{
    bf_buf_init(&complaints, TEXT_BYTES);
    test_reading();
    test_limits();
    test_plans();
    test_joined();
    test_weights();
    test_notes();
    test_bounds();
    bf_buf_fini(&complaints);
    return tap_done();
}
