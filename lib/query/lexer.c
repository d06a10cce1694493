/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The lexer. It decides what is an operator by what stands around it: a sign
 * counts at the beginning of a word only, and not behind a quotation mark or a
 * parenthesis that closes, where it is a hyphen ("Model C"-Schulen); AND, OR
 * and NOT when they stand alone, a quotation mark anywhere but at the end of a
 * word (5" disk). Of a field it wants a name that the schema knows, so `http:`
 * is text.
 */

#include "lexer.h"

#include <backfile/limits.h>

#include <string.h>

/* Characters -------------------------------------------------------------- */

static bool is_quote(uint32_t c)
{
    switch (c) {
    case '"':
    case 0xab:   /* « */
    case 0xbb:   /* » */
    case 0x201c: /* “ */
    case 0x201d: /* ” */
    case 0x201e: /* „ */
    case 0x201f: /* ‟ */
        return true;
    default:
        return false;
    }
}

/* Whether two bytes are a letter of Hebrew. */
static bool is_hebrew(const char *at)
{
    return (unsigned char)at[0] == 0xd7 && (unsigned char)at[1] >= 0x90 &&
           (unsigned char)at[1] <= 0xaa;
}

/* Whether the quotation mark at `at` stands within a word: on keyboards that is
 * how the gershayim of a Hebrew acronym is typed. */
static bool is_gershayim(bf_str text, size_t at)
{
    size_t step;
    (void)bf_utf8_next(text.data + at, text.data + text.size, &step);
    return at >= 2 && text.size - at >= step + 2 &&
           is_hebrew(text.data + at - 2) && is_hebrew(text.data + at + step);
}

/* White space and controls. */
static bool is_blank(uint32_t c)
{
    return c <= ' ' || (c >= 0x7f && c <= 0xa0) || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 ||
           c == 0x202f || c == 0x205f || c == 0x3000;
}

/* Marks that nobody sees but that would hide the sign or quotation mark behind
 * them. Joiners (U+200C, U+200D) are parts of words. */
static bool is_invisible(uint32_t c)
{
    return c == 0x200b || c == 0x200e || c == 0x200f ||
           (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) ||
           c == 0xfeff;
}

static bool is_content(uint32_t c)
{
    if (c < 0x80) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
               (c >= 'A' && c <= 'Z');
    }
    return c >= 0xaa && !is_quote(c) && !(c >= 0x2010 && c <= 0x205e) &&
           !(c >= 0x3001 && c <= 0x3003);
}

static bool is_sign(char c)
{
    return c == '-' || c == '+';
}

bool bfi_has_content(bf_str text)
{
    const char *at = text.data;
    const char *end = at + text.size;
    size_t step;
    for (; at < end; at += step) {
        if (is_content(bf_utf8_next(at, end, &step))) {
            return true;
        }
    }
    return false;
}

static bool is_broken(uint32_t c, size_t step)
{
    return c == BF_UTF8_INVALID && step == 1;
}

/* Whether the invisible mark at `at` stands inside a word, as one that was
 * copied from an article may: there the analyzer knows what to do with it.
 * `inside`: a word goes on up to it. */
static bool is_within(bf_str text, size_t at, bool inside)
{
    uint32_t c;
    size_t step;
    if (!inside) {
        return false;
    }
    do {
        c = bf_utf8_next(text.data + at, text.data + text.size, &step);
        at += step;
    } while (step > 0 && is_invisible(c));
    return step > 0 && !is_blank(c) && !is_broken(c, step) && is_content(c);
}

void bfi_lexer_clean(char *text, size_t size, bool quotes, bfi_notes *notes)
{
    size_t step;
    bool inside = false;
    for (size_t at = 0; at < size; at += step) {
        uint32_t c = bf_utf8_next(text + at, text + size, &step);
        bool broken = is_broken(c, step);
        bool hides = is_invisible(c);
        if (hides) {
            inside = is_within((bf_str){text, size}, at, inside);
        } else {
            inside = is_content(c) && !broken && !is_blank(c);
        }
        if (broken) {
            bfi_notes_add(notes, BFI_NOTE_INVALID_UTF8, (bf_span){at, at + 1});
        }
        if (broken || is_blank(c) || (hides && !inside) ||
            (quotes && is_quote(c) &&
             !is_gershayim((bf_str){text, size}, at))) {
            memset(text + at, ' ', step);
        }
    }
}

/* Looking ahead ----------------------------------------------------------- */

void bfi_lexer_start(bfi_lexer *lexer, bf_str text, bool operators_are_words,
                     bfi_notes *notes)
{
    *lexer = (bfi_lexer){
        .text = text,
        .word_end = SIZE_MAX,
        .operators_are_words = operators_are_words,
        .notes = notes,
    };
}

