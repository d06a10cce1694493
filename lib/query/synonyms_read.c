/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The text of synonyms, line by line. */

#include "synonyms.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    /* The text, and what points into it. */
    ARENA_BYTES = 64 * 1024 * 1024,
    MAX_SIDE_BYTES = BF_MAX_SYNONYM_WORDS * BF_MAX_TERM_BYTES
};

typedef struct reader {
    bf_synonyms *made;
    bf_analyzer *analyzer; /* that does not stem */
    const bfi_section *section;
    size_t line;
    const char *line_start;
    bf_synonyms_complaint *complain;
    void *payload;
    size_t complaints;
    bf_error *err;
} reader;

static bf_status no_memory(reader *r)
{
    return bf_fail(r->err, BF_ERR_NOMEM, "out of memory");
}

/* Complaints --------------------------------------------------------------- */

/* The number of the character at `at` in its line. */
static size_t column_of(const reader *r, const char *at)
{
    size_t column = 1;
    if (r->line == 0) {
        return 0;
    }
    for (const char *c = r->line_start; c < at; c++) {
        column += ((unsigned char)*c & 0xc0) != 0x80;
    }
    return column;
}

/* Say what is wrong at `at` of the line at hand. */
static bf_status complain(reader *r, const char *at, const char *why)
{
    if (r->complain && r->complaints <= BF_MAX_SYNONYM_COMPLAINTS) {
        r->complain(r->payload, r->line, column_of(r, at),
                    r->complaints < BF_MAX_SYNONYM_COMPLAINTS
                        ? why
                        : "and more lines, which are not named");
    }
    r->complaints++;
    return BF_OK;
}

static bf_status complain_of(reader *r, bf_str what, const char *why)
{
    char text[256];
    snprintf(text, sizeof text, "%.*s: %s", (int)bf_utf8_clip(what, 64),
             what.data, why);
    return complain(r, what.data, text);
}

/* Words -------------------------------------------------------------------- */

/* How a token is taken that is another way to write those before it: it takes
 * their place, or it does not count. */
static bool takes_place(const bfi_rule_words *words, const bfi_rule_word *word)
{
    const unsigned wanted = words->joined ? BF_TOKEN_JOINED : BF_TOKEN_NAME;
    return words->next.flags & wanted && words->next.position == word->position;
}

static void fetch(bfi_rule_words *words)
{
    bfi_rule_word *next = &words->next;
    bf_token token;
    do {
        words->has_next = bf_analyzer_next(words->analyzer, &token);
    } while (words->has_next && token.flags & BF_TOKEN_PLAIN);
    if (words->has_next) {
        memcpy(next->term, token.term.data, token.term.size);
        memcpy(next->word, token.word.data, token.word.size);
        next->term_size = token.term.size;
        next->word_size = token.word.size;
        next->position = token.position;
        next->end = token.position + token.reach;
        next->flags = token.flags;
    }
}

void bfi_rule_words_start(bfi_rule_words *words, bf_analyzer *analyzer,
                          bf_str text, bool joined)
{
    words->analyzer = analyzer;
    words->joined = joined;
    words->joins = false;
    bf_analyzer_start(analyzer, text);
    fetch(words);
}

bool bfi_rule_words_next(bfi_rule_words *words, bfi_rule_word *out)
{
    if (!words->has_next) {
        return false;
    }
    *out = words->next;
    fetch(words);
    while (words->has_next && (words->next.flags & BF_TOKEN_JOINED ||
                               words->next.position < out->end)) {
        words->joins |= (words->next.flags & BF_TOKEN_JOINED) != 0;
        if (takes_place(words, out)) {
            *out = words->next;
        }
        fetch(words);
    }
    return true;
}

static size_t count_words(const reader *r, bf_str text)
{
    bfi_rule_words words;
    bfi_rule_word word;
    size_t count = 0;
    bfi_rule_words_start(&words, r->analyzer, text, false);
    while (bfi_rule_words_next(&words, &word)) {
        count++;
    }
    return count;
}

/* Lists -------------------------------------------------------------------- */

/* What stands between commas in a line. */
typedef struct sides {
    bf_str items[BF_MAX_RULE_SYNONYMS];
    size_t count;
} sides;

/* Split `text` into words or phrases; false, after a complaint, when it is
 * none. */
