/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The parser. Open parentheses are a stack of groups, not of C calls. The
 * operands of all open groups lie in one row, those of the innermost last;
 * a parenthesis that closes makes one operand of them (tree.c).
 */

#include <backfile/limits.h>

#include "lexer.h"
#include "tree.h"

#include <stdlib.h>
#include <string.h>

enum {
    /* Several times what 8 KB of words and parentheses can make. */
    ARENA_BYTES = 4 * 1024 * 1024
};

/* An open parenthesis, or the whole query. */
typedef struct group {
    size_t first_operand;
    size_t start; /* where its parenthesis stands */
    const bf_field_info *field;
    char sign;
    bool fielded;  /* the field is its own, not inherited */
    bfi_join join; /* to the operand before the group */
    /* What waits for the next operand: */
    bool joining;
    bfi_join next_join;
    bool negating;
    bf_span waiting; /* where the last of them stands, for notes */
} group;

typedef struct parser {
    bf_query *query;
    bfi_lexer lexer;
    bfi_operand operands[BF_MAX_QUERY_WORDS];
    size_t operand_count;
    group groups[BF_MAX_QUERY_DEPTH + 1];
    size_t depth;
    size_t ignored_depth; /* of parentheses that are nested too deep */
    size_t leaves;
    bool saw_operator;
    bool failed; /* memory ran out */
} parser;

static group *innermost(parser *p)
{
    return &p->groups[p->depth];
}

static void note(parser *p, bfi_note which, bf_span span)
{
    bfi_notes_add(&p->query->notes, which, span);
}

/* Operands ---------------------------------------------------------------- */

/* The sign of the operand that `token` begins, NOT before it included. */
static char take_sign(parser *p, const bfi_token *token)
{
    group *in = innermost(p);
    char sign = token->sign;
    if (in->negating) {
        if (sign == '-') {
            note(p, BFI_NOTE_REPEATED_NOT, token->span);
        }
        sign = '-';
    }
    in->negating = false;
    return sign;
}

static bfi_join take_join(parser *p)
{
    group *in = innermost(p);
    bfi_join join = in->joining ? in->next_join : BFI_JOIN_SIDE;
    in->joining = false;
    return join;
}

static void add_operand(parser *p, bf_query_node *node, char sign, bool fielded,
                        bfi_join join)
{
    p->operands[p->operand_count++] = (bfi_operand){node, sign, fielded, join};
}

static bf_query_kind leaf_kind(bfi_token_kind kind)
{
    switch (kind) {
    case BFI_TOKEN_PHRASE:
        return BF_QUERY_PHRASE;
    case BFI_TOKEN_PREFIX:
        return BF_QUERY_PREFIX;
    default:
        return BF_QUERY_WORD;
    }
}

static bf_query_node *make_leaf(bf_query *query, bf_query_kind kind,
                                const bf_field_info *field, bf_str text,
                                bf_span span)
{
    bf_query_node *leaf = bf_arena_alloc(query->arena, sizeof *leaf);
    if (leaf) {
        leaf->kind = kind;
        leaf->field = field;
        leaf->text = text;
        leaf->span = span;
    }
    return leaf;
}

static void add_leaf(parser *p, const bfi_token *token)
{
    const bf_field_info *field =
        token->field ? token->field : innermost(p)->field;
    bf_query_node *leaf = make_leaf(p->query, leaf_kind(token->kind), field,
                                    token->text, token->span);
    char sign = take_sign(p, token);
    if (!leaf) {
        p->failed = true;
        return;
    }
    add_operand(p, leaf, sign, false, take_join(p));
    p->leaves++;
}

/* Groups ------------------------------------------------------------------ */

