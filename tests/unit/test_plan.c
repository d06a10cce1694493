/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The planner, over an index that is a list of terms in this file. */

#include <backfile/limits.h>
#include <backfile/plan.h>
#include <backfile/terms.h>

#include "tap.h"

#include <stdlib.h>

/* A small index ------------------------------------------------------------ */

enum {
    DOCUMENTS = 1000,
    TEXT_BYTES = 64 * 1024
};

typedef struct entry {
    int field; /* -1: the whole text */
    const char *value;
    uint32_t frequency;
} entry;

/* In the byte order of their values. */
static const entry entries[] = {
    {-1, "back", 300},
    {-1, "box", 700},
    {-1, "brand", 700},
    {-1, "10", 60},
    {-1, "am", 70},
    {-1, "cabl", 40},
    {-1, "cablegram", 5},
    {-1, "channel", 200},
    {-1, "fire", 501},
    {-1, "firebrand", 3},
    {-1, "fussball", 40},
    {-1, "fussballspiel", 30},
    {-1, "govern", 100},
    {-1, "governor", 10},
    {-1, "green", 80},
    {-1, "greenhous", 3},
    {-1, "happi", 7},
    {-1, "hous", 60},
    {-1, "of", 900},
    {-1, "often", 50},
    {-1, "phone", 50},
    {-1, "red", 90},
    {-1, "salt", 500},
    {-1, "saltbox", 3},
    {-1, "site", 400},
    {-1, "spiel", 60},
    {-1, "ten", 40},
    {-1, "tv", 20},
    {-1, "univers", 30},
    {-1, "web", 600},
    {-1, "websit", 20},
    {BF_FIELD_TITLE, "cabl", 4},
    {BF_FIELD_TITLE, "cablegram", 2},
    {BF_FIELD_TAGS, "media", 30},
    {BF_FIELD_TAGS, "social", 20},
    {BF_FIELD_TAGS, "social-media", 12},
    {BF_FIELD_LANG, "en", 900},
};

typedef struct fake_index {
    bf_plan_index index;
    size_t calls;
    size_t fail_at; /* the call that fails; 0: none */
} fake_index;

static bf_status fail_now(fake_index *fake, bf_error *err)
{
    if (++fake->calls == fake->fail_at) {
        return bf_fail(err, BF_ERR_STALE, "call %zu fails", fake->calls);
    }
    return BF_OK;
}

static void term_of(bf_buf *out, const entry *from)
{
    bf_buf_reset(out);
    if (from->field < 0) {
        bf_buf_add_text(out, from->value);
    } else {
        bf_term_field(out, (bf_field)from->field, bf_str_of(from->value));
    }
}

static bf_status frequency(void *context, uint32_t *out, bf_str term,
                           bf_error *err)
{
    bf_buf known;
    *out = 0;
    bf_buf_init(&known, BF_MAX_INDEX_TERM_BYTES);
    for (size_t i = 0; i < sizeof entries / sizeof *entries; i++) {
        term_of(&known, &entries[i]);
        if (bf_str_equal(bf_buf_str(&known), term)) {
            *out = entries[i].frequency;
        }
    }
    bf_buf_fini(&known);
    return fail_now(context, err);
}

typedef bf_status each_fn(void *payload, bf_str term, uint32_t frequency);

static bf_status expand(void *context, bf_str prefix, each_fn *each,
                        void *payload, bf_error *err)
{
    fake_index *fake = context;
    bf_buf term;
    bf_status status = fail_now(fake, err);
    bf_buf_init(&term, BF_MAX_INDEX_TERM_BYTES);
    for (size_t i = 0; !status && i < sizeof entries / sizeof *entries; i++) {
        term_of(&term, &entries[i]);
        if (term.size >= prefix.size &&
            !memcmp(term.data, prefix.data, prefix.size)) {
            status = each(payload, bf_buf_str(&term), entries[i].frequency);
        }
    }
    bf_buf_fini(&term);
    return status;
}

static const char *const english[] = {"en"};
static const char *const languages[] = {"en", "de", "", "en"};

static fake_index fake_of(const char *const *langs, size_t count)
{
    return (fake_index){
        .index = {.stats = {DOCUMENTS, 400},
                  .languages = langs,
                  .language_count = count,
                  .frequency = frequency,
                  .expand = expand},
    };
}

