/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Unicode's own test of word boundaries (WordBreakTest.txt, in the folder that
 * BACKFILE_UNICODE_DATA names or in that of Debian's unicode-data), compared
 * with the spans of the analyzer. What the file calls a word is a piece between
 * two of its boundaries that holds a letter or a digit.
 *
 * Deviations, and why:
 *
 * - A colon separates: `10:30` is found by either part, `key:value` too. The
 *   rule that joins serves Swedish alone.
 * - Connectors (`_` and its like) separate: names of files and programs are
 *   found by their parts.
 * - Kana are taken in pairs, not in runs: see <backfile/text.h>.
 * - An apostrophe after a Hebrew letter belongs to it only before another one,
 *   since one that closes a quotation is the same character.
 * - A pictograph after a letter and a zero-width joiner is no part of the word.
 * - Invisible characters at the end of a word are outside of its span.
 */

#include <backfile/text.h>

#include "lib/text/chars.h"
#include "tap.h"

#include <stdlib.h>

enum {
    MAX_SPANS = 64
};

/* The words of one line, as spans of `text`. */
typedef struct line {
    char text[256];
    size_t size;
    bf_span spans[MAX_SPANS];
    size_t count;
    bool deviates;
} line;

static bool is_break_mark(const char *word)
{
    return strcmp(word, "÷") == 0;
}

/* Whether a line with `code` after `before`, and after the letter `base` when
 * marks are looked through, is left out. */
static bool deviates(uint32_t base, uint32_t before, uint32_t code)
{
    if (before == 0x200d && bfi_class_of(code) == BFI_OTHER) {
        return true;
    }
    return code == ':' || code == '_' || code == 0x3031 ||
           (code == '\'' && bfi_class_of(base) == BFI_HEBREW);
}

/* End the piece that began at `start`; keep it when it is a word. */
static void end_piece(line *out, size_t start, size_t end, bool word)
{
    if (word && out->count < MAX_SPANS) {
        out->spans[out->count++] = (bf_span){start, end};
    }
}

/* Read `÷ 0061 × 0308 ÷`; false for a line without a test. */
static bool parse(char *source, line *out)
{
    uint32_t base = 0;
    uint32_t before = 0;
    size_t start = 0;
    size_t visible = 0;
    bool word = false;
    char *rest = NULL;
    memset(out, 0, sizeof *out);
    source[strcspn(source, "#\n")] = '\0';
    for (char *at = strtok_r(source, " \t", &rest); at;
         at = strtok_r(NULL, " \t", &rest)) {
        if (is_break_mark(at)) {
            end_piece(out, start, visible, word);
            start = out->size;
            word = false;
        } else if (strcmp(at, "×") != 0 && out->size + 4 < sizeof out->text) {
            uint32_t code = (uint32_t)strtoul(at, NULL, 16);
            bfi_class cls = bfi_class_of(code);
            out->deviates = out->deviates || deviates(base, before, code);
            out->size += bf_utf8_put(out->text + out->size, code);
            visible = cls == BFI_FORMAT ? visible : out->size;
            word = word || bfi_is_word(cls);
            base = bfi_is_ignored(cls) ? base : code;
            before = code;
        }
    }
    return out->size > 0;
}

static bool agrees(bf_analyzer *analyzer, const line *l)
{
    bf_token token;
    size_t count = 0;
    bf_analyzer_start(analyzer, (bf_str){l->text, l->size});
    while (bf_analyzer_next(analyzer, &token)) {
        if (count == l->count || token.span.start != l->spans[count].start ||
            token.span.end != l->spans[count].end) {
            return false;
        }
        count++;
    }
    return count == l->count;
}

static void test_file(FILE *file)
{
    char source[1024];
    bf_analyzer *analyzer;
    bf_error err;
    line l;
    size_t number = 0;
    size_t tested = 0;
    size_t deviating = 0;
    size_t failed = 0;
    is_status(bf_analyzer_new(&analyzer, bf_str_of(""), &err), BF_OK, &err,
              "an analyzer");
    while (fgets(source, sizeof source, file)) {
        number++;
        if (!parse(source, &l)) {
            continue;
        }
        if (l.deviates) {
            deviating++;
            continue;
        }
        tested++;
        if (!agrees(analyzer, &l)) {
            failed++;
            printf("# line %zu\n", number);
        }
    }
    is_int(failed, 0, "words as in Unicode's test");
    ok(tested > 800, "%zu lines tested, %zu with deviations left out", tested,
       deviating);
    bf_analyzer_free(analyzer);
}

int main(void)
{
    const char *folder = getenv("BACKFILE_UNICODE_DATA");
    char path[4096];
    FILE *file;
    snprintf(path, sizeof path, "%s/auxiliary/WordBreakTest.txt",
             folder ? folder : "/usr/share/unicode");
    file = fopen(path, "r");
    if (!file) {
        skip("Debian's unicode-data is not installed");
        return tap_done();
    }
    test_file(file);
    fclose(file);
    return tap_done();
}