static bool split(reader *r, sides *out, bf_str text)
{
    out->count = 0;
    for (;;) {
        const char *comma = memchr(text.data, ',', text.size);
        size_t size = comma ? (size_t)(comma - text.data) : text.size;
        bf_str side = bf_str_trim((bf_str){text.data, size});
        size_t words = count_words(r, side);
        if (words == 0 || words > BF_MAX_SYNONYM_WORDS ||
            side.size > MAX_SIDE_BYTES) {
            if (side.size == 0) {
                complain(r, text.data, "there is no word here");
            } else {
                complain_of(r, side,
                            words == 0 ? "there is no word here"
                                       : "too long for one synonym");
            }
            return false;
        }
        if (out->count == BF_MAX_RULE_SYNONYMS) {
            complain(r, side.data, "too many synonyms in one line");
            return false;
        }
        out->items[out->count++] = side;
        if (!comma) {
            return true;
        }
        text.data += size + 1;
        text.size -= size + 1;
    }
}

static const bf_str *keep(reader *r, const sides *list)
{
    bf_str *kept = bf_arena_array(r->made->arena, list->count, sizeof *kept);
    for (size_t i = 0; kept && i < list->count; i++) {
        kept[i] = bf_arena_copy(r->made->arena, list->items[i]);
        if (!kept[i].data) {
            return NULL;
        }
    }
    return kept;
}

/* Rules -------------------------------------------------------------------- */

/* Add a rule; without `to` its words ask for each other. */
static bf_status add_rule(reader *r, const sides *from, const sides *to)
{
    size_t count = from->count + (to ? to->count : 0);
    bfi_rule *rule;
    if (r->made->sides + count > BF_MAX_SYNONYMS) {
        return complain(r, r->line_start,
                        "too many synonyms in the file; this line is left out");
    }
    rule = bf_arena_alloc(r->made->arena, sizeof *rule);
    if (!rule) {
        return no_memory(r);
    }
    rule->section = r->section;
    rule->from = keep(r, from);
    rule->from_count = from->count;
    rule->to = to ? keep(r, to) : rule->from;
    rule->to_count = to ? to->count : from->count;
    if (!rule->from || !rule->to) {
        return no_memory(r);
    }
    rule->next = r->made->rules;
    r->made->rules = rule;
    r->made->sides += count;
    r->made->count++;
    return BF_OK;
}

/* Where in `text` the two characters `=>` are, or NULL. */
static const char *find_arrow(bf_str text)
{
    return memmem(text.data, text.size, "=>", 2);
}

static bf_status read_one_way(reader *r, bf_str before, bf_str after)
{
    sides from;
    sides to;
    if (find_arrow(after)) {
        return complain(r, find_arrow(after), "more than one => in a line");
    }
    if (!split(r, &from, before) || !split(r, &to, after)) {
        return BF_OK;
    }
    return add_rule(r, &from, &to);
}

static bf_status read_both_ways(reader *r, bf_str text)
{
    sides list;
    if (!split(r, &list, text)) {
        return BF_OK;
    }
    if (list.count < 2) {
        return complain_of(r, text,
                           "a synonym needs another, after a comma or =>");
    }
    return add_rule(r, &list, NULL);
}

/* Protected words ---------------------------------------------------------- */

static bf_status protect(reader *r, bf_str text)
{
    bf_arena *arena = r->made->arena;
    bfi_protected *made = bf_arena_alloc(arena, sizeof *made);
    bfi_protected **bucket;
    bfi_rule_words words;
    bfi_rule_word word;
    bfi_rule_words_start(&words, r->analyzer, text, false);
    if (!bfi_rule_words_next(&words, &word)) {
        return BF_OK;
    }
    if (!made) {
        return no_memory(r);
    }
    made->section = r->section;
    made->word = bf_arena_copy(arena, (bf_str){word.word, word.word_size});
    if (!made->word.data) {
        return no_memory(r);
    }
    bucket = bfi_synonyms_bucket(r->made, made->word);
    made->next = *bucket;
    *bucket = made;
    r->made->count++;
    return BF_OK;
}

static bf_status read_protected(reader *r, bf_str text)
{
    bf_status status = BF_OK;
    sides list;
    if (!split(r, &list, text)) {
        return BF_OK;
    }
    for (size_t i = 0; !status && i < list.count; i++) {
        if (count_words(r, list.items[i]) > 1) {
            return complain_of(r, list.items[i],
                               "only single words can be protected");
        }
        if (r->made->sides++ == BF_MAX_SYNONYMS) {
            r->made->sides--;
            return complain(r, list.items[i].data,
                            "too many words in the file");
        }
        status = protect(r, list.items[i]);
    }
    return status;
}

/* Sections ----------------------------------------------------------------- */