/* Plans as text ------------------------------------------------------------ */

/* A term with its field written out: title:cabl. */
static void show_term(bf_buf *out, bf_str term)
{
    const bf_field_info *found = NULL;
    for (int i = 0; i < BF_FIELD_COUNT; i++) {
        const bf_field_info *field = bf_field_info_of((bf_field)i);
        size_t size = field->prefix ? strlen(field->prefix) : 0;
        if (size > 0 && term.size > size &&
            !memcmp(term.data, field->prefix, size) &&
            (!found || size > strlen(found->prefix))) {
            found = field;
        }
    }
    if (found) {
        bf_buf_printf(out, "%s:", found->name);
        term.data += strlen(found->prefix);
        term.size -= strlen(found->prefix);
    }
    bf_buf_add(out, term.data, term.size);
}

static const char *separator(const bf_plan_node *node)
{
    switch (node->kind) {
    case BF_PLAN_AND:
        return " & ";
    case BF_PLAN_OR:
        return " | ";
    case BF_PLAN_AND_NOT:
        return " - ";
    case BF_PLAN_AND_MAYBE:
        return " ~ ";
    default:
        return " ";
    }
}

static void show(bf_buf *out, const bf_plan_node *node)
{
    if (node->kind == BF_PLAN_NOTHING || node->kind == BF_PLAN_EVERYTHING) {
        bf_buf_add_text(out, node->kind == BF_PLAN_NOTHING ? "nothing" : "all");
        return;
    }
    for (size_t i = 0; i < node->term_count; i++) {
        bf_buf_add_text(out, i > 0 ? "/" : "");
        show_term(out, node->terms[i]);
    }
    if (node->kind == BF_PLAN_TERM) {
        return;
    }
    bf_buf_add_text(out, node->kind == BF_PLAN_PHRASE ? "<" : "(");
    for (size_t i = 0; i < node->child_count; i++) {
        bf_buf_add_text(out, i > 0 ? separator(node) : "");
        show(out, node->children[i]);
    }
    bf_buf_add_text(out, node->kind == BF_PLAN_PHRASE ? ">" : ")");
}

static bf_plan *plan_of(const char *text, fake_index *fake, bf_mode mode,
                        bf_phrases phrases)
{
    bf_query *query = NULL;
    bf_plan *plan = NULL;
    bf_error err;
    fake->index.context = fake;
    if (bf_query_parse(&query, bf_str_of(text), BF_QUERY_AS_TYPED, &err) ||
        bf_plan_build(&plan, query, &fake->index, mode, phrases, &err)) {
        printf("Bail out! %s\n", err.text);
        exit(1);
    }
    bf_query_free(query);
    return plan;
}

static void is_planned(const char *text, fake_index *fake, bf_mode mode,
                       bf_phrases phrases, const char *expected)
{
    bf_plan *plan = plan_of(text, fake, mode, phrases);
    bf_buf shown;
    bf_buf_init(&shown, TEXT_BYTES);
    show(&shown, bf_plan_root(plan));
    is_str(bf_buf_str(&shown), expected, "%s", text);
    bf_buf_fini(&shown);
    bf_plan_free(plan);
}

static bool has_note(const bf_plan *plan, const char *code)
{
    for (size_t i = 0; i < bf_plan_note_count(plan); i++) {
        if (!strcmp(bf_plan_note_at(plan, i)->code, code)) {
            return true;
        }
    }
    return false;
}

/* Tests -------------------------------------------------------------------- */