/* The character at `at`, and the bytes that it takes; a space at the end. */
static uint32_t peek(const bfi_lexer *lexer, size_t at, size_t *step)
{
    uint32_t c = bf_utf8_next(lexer->text.data + at,
                              lexer->text.data + lexer->text.size, step);
    return *step ? c : ' ';
}

/* Whether a word can not go on, or begin, at `at`. */
static bool at_border(const bfi_lexer *lexer, size_t at)
{
    size_t step;
    uint32_t c = peek(lexer, at, &step);
    return c == ' ' || c == '(' || c == ')' ||
           (is_quote(c) && !is_gershayim(lexer->text, at));
}

/* Whether nothing follows at `at` that a sign or a field could belong to. */
static bool at_nothing(const bfi_lexer *lexer, size_t at)
{
    return at >= lexer->text.size || lexer->text.data[at] == ' ' ||
           lexer->text.data[at] == ')';
}

static size_t signs_end(const bfi_lexer *lexer, size_t at)
{
    while (at < lexer->text.size && is_sign(lexer->text.data[at])) {
        at++;
    }
    return at;
}

static bf_str slice(const bfi_lexer *lexer, size_t start, size_t end)
{
    return (bf_str){lexer->text.data + start, end - start};
}

/* Tokens ------------------------------------------------------------------ */

/* Whether what stands at `at`, where a token begins, is tied to the one before
 * it. */
static bool is_tied(const bfi_lexer *lexer, size_t at)
{
    return at > 0 && lexer->text.data[at - 1] != ' ' &&
           lexer->text.data[at - 1] != '(';
}

/* Pass over the signs before a word. One of them is an operator; more, as in
 * `--help`, are a habit of writing. */
static char take_sign(bfi_lexer *lexer)
{
    size_t start = lexer->at;
    lexer->at = signs_end(lexer, start);
    if (at_nothing(lexer, lexer->at)) {
        return 0;
    }
    if (lexer->at - start > 1) {
        bfi_notes_add(lexer->notes, BFI_NOTE_STRAY_SIGN,
                      (bf_span){start, lexer->at});
        return 0;
    }
    if (lexer->at == start) {
        return 0;
    }
    return lexer->text.data[start];
}

static bool has_words(const bf_field_info *field)
{
    return (field->uses & BF_USE_FILTER) && field->prefix &&
           (field->type == BF_TYPE_TEXT || field->type == BF_TYPE_KEYWORD ||
            field->type == BF_TYPE_KEYWORDS);
}

/* The field whose name ends with the first colon of the word at `start`, or
 * NULL. `value` is where its value begins. */
static const bf_field_info *find_field(const bfi_lexer *lexer, size_t start,
                                       size_t *value)
{
    const bf_field_info *field;
    size_t end = start;
    while (!at_border(lexer, end) && lexer->text.data[end] != ':') {
        end++;
    }
    if (end == start || end >= lexer->text.size ||
        lexer->text.data[end] != ':') {
        return NULL;
    }
    *value = end + 1;
    field = bf_field_find(slice(lexer, start, end));
    return field && has_words(field) ? field : NULL;
}

/* Read `name:`. False when it has no value: then the name is a word. */
static bool read_field(bfi_lexer *lexer, bfi_token *token)
{
    size_t start = lexer->at;
    size_t value;
    char sign;
    const bf_field_info *field = find_field(lexer, start, &value);
    if (!field) {
        return true;
    }
    lexer->at = value;
    if (at_nothing(lexer, signs_end(lexer, value))) {
        token->kind = BFI_TOKEN_WORD;
        token->text = slice(lexer, start, value - 1);
        bfi_notes_add(lexer->notes, BFI_NOTE_FIELD_WITHOUT_VALUE,
                      (bf_span){start, value});
        return false;
    }
    token->field = field;
    sign = take_sign(lexer); /* title:-word is read as -title:word */
    if (sign == '-' || !token->sign) {
        token->sign = sign;
    }
    return true;
}

/* Read from a quotation mark to the next one of any shape: keyboards and
 * editors mix them freely. Without a next one, to the end. */
static bool read_phrase(bfi_lexer *lexer, bfi_token *token)
{
    size_t start = lexer->at;
    size_t step;
    size_t open;
    size_t end;
    (void)peek(lexer, start, &open);
    for (end = start + open; end < lexer->text.size; end += step) {
        if (is_quote(peek(lexer, end, &step)) &&
            !is_gershayim(lexer->text, end)) {
            break;
        }
    }
    token->kind = BFI_TOKEN_PHRASE;
    token->text = bf_str_trim(slice(lexer, start + open, end));
    (void)peek(lexer, end, &step);
    lexer->at = end + step;
    if (end == lexer->text.size) {
        bfi_notes_add(lexer->notes, BFI_NOTE_UNBALANCED_QUOTE,
                      (bf_span){start, start + open});
    }
    if (!bfi_has_content(token->text)) {
        bfi_notes_add(lexer->notes, BFI_NOTE_EMPTY_QUOTES,
                      (bf_span){start, lexer->at});
        return false;
    }
    if (memchr(token->text.data, '*', token->text.size)) {
        bfi_notes_add(lexer->notes, BFI_NOTE_ASTERISK_IN_QUOTES,
                      (bf_span){start, lexer->at});
    }
    return true;
}