/* Take the tags of a heading; false when one of them is none. */
static bool take_languages(reader *r, bfi_section *out, bf_str text)
{
    while (text.size > 0) {
        const char *comma = memchr(text.data, ',', text.size);
        size_t size = comma ? (size_t)(comma - text.data) : text.size;
        bf_str tag = bf_str_trim((bf_str){text.data, size});
        char primary[BF_LANGUAGE_BYTES];
        if (tag.size == 0 || bf_language_primary(primary, tag, NULL) ||
            out->language_count == BF_MAX_SYNONYM_LANGUAGES) {
            return false;
        }
        out->languages[out->language_count++] =
            bf_arena_copy(r->made->arena, bf_str_of(primary));
        size += comma != NULL;
        text.data += size;
        text.size -= size;
    }
    return out->language_count > 0;
}

/* `[de]`, `[de, nl]`, and `[*]` for all languages. What stands below a broken
 * heading would be taken for another language, so it is passed over. */
static bf_status read_heading(reader *r, bf_str line)
{
    bf_str inside = bf_str_trim((bf_str){line.data + 1, line.size - 2});
    bfi_section *section = bf_arena_alloc(r->made->arena, sizeof *section);
    if (!section) {
        return no_memory(r);
    }
    r->section = section;
    if (bf_str_is(inside, "*") || take_languages(r, section, inside)) {
        return BF_OK;
    }
    r->section = NULL;
    return complain(r, line.data,
                    "not a language tag: write [de], [de, nl] or [*]; the "
                    "lines up to the next such line are left out");
}

/* Lines -------------------------------------------------------------------- */

static bf_status read_line(reader *r, bf_str line)
{
    static const char protect_word[] = "protect:";
    const size_t size = sizeof protect_word - 1;
    const char *arrow = find_arrow(line);
    size_t bad;
    if (line.size == 0 || line.data[0] == '#') {
        return BF_OK;
    }
    if (!bf_utf8_valid(line, &bad)) {
        return complain(r, line.data + bad, "not UTF-8");
    }
    if (line.data[0] == '[' && line.data[line.size - 1] == ']') {
        return read_heading(r, line);
    }
    if (!r->section) {
        return BF_OK;
    }
    if (line.size >= size && memcmp(line.data, protect_word, size) == 0) {
        return read_protected(r, (bf_str){line.data + size, line.size - size});
    }
    if (!arrow) {
        return read_both_ways(r, line);
    }
    if (arrow > line.data && arrow[-1] == '<') {
        return complain(r, arrow - 1,
                        "words that stand for each other are written with "
                        "commas");
    }
    return read_one_way(
        r, (bf_str){line.data, (size_t)(arrow - line.data)},
        (bf_str){arrow + 2, line.size - (size_t)(arrow + 2 - line.data)});
}

static bf_status read_lines(reader *r, bf_str text)
{
    static const char mark[] = "\xef\xbb\xbf"; /* of the byte order */
    bf_status status = BF_OK;
    if (text.size >= 3 && memcmp(text.data, mark, 3) == 0) {
        text.data += 3;
        text.size -= 3;
    }
    while (!status && text.size > 0) {
        const char *end = memchr(text.data, '\n', text.size);
        size_t size = end ? (size_t)(end - text.data) : text.size;
        r->line++;
        r->line_start = text.data;
        status = read_line(r, bf_str_trim((bf_str){text.data, size}));
        size += end != NULL;
        text.data += size;
        text.size -= size;
    }
    return status;
}

bf_status bf_synonyms_read(bf_synonyms **out, bf_str text,
                           bf_synonyms_complaint *complain_fn, void *payload,
                           bf_error *err)
{
    static const bfi_section everywhere = {.language_count = 0};
    bf_synonyms *made = calloc(1, sizeof *made);
    reader r = {.made = made,
                .section = &everywhere,
                .complain = complain_fn,
                .payload = payload,
                .err = err};
    bf_status status;
    *out = NULL;
    if (!made) {
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    status = bf_arena_new(&made->arena, ARENA_BYTES, err);
    if (!status) {
        status = bf_analyzer_new(&r.analyzer, bf_str_of(""), err);
    }
    if (!status && text.size > BF_MAX_SYNONYM_BYTES) {
        text.size = BF_MAX_SYNONYM_BYTES;
        complain(&r, text.data, "the file is too large; its end is left out");
    }
    if (!status) {
        status = read_lines(&r, text);
    }
    bf_analyzer_free(r.analyzer);
    if (status) {
        bf_synonyms_free(made);
        return status;
    }
    *out = made;
    return BF_OK;
}

void bf_synonyms_free(bf_synonyms *synonyms)
{
    if (synonyms) {
        bf_arena_free(synonyms->arena);
        free(synonyms);
    }
}

size_t bf_synonyms_count(const bf_synonyms *synonyms)
{
    return synonyms->count;
}