static void test_modes(void)
{
    static const char *const rows[][4] = {
        /* query, all, any, fewer */
        {"", "nothing", "nothing", "nothing"},
        {"Cables", "cabl", "cabl", "nothing"},
        {"red phones", "(red & phone)", "(red | phone)",
         "((red | phone) - (red & phone))"},
        {"+red phone", "(red & phone)", "(red ~ phone)",
         "((red ~ phone) - (red & phone))"},
        {"+red +phone", "(red & phone)", "(red & phone)", "nothing"},
        {"red -tv", "(red - tv)", "(red - tv)", "nothing"},
        {"red phone -tv", "((red & phone) - tv)", "((red | phone) - tv)",
         "(((red | phone) - tv) - ((red & phone) - tv))"},
        {"-tv -red", "(all - tv - red)", "(all - tv - red)", "nothing"},
        {"red OR phone", "(red | phone)", "(red | phone)", "nothing"},
        {"tv red OR phone", "(tv & (red | phone))", "(tv | red | phone)",
         "((tv | red | phone) - (tv & (red | phone)))"},
        {"tv AND (red phone)", "(tv & red & phone)", "(tv & (red | phone))",
         "((tv & (red | phone)) - (tv & red & phone))"},
        {"red AND tv OR phone AND NOT tv", "((red & tv) | (phone - tv))",
         "((red & tv) | (phone - tv))", "nothing"},
        {"red OR -tv", "(red | (all - tv))", "(red | (all - tv))", "nothing"},
        {"-(red phone)", "(all - (red & phone))", "(all - (red | phone))",
         "((all - (red | phone)) - (all - (red & phone)))"},
        {"red/phones", "(red & phone)", "(red | phone)",
         "((red | phone) - (red & phone))"},
        {"+red/phones", "(red & phone)", "(red & phone)", "nothing"},
        {"tv -red/phones", "(tv - <red phone>)", "(tv - <red phone>)",
         "nothing"},
        {"red/phones OR tv", "((red & phone) | tv)", "(red | phone | tv)",
         "((red | phone | tv) - ((red & phone) | tv))"},
        {"\"back channel\" tv", "(<back channel> & tv)",
         "((<back channel> | tv) ~ (back | channel))",
         "(((<back channel> | tv) ~ (back | channel)) - (<back channel> & "
         "tv))"},
        {"red red phone", "(red & phone)", "(red | phone)",
         "((red | phone) - (red & phone))"},
        {"red red", "red", "red", "nothing"},
        {"unheard of", "(unheard & of)", "(unheard | of)",
         "((unheard | of) - (unheard & of))"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        fake_index fake = fake_of(english, 1);
        is_planned(rows[i][0], &fake, BF_MODE_ALL, false, rows[i][1]);
        is_planned(rows[i][0], &fake, BF_MODE_ANY, false, rows[i][2]);
        is_planned(rows[i][0], &fake, BF_MODE_FEWER, false, rows[i][3]);
    }
}

/* What can be written as one word is an alternative of each of its words, which
 * in all modes means: all of them, or it. */
static void test_joined(void)
{
    static const char *const rows[][2] = {
        {"back-channels", "(back/backchannel & channel/backchannel)"},
        {"red back-channel tv",
         "(red & back/backchannel & channel/backchannel & tv)"},
        {"tv -back-channels", "(tv - <back/backchannel channel/backchannel>)"},
        {"a-b-c", "(a/abc & b/abc & c/abc)"},
        {"O'Neill", "o'neil/oneil"},
        {"-don't", "(all - don't/dont)"},
        {"mail-O'Neill", "(mail/mailoneil & o'neil/mailoneil/oneil)"},
        {"l'e-mail", "(l & e/email & mail/email)"},
        {"c++ red", "(c++ & red)"},
        {"AT&T", "at&t"},
        {"non-AT&T", "(non/nonat & at&t/nonat)"},
        {"AT&T-owned C#", "(at&t & own & c#)"},
        {"\"c++\" \"red at&t\"", "(<c++> & <red at&t>)"},
        {"title:back-channel",
         "<title:back/title:backchannel back/backchannel "
         "title:channel/title:backchannel channel/backchannel>"},
        {"title:o'neill", "(title:o'neil/title:oneil & o'neil/oneil)"},
        {"title:c++", "(title:c++ & c++)"},
        {"tag:o'neill", "tags:o'neil/tags:oneil/tags:o'neill"},
        {"back-chan*", "(back & channel)"},
        {"c++*", "c++"},
        {"\U0001f389", "\U0001f389"},
        {"U.S.A.", "usa"},
        {"red node.js", "((red & node/nodej & js/nodej) ~ nodej)"},
        {"+node.js", "((node/nodej & js/nodej) ~ nodej)"},
        {"tv OR node.js", "(tv | ((node/nodej & js/nodej) ~ nodej))"},
        {"tv -node.js", "(tv - <node/nodej js/nodej>)"},
        {"title:node.js", "<title:node/title:nodej node/nodej "
                          "title:js/title:nodej js/nodej>"},
    };
    static const char *const any[][2] = {
        {"red node.js", "((red | node/nodej | js/nodej) ~ nodej)"},
        {"+red node.js", "(red ~ (node/nodej | js/nodej | nodej))"},
        {"red +node.js", "((node/nodej & js/nodej) ~ (red | nodej))"},
        {"tv OR node.js", "(tv | ((node/nodej | js/nodej) ~ nodej))"},
        {"back-channel", "(back/backchannel | channel/backchannel)"},
    };
    static const char *const both[][2] = {
        {"back-channels",
         "(back/backchannel/backchannels & channel/channels/backchannel/"
         "backchannels)"},
        {"at&t c++", "(at&t & c++)"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        fake_index fake = fake_of(english, 1);
        is_planned(rows[i][0], &fake, BF_MODE_ALL, false, rows[i][1]);
    }
    for (size_t i = 0; i < sizeof any / sizeof *any; i++) {
        fake_index fake = fake_of(english, 1);
        is_planned(any[i][0], &fake, BF_MODE_ANY, false, any[i][1]);
    }
    for (size_t i = 0; i < sizeof both / sizeof *both; i++) {
        fake_index fake = fake_of(languages, 4);
        is_planned(both[i][0], &fake, BF_MODE_ALL, false, both[i][1]);
    }
}

/* Beside words that the index has, stop words only add to the score. */
static void test_stop_words(void)
{
    static const char *const rows[][3] = {
        /* query, all, any */
        {"the red phones", "((red & phone) ~ the)", "((red | phone) ~ the)"},
        {"where is a phone", "(phone ~ (where | is | a))",
         "(phone ~ (where | is | a))"},
        {"to be or not to be", "(to & be & or & not)", "(to | be | or | not)"},
        {"the who", "(the & who)", "(the | who)"},
        {"the unheard", "(the & unheard)", "(the | unheard)"},
        {"the \u2192", "the", "the"},
        {"the (\u2192)", "the", "the"},
        {"the -red", "(the - red)", "(the - red)"},
        {"+the phone", "(the & phone)", "(the ~ phone)"},
        {"the +phone", "(phone ~ the)", "(phone ~ the)"},
        {"the AND phone", "(the & phone)", "(the & phone)"},
        {"the OR phone", "(the | phone)", "(the | phone)"},
        {"(the phone) OR tv", "((phone ~ the) | tv)", "((phone ~ the) | tv)"},
        {"the (red tv)", "((red & tv) ~ the)", "((red | tv) ~ the)"},
        {"tv -(the phone)", "(tv - (the & phone))", "(tv - (the | phone))"},
        {"\"the\" phone", "(<the> & phone)", "(<the> | phone)"},
        {"title:the phone", "(title:the & the & phone)",
         "((title:the & the) ~ phone)"},
        {"the red*", "(red ~ the)", "(red ~ the)"},
        {"l'house", "(hous ~ l)", "(hous ~ l)"},
        {"l\u2019house", "(hous ~ l)", "(hous ~ l)"},
    };
    static const char *const both[][2] = {
        /* English and German: the language of most of them */
        {"die red was", "(red ~ (die | was))"},
        {"was the red die", "((red & die) ~ (was | the))"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        fake_index fake = fake_of(english, 1);
        is_planned(rows[i][0], &fake, BF_MODE_ALL, false, rows[i][1]);
        is_planned(rows[i][0], &fake, BF_MODE_ANY, false, rows[i][2]);
    }
    for (size_t i = 0; i < sizeof both / sizeof *both; i++) {
        fake_index fake = fake_of(languages, 4);
        is_planned(both[i][0], &fake, BF_MODE_ALL, false, both[i][1]);
    }
}

/* Two words that the index also has as one, and one that it has as two. */
static void test_compounds(void)
{
    static const char *const rows[][2] = {
        {"green house", "(green/greenhous & hous/greenhous)"},
        {"the green houses tv",
         "((green/greenhous & hous/greenhous & tv) ~ the)"},
        {"+green +house", "(green/greenhous & hous/greenhous)"},
        {"green +house", "(hous & green)"},
        {"green OR house", "(green | hous)"},
        {"green (house OR tv)", "(green & (hous | tv))"},
        {"green-house", "(green/greenhous & hous/greenhous)"},
        {"\"green house\"", "<green hous>"},
        {"title:green house", "(title:green & green & hous)"},
        {"house green", "(hous & green)"},
        {"web sites", "(web/websit & site/websit)"},
        {"of ten", "(ten ~ of)"},
        {"+of +ten", "(of & ten)"},
        {"back channel", "(back & channel)"}, /* the index has it not */
        {"redphone", "(redphon | (<red phone> - redphon))"},
        {"-redphone", "(all - (redphon | (<red phone> - redphon)))"},
        {"+redphones tv", "((redphon | (<red phone> - redphon)) & tv)"},
        {"tvphone", "tvphone"}, /* too short a half */
        {"greenhouse", "(greenhous | (<green hous> - greenhous))"},
        {"backchannel", "backchannel"},
        {"xyphone", "xyphon"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        fake_index fake = fake_of(english, 1);
        is_planned(rows[i][0], &fake, BF_MODE_ALL, false, rows[i][1]);
    }
}

/* German: parts of a word, for articles without the word itself. */
static void test_parts(void)
{
    static const char *const german[] = {"de"};
    static const char *const rows[][3] = {
        /* query, all, any */
        {"Fu\u00dfballspieler",
         "(fussballspiel | ((fussball & spiel) - fussballspiel))",
         "(fussballspiel | ((fussball | spiel) - fussballspiel))"},
        {"tv fussballspiels",
         "(tv & (fussballspiel | ((fussball & spiel) - fussballspiel)))",
         "(tv | fussballspiel | ((fussball | spiel) - fussballspiel))"},
        {"redspiel", "(redspiel | (<red spiel> - redspiel))",
         "(redspiel | (<red spiel> - redspiel))"}, /* too short a part */
        {"oderspiel", "oderspiel", "oderspiel"},   /* a stop word */
        {"wenigspiel", "wenigspiel", "wenigspiel"},
        {"der fussballspiel",
         "((fussballspiel | ((fussball & spiel) - fussballspiel)) ~ der)",
         "((fussballspiel | ((fussball | spiel) - fussballspiel)) ~ der)"},
        {"+fussballspiel", "fussballspiel", "fussballspiel"},
        {"\"fussballspiel\"", "<fussballspiel>", "<fussballspiel>"},
        {"tv -fussballspiel", "(tv - fussballspiel)", "(tv - fussballspiel)"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        fake_index fake = fake_of(german, 1);
        is_planned(rows[i][0], &fake, BF_MODE_ALL, false, rows[i][1]);
        is_planned(rows[i][0], &fake, BF_MODE_ANY, false, rows[i][2]);
    }
    fake_index fake = fake_of(english, 1);
    is_planned("fussballspiel", &fake, BF_MODE_ANY, false, "fussballspiel");
    /* The stop words of the query say which language it is in. */
    fake = fake_of(languages, 4);
    is_planned("the fussballspiel", &fake, BF_MODE_ANY, false,
               "(fussballspiel ~ the)");
}

/* In a larger index: what is looked for beside a word that is there is to be
 * read quickly. */
static void test_split_reads_little(void)
{
    static const char *const rows[][2] = {
        {"saltbox", "(saltbox | (<salt box> - saltbox))"},
        {"10am", "(10am | (<10 am> - 10am))"},
        {"firebrand", "firebrand"},
        {"brandfire", "(brandfir | (<brand fire> - brandfir))"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        fake_index fake = fake_of(english, 1);
        fake.index.stats.documents = 10 * DOCUMENTS;
        is_planned(rows[i][0], &fake, BF_MODE_ALL, false, rows[i][1]);
    }
}

/* Words without a letter are passed over, and never make a search wider. */
static void test_no_text(void)
{
    static const char *const rows[][2] = {
        {"\u2192", "nothing"},     {"red \u2192", "red"},
        {"red -\u2192", "red"},    {"-\u2192", "nothing"},
        {"\u2192 -tv", "nothing"}, {"red OR \u2192", "red"},
        {"\"\u2192\" red", "red"}, {"red title:\u2192", "red"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        fake_index fake = fake_of(english, 1);
        is_planned(rows[i][0], &fake, BF_MODE_ALL, false, rows[i][1]);
    }
}

static void test_phrases(void)
{
    fake_index fake = fake_of(english, 1);
    bf_plan *plan;
    is_planned("\"cables\"", &fake, BF_MODE_ALL, false, "<cabl>");
    is_planned("\"cables\"", &fake, BF_MODE_ALL, true, "cabl");
    is_planned("\"red red phone\"", &fake, BF_MODE_ALL, false, "<red phone>");
    is_planned("title:\"red cables\"", &fake, BF_MODE_ALL, false,
               "<title:red red title:cabl cabl>");
    is_planned("title:red/cables", &fake, BF_MODE_ALL, false,
               "<title:red red title:cabl cabl>");
    is_planned("\"the phone\" red", &fake, BF_MODE_ANY, false,
               "((<the phone> | red) ~ (the | phone))");
    is_planned("+\"red phone\" tv", &fake, BF_MODE_ANY, false,
               "(<red phone> ~ tv)");
    is_planned("\"red phone\"", &fake, BF_MODE_ANY, false, "<red phone>");
    is_planned("\"the red phone\"", &fake, BF_MODE_ANY, BF_PHRASES_AS_WORDS,
               "((red | phone) ~ the)");
    is_planned("+\"red phone\" -\"tv\"", &fake, BF_MODE_ANY,
               BF_PHRASES_AS_WORDS, "(<red phone> - tv)");
    is_planned("title:\"red phone\"", &fake, BF_MODE_ANY, BF_PHRASES_AS_WORDS,
               "<title:red red title:phone phone>");
    plan = plan_of("\"red phone\" \"tv\" -back-channel", &fake, BF_MODE_ALL,
                   false);
    is_int(bf_plan_phrase_count(plan), 3, "phrases are counted");
    is_int(bf_plan_root(plan)->children[0]->children[1]->phrase, 1,
           "and numbered");
    bf_plan_free(plan);
}

static void test_fields(void)
{
    static const char *const rows[][2] = {
        {"title:cables", "(title:cabl & cabl)"},
        {"cable title:cables", "((title:cabl & cabl) ~ cabl)"},
        {"tag:media", "tags:media"},
        {"tag:Socials", "tags:social/tags:socials"},
        {"tag:social-media", "tags:social-media"},
        {"tag:\"Social Media\"", "tags:social-media"},
        {"tag:\"media\"", "tags:media"},
        {"tag:\"Socials\"", "tags:social/tags:socials"},
        {"tag:\"media social\"", "<tags:media media tags:social social>"},
        {"tag:media,", "tags:media"},
        {"tag:c++", "tags:c++"},
        {"tag:\u2192", "tags:\u2192"},
        {"lang:en", "lang:en"},
        {"lang:EN-gb", "lang:en"},
        {"lang:ens", "lang:ens"},
        {"lang:\"\u00e9!\"", "lang:e!"},
        {"-tag:media red", "(red - tags:media)"},
        {"tag:\"no !\"", "<tags:no no>"},
    };
    fake_index fake = fake_of(english, 1);
    bf_plan *plan;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        is_planned(rows[i][0], &fake, BF_MODE_ANY, false, rows[i][1]);
    }
    plan = plan_of("tag:\"media social\"", &fake, BF_MODE_ALL, false);
    ok(has_note(plan, "value_as_words"), "the words of a value are noted");
    bf_plan_free(plan);
    plan = plan_of("tag:\"Social Media\"", &fake, BF_MODE_ALL, false);
    is_int(bf_plan_note_count(plan), 0, "a value is not");
    is_near(bf_plan_root(plan)->weight, 0, 0, "it does not score");
    bf_plan_free(plan);
}

static void test_prefixes(void)
{
    static const char *const rows[][2] = {
        {"cab*", "cabl/cablegram"},
        {"CABL\u00c9*", "cablegram/cabl"},
        {"cabl*", "cabl/cablegram"},
        {"happy*", "happi"},
        {"governm*", "govern"},
        {"governo*", "governor"},
        {"universit*", "univers"},
        {"zz*", "nothing"},
        {"red zz*", "nothing"},
        {"red OR zz*", "red"},
        {"red -zz*", "red"},
        {"-zz*", "all"},
        {"back-chan*", "(back & channel)"},
        {"title:cab*", "(title:cabl/title:cablegram & cabl/cablegram)"},
        {"title:happy*", "nothing"},
        {"tag:soc*", "tags:social/tags:social-media"},
        {"tag:social-me*", "tags:social-media"},
        {"tag:socials*", "tags:social"},
        {"lang:ens*", "nothing"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        fake_index fake = fake_of(english, 1);
        is_planned(rows[i][0], &fake, BF_MODE_ALL, false, rows[i][1]);
    }
}

static void test_languages(void)
{
    static const char *const rows[][2] = {
        {"cables", "cabl/cables"},
        {"\"red cables\"", "<red cabl/cables>"},
        {"title:cables", "(title:cabl/title:cables & cabl/cables)"},
        {"happy*", "happi"},
        {"red", "red"},
    };
    fake_index none = fake_of(english, 0);
    bf_query *query;
    bf_plan *plan;
    bf_error err;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        fake_index fake = fake_of(languages, 4);
        is_planned(rows[i][0], &fake, BF_MODE_ALL, false, rows[i][1]);
    }
    is_status(bf_query_parse(&query, bf_str_of("red"), BF_QUERY_AS_TYPED, &err),
              BF_OK, &err, "a query");
    is_status(bf_plan_build(&plan, query, &none.index, BF_MODE_ALL,
                            BF_PHRASES_AS_WRITTEN, &err),
              BF_ERR_INVALID, &err, "an index needs a language");
    ok(!plan, "there is no plan then");
    bf_query_free(query);
}

static void test_weights(void)
{
    fake_index fake = fake_of(english, 1);
    fake_index many = fake_of(languages, 4);
    bf_plan *plan = plan_of("red red phone unheard", &fake, BF_MODE_ALL, false);
    const bf_plan_node *const *child = bf_plan_root(plan)->children;
    double red = bf_score_idf(DOCUMENTS, 90);
    is_near(child[0]->weight, 2 * red, 1e-12, "a word twice counts twice");
    is_near(child[1]->weight, bf_score_idf(DOCUMENTS, 50), 1e-12, "idf");
    is_near(child[2]->weight, bf_score_idf(DOCUMENTS, 0), 1e-12,
            "of a word that is nowhere");
    is_near(bf_plan_stats(plan)->average_length, 400, 0, "statistics");
    is_near(bf_plan_params(plan)->k1, 1.2, 0, "parameters");
    bf_plan_free(plan);

    plan = plan_of("\"red red phone\"", &fake, BF_MODE_ALL, false);
    is_near(bf_plan_root(plan)->children[0]->weight, 2 * red, 1e-12,
            "also in a phrase");
    bf_plan_free(plan);

    plan = plan_of("title:cables", &fake, BF_MODE_ALL, false);
    is_near(bf_plan_root(plan)->children[0]->weight, 0, 0,
            "a word in a field restricts");
    is_near(bf_plan_root(plan)->children[1]->weight,
            bf_score_idf(DOCUMENTS, 40), 1e-12, "and scores as the word");
    bf_plan_free(plan);

    plan = plan_of("cables", &many, BF_MODE_ALL, false);
    is_near(bf_plan_root(plan)->weight, bf_score_idf(DOCUMENTS, 40), 1e-12,
            "the stems of all languages are one word");
    bf_plan_free(plan);
}

static void is_word(const bf_plan_word *word, const char *term,
                    const char *written, bool exact, size_t phrase,
                    size_t place)
{
    is_str(word->term, term, "the term %s", term);
    is_str(word->word, written, "as written");
    ok(word->exact == exact && word->phrase == phrase && word->place == place,
       "where it stands");
}

static void test_marks(void)
{
    fake_index fake = fake_of(english, 1);
    bf_plan *plan = plan_of("Cables cables -tv \"red phones\" title:happy "
                            "tag:media govern* -(a -(b))",
                            &fake, BF_MODE_ANY, false);
    size_t count;
    const bf_plan_word *words = bf_plan_words(plan, &count);
    is_int(count, 6, "words to mark: no exclusions, no values, none twice");
    is_word(&words[0], "cabl", "cables", false, 0, 0);
    is_near(words[0].weight, bf_score_idf(DOCUMENTS, 40), 1e-12, "its weight");
    is_word(&words[1], "red", "red", true, 1, 0);
    is_word(&words[2], "phone", "phones", true, 1, 1);
    is_word(&words[3], "happi", "happy", false, 0, 0);
    is_word(&words[4], "govern", "", false, 0, 0);
    ok(words[4].prefix && !words[3].prefix, "a prefix");
    is_word(&words[5], "b", "b", false, 0, 0);
    bf_plan_free(plan);

    plan = plan_of("\"red phones\"", &fake, BF_MODE_FEWER, true);
    words = bf_plan_words(plan, &count);
    is_int(count, 2, "the words of a phrase, once in either mode");
    is_word(&words[1], "phone", "phones", false, 1, 1);
    bf_plan_free(plan);
}

/* More tokens than words: the lexer cannot see them. */
static void test_words_limit(void)
{
    fake_index fake = fake_of(english, 1);
    bf_buf text;
    bf_plan *plan;
    bf_buf_init(&text, TEXT_BYTES);
    bf_buf_add_text(&text, "a0");
    for (int i = 1; i < 300; i++) {
        bf_buf_printf(&text, "-a%d", i);
    }
    bf_buf_add_text(&text, " last \"and this\" ab* -x title:y");
    plan = plan_of(text.data, &fake, BF_MODE_ALL, false);
    is_int(bf_plan_root(plan)->child_count, BF_MAX_QUERY_WORDS,
           "as many words as may be");
    ok(has_note(plan, "too_many_words"), "with a note");
    bf_plan_free(plan);
    bf_buf_fini(&text);
}

/* The deepest queries stay below the depth that matchers take. */
static size_t depth_of(const bf_plan_node *node)
{
    size_t deepest = 0;
    for (size_t i = 0; i < node->child_count; i++) {
        size_t depth = depth_of(node->children[i]);
        deepest = depth > deepest ? depth : deepest;
    }
    return deepest + 1;
}

static void test_depth(void)
{
    static const char *const units[] = {
        "-(",        "x OR (",      "x +y -z (",       "x OR y AND (",
        "+x y OR (", "-x OR NOT (", "a +b c OR NOT (", "x OR y AND -z AND (",
    };
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        for (int mode = BF_MODE_ALL; mode <= BF_MODE_FEWER; mode++) {
            fake_index fake = fake_of(english, 1);
            bf_buf text;
            bf_plan *plan;
            bf_buf_init(&text, TEXT_BYTES);
            for (size_t j = 0; j < BF_MAX_QUERY_DEPTH; j++) {
                bf_buf_add_text(&text, units[i]);
            }
            bf_buf_add_text(&text, "\"e f\" OR title:x");
            plan = plan_of(text.data, &fake, (bf_mode)mode, false);
            ok(depth_of(bf_plan_root(plan)) <= BF_MAX_PLAN_DEPTH,
               "64 times %s: depth %zu", units[i],
               depth_of(bf_plan_root(plan)));
            bf_plan_free(plan);
            bf_buf_fini(&text);
        }
    }
}

/* Each call of the index fails in turn: the failure comes back. */
static void test_failures(void)
{
    const char text[] = "red \"back channel\" title:cab* tag:\"x y\" -gov*";
    bf_query *query;
    bf_error err;
    size_t calls = 0;
    bf_status status =
        bf_query_parse(&query, bf_str_of(text), BF_QUERY_AS_TYPED, &err);
    is_status(status, BF_OK, &err, "a query");
    for (status = BF_ERR_STALE; status; calls++) {
        fake_index fake = fake_of(english, 1);
        bf_plan *plan;
        fake.index.context = &fake;
        fake.fail_at = calls + 1;
        status = bf_plan_build(&plan, query, &fake.index, BF_MODE_ALL,
                               BF_PHRASES_AS_WRITTEN, &err);
        if (status &&
            (status != BF_ERR_STALE || plan || strncmp(err.text, "call ", 5))) {
            break;
        }
        bf_plan_free(plan);
    }
    ok(!status && calls > 5, "%zu calls failed cleanly", calls - 1);
    bf_query_free(query);
}

int main(void)
{
    test_modes();
    test_joined();
    test_stop_words();
    test_compounds();
    test_parts();
    test_split_reads_little();
    test_no_text();
    test_phrases();
    test_fields();
    test_prefixes();
    test_languages();
    test_weights();
    test_marks();
    test_words_limit();
    test_depth();
    test_failures();
    return tap_done();
}