static void open_group(parser *p, const bfi_token *token)
{
    const bf_field_info *inherited = innermost(p)->field;
    group opened = {.first_operand = p->operand_count,
                    .start = token->span.start};
    if (p->depth == BF_MAX_QUERY_DEPTH) {
        note(p, BFI_NOTE_TOO_DEEP, token->span);
        p->ignored_depth++;
        return;
    }
    opened.field = token->field ? token->field : inherited;
    opened.fielded = token->field != NULL;
    opened.sign = take_sign(p, token);
    opened.join = take_join(p);
    p->groups[++p->depth] = opened;
}

/* An operator that still waits when its group ends joined nothing. */
static void drop_operators(parser *p)
{
    const group *in = innermost(p);
    if (in->joining || in->negating) {
        note(p, BFI_NOTE_STRAY_OPERATOR, in->waiting);
    }
}

/* Close the innermost group, which ends at `end`. */
static void close_group(parser *p, size_t end)
{
    const group closed = *innermost(p);
    const size_t count = p->operand_count - closed.first_operand;
    bf_query_node *node;
    drop_operators(p);
    p->depth--;
    if (count == 0) {
        note(p, BFI_NOTE_EMPTY_PARENTHESES, (bf_span){closed.start, end});
        innermost(p)->joining = closed.join != BFI_JOIN_SIDE;
        return;
    }
    node = bfi_tree_reduce(p->query, p->operands + closed.first_operand, count,
                           false);
    p->operand_count = closed.first_operand;
    p->failed = !node;
    if (node) {
        add_operand(p, node, closed.sign, closed.fielded, closed.join);
    }
}

static void read_close(parser *p, const bfi_token *token)
{
    if (p->ignored_depth > 0) {
        p->ignored_depth--;
    } else if (p->depth > 0) {
        close_group(p, token->span.end);
    } else {
        note(p, BFI_NOTE_UNBALANCED_PARENTHESIS, token->span);
    }
}

/* Operators --------------------------------------------------------------- */

static void read_not(parser *p, const bfi_token *token)
{
    group *in = innermost(p);
    if (in->negating) {
        note(p, BFI_NOTE_REPEATED_NOT, token->span);
    }
    in->negating = true;
    in->waiting = token->span;
    p->saw_operator = true;
}

static void read_join(parser *p, const bfi_token *token)
{
    group *in = innermost(p);
    p->saw_operator = true;
    if (in->joining || in->negating || p->operand_count == in->first_operand) {
        note(p, BFI_NOTE_STRAY_OPERATOR, token->span);
        return;
    }
    in->joining = true;
    in->next_join = token->kind == BFI_TOKEN_AND ? BFI_JOIN_AND : BFI_JOIN_OR;
    in->waiting = token->span;
}

static void read_token(parser *p, const bfi_token *token)
{
    switch (token->kind) {
    case BFI_TOKEN_OPEN:
        open_group(p, token);
        break;
    case BFI_TOKEN_CLOSE:
        read_close(p, token);
        break;
    case BFI_TOKEN_NOT:
        read_not(p, token);
        break;
    case BFI_TOKEN_AND:
    case BFI_TOKEN_OR:
        read_join(p, token);
        break;
    default:
        add_leaf(p, token);
        break;
    }
}

/* The whole query --------------------------------------------------------- */

static bool is_leaf(const bfi_token *token)
{
    return token->kind == BFI_TOKEN_WORD || token->kind == BFI_TOKEN_PHRASE ||
           token->kind == BFI_TOKEN_PREFIX;
}

static void read_tokens(parser *p)
{
    bfi_token token;
    const size_t size = p->lexer.text.size;
    for (;;) {
        bfi_lexer_next(&p->lexer, &token);
        if (token.kind == BFI_TOKEN_END || p->failed) {
            break;
        }
        if (is_leaf(&token) && p->leaves == BF_MAX_QUERY_WORDS) {
            note(p, BFI_NOTE_TOO_MANY_WORDS, (bf_span){token.span.start, size});
            break;
        }
        read_token(p, &token);
    }
    while (p->depth > 0 && !p->failed) {
        size_t start = innermost(p)->start;
        note(p, BFI_NOTE_UNBALANCED_PARENTHESIS, (bf_span){start, start + 1});
        close_group(p, size);
    }
}