static void read_operator(const bfi_lexer *lexer, bfi_token *token, bool bare)
{
    static const struct {
        const char *name;
        const char *word;
        bfi_token_kind kind;
    } operators[] = {
        {"AND", "and", BFI_TOKEN_AND},
        {"OR", "or", BFI_TOKEN_OR},
        {"NOT", "not", BFI_TOKEN_NOT},
    };
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        if (!bf_str_is(token->text, operators[i].name)) {
            continue;
        }
        if (bare && !lexer->operators_are_words) {
            token->kind = operators[i].kind;
        } else {
            /* As a word in small letters, so that it is one when printed. */
            token->text = bf_str_of(operators[i].word);
        }
    }
}

/* Content characters at the end of `text`: what a prefix must be long in. */
static size_t count_last_run(bf_str text)
{
    const char *at = text.data;
    const char *end = at + text.size;
    size_t step;
    size_t count = 0;
    for (; at < end; at += step) {
        count = is_content(bf_utf8_next(at, end, &step)) ? count + 1 : 0;
    }
    return count;
}

/* Take the asterisks off the end of a word. */
static void read_asterisk(const bfi_lexer *lexer, bfi_token *token)
{
    size_t size = token->text.size;
    while (size > 0 && token->text.data[size - 1] == '*') {
        size--;
    }
    if (size == token->text.size) {
        return;
    }
    token->text.size = size;
    if (count_last_run(token->text) >= BF_MIN_PREFIX_CHARS) {
        token->kind = BFI_TOKEN_PREFIX;
    } else if (bfi_has_content(token->text)) {
        bfi_notes_add(lexer->notes, BFI_NOTE_SHORT_PREFIX, token->span);
    } else {
        bfi_notes_add(lexer->notes, BFI_NOTE_STRAY_ASTERISK, token->span);
    }
}

/* Read up to the next border. `bare`: no sign stands before it. */
static bool read_word(bfi_lexer *lexer, bfi_token *token, bool bare)
{
    size_t start = lexer->at;
    size_t step = 0;
    uint32_t last = ' ';
    while (!at_border(lexer, lexer->at)) {
        last = peek(lexer, lexer->at, &step);
        lexer->at += step;
    }
    lexer->word_end = is_content(last) ? lexer->at : SIZE_MAX;
    token->kind = BFI_TOKEN_WORD;
    token->text = slice(lexer, start, lexer->at);
    token->span.end = lexer->at;
    read_asterisk(lexer, token);
    if (token->kind == BFI_TOKEN_WORD) {
        read_operator(lexer, token, bare && !token->field);
    }
    return bfi_has_content(token->text);
}

static bool read_parenthesis(bfi_lexer *lexer, bfi_token *token)
{
    token->kind =
        lexer->text.data[lexer->at] == '(' ? BFI_TOKEN_OPEN : BFI_TOKEN_CLOSE;
    lexer->at++;
    return true;
}

/* Read the token at `at`, which is not a space. False when it is nothing. */
static bool read_token(bfi_lexer *lexer, bfi_token *token)
{
    size_t start = lexer->at;
    size_t step;
    uint32_t c;
    if (is_tied(lexer, start)) {
        lexer->at = signs_end(lexer, start);
    } else {
        token->sign = take_sign(lexer);
    }
    token->span.start = lexer->at;
    if (lexer->at > start && at_nothing(lexer, lexer->at)) {
        return false; /* a lone hyphen is punctuation */
    }
    if (!read_field(lexer, token)) {
        return true;
    }
    c = peek(lexer, lexer->at, &step);
    if (c == '(' || c == ')') {
        return read_parenthesis(lexer, token);
    }
    if (!is_quote(c)) {
        return read_word(lexer, token, token->span.start == start);
    }
    if (lexer->at == lexer->word_end) {
        bfi_notes_add(lexer->notes, BFI_NOTE_UNBALANCED_QUOTE,
                      (bf_span){lexer->at, lexer->at + step});
        lexer->at += step;
        return false;
    }
    return read_phrase(lexer, token);
}

void bfi_lexer_next(bfi_lexer *lexer, bfi_token *token)
{
    do {
        *token = (bfi_token){.kind = BFI_TOKEN_END};
        while (lexer->at < lexer->text.size &&
               lexer->text.data[lexer->at] == ' ') {
            lexer->at++;
        }
        token->span.start = lexer->at;
    } while (lexer->at < lexer->text.size && !read_token(lexer, token));
    token->span.end = lexer->at;
}