static bool only_excludes(const bf_query_node *node)
{
    for (size_t i = 0; i < node->child_count; i++) {
        if (node->children[i]->role != BF_QUERY_MUST_NOT) {
            return false;
        }
    }
    return node->child_count > 0;
}

/* Parse `text`; what is nothing but operators (`NOT`) is parsed once more, as
 * words. */
static bf_status parse(bf_query *query, bf_str text, bool operators_are_words)
{
    const bfi_notes before = query->notes;
    parser p = {.query = query};
    bfi_lexer_start(&p.lexer, text, operators_are_words, &query->notes);
    read_tokens(&p);
    if (p.failed) {
        return BF_ERR_NOMEM;
    }
    if (p.operand_count == 0) {
        if (p.saw_operator) {
            query->notes = before;
            note(&p, BFI_NOTE_OPERATOR_AS_WORD, (bf_span){0, text.size});
            return parse(query, text, true);
        }
        return BF_OK;
    }
    drop_operators(&p);
    query->root = bfi_tree_reduce(query, p.operands, p.operand_count, true);
    if (!query->root) {
        return BF_ERR_NOMEM;
    }
    if (only_excludes(query->root)) {
        note(&p, BFI_NOTE_ONLY_EXCLUSIONS, query->root->span);
    }
    return BF_OK;
}

static bf_status parse_phrase(bf_query *query, bf_str text)
{
    size_t start = 0;
    bfi_operand operand = {0};
    bf_str trimmed = bf_str_trim(text);
    if (!bfi_has_content(trimmed)) {
        return BF_OK;
    }
    start = (size_t)(trimmed.data - text.data);
    operand.node = make_leaf(query, BF_QUERY_PHRASE, NULL, trimmed,
                             (bf_span){start, start + trimmed.size});
    query->root =
        operand.node ? bfi_tree_reduce(query, &operand, 1, true) : NULL;
    return query->root ? BF_OK : BF_ERR_NOMEM;
}

static bf_status parse_into(bf_query *query, bf_str text,
                            bf_query_reading reading)
{
    const size_t size = bf_utf8_clip(text, BF_MAX_QUERY_BYTES);
    char *copy = bf_arena_alloc(query->arena, size);
    bf_query_node *nothing = bf_arena_alloc(query->arena, sizeof *nothing);
    if (!copy || !nothing) {
        return BF_ERR_NOMEM;
    }
    query->root = nothing;
    if (size > 0) {
        memcpy(copy, text.data, size);
    }
    if (size < text.size) {
        bfi_notes_add(&query->notes, BFI_NOTE_QUERY_CUT,
                      (bf_span){size, text.size});
    }
    bfi_lexer_clean(copy, size, reading == BF_QUERY_AS_PHRASE, &query->notes);
    return reading == BF_QUERY_AS_PHRASE
               ? parse_phrase(query, (bf_str){copy, size})
               : parse(query, (bf_str){copy, size}, false);
}

bf_status bf_query_parse(bf_query **out, bf_str text, bf_query_reading reading,
                         bf_error *err)
{
    bf_query *query = calloc(1, sizeof *query);
    *out = NULL;
    if (!query || bf_arena_new(&query->arena, ARENA_BYTES, err) ||
        parse_into(query, text, reading)) {
        bf_query_free(query);
        return bf_fail(err, BF_ERR_NOMEM, "out of memory");
    }
    *out = query;
    return BF_OK;
}

void bf_query_free(bf_query *query)
{
    if (query) {
        bf_arena_free(query->arena);
        free(query);
    }
}

const bf_query_node *bf_query_root(const bf_query *query)
{
    return query->root;
}

size_t bf_query_note_count(const bf_query *query)
{
    return query->notes.count;
}

const bf_query_note *bf_query_note_at(const bf_query *query, size_t index)
{
    return &query->notes.items[index];
}
