/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Synonyms in the tree of a query. A word, or a run of plain words side by
 * side, that a rule is from becomes an OR of itself and of its synonyms, which
 * counts as the one word that it was. Of several rules the longest run wins,
 * from left to right, and what was put in is not looked up again, so nothing
 * goes round in circles.
 *
 * What is asked for as it is written, in quotes or with +, stays so. A word
 * that is protected becomes a phrase of itself, since phrases are matched by
 * written forms.
 */

#include "plan.h"
#include "synonyms.h"

#include <string.h>

enum {
    STEMS_BYTES = BF_MAX_SYNONYM_WORDS * (BF_MAX_TERM_BYTES + 1),
    NOTE_BYTES = 400
};

/* What is found at one leaf of a run. */
typedef struct match {
    size_t reach;  /* ordinary words of the run; 0: nothing */
    size_t leaves; /* the same, as leaves */
    bf_str others[BF_MAX_PLACE_SYNONYMS];
    size_t other_count;
    bool cut; /* there are more */
} match;

/* A word of a run in the language at hand. */
typedef struct run_word {
    bf_str term;
    size_t leaf;
    uint32_t reach; /* ordinary words that it covers */
    bool starts;    /* it is the first of its leaf */
    bool ends;      /* it is the last of its leaf */
} run_word;

typedef struct weaver {
    bfi_planner *planner;
    bf_synonyms *synonyms;
    size_t room;                  /* words that may still be added */
    bool excluded;                /* what is at hand */
    bf_buf added;                 /* what was added, for the note */
    bf_span span;                 /* of the first place where it was */
    const bf_query_node **leaves; /* of the run */
    size_t leaf_count;
    match *matches;  /* at each of them */
    run_word *words; /* of the run */
    size_t word_count;
} weaver;

/* Words -------------------------------------------------------------------- */

/* The words of a text in one language. */
static size_t count_words(const weaver *w, bf_str text)
{
    bfi_rule_words words;
    bfi_rule_word word;
    size_t count = 0;
    bfi_rule_words_start(&words, w->planner->analyzers[0], text, false);
    while (bfi_rule_words_next(&words, &word)) {
        count++;
    }
    return count;
}

/* How many words the leaves below `node` have; one without any takes room as
 * well. */
static size_t count_all_words(const weaver *w, const bf_query_node *node)
{
    size_t count = 0;
    if (node->child_count == 0) {
        count = count_words(w, node->text);
        return count > 0 ? count : 1;
    }
    for (size_t i = 0; i < node->child_count; i++) {
        count += count_all_words(w, node->children[i]);
    }
    return count;
}

static bf_status read_run(weaver *w, bf_analyzer *analyzer, bool joined)
{
    bf_arena *arena = w->planner->plan->arena;
    w->word_count = 0;
    for (size_t i = 0; i < w->leaf_count; i++) {
        size_t first = w->word_count;
        bfi_rule_words words;
        bfi_rule_word word;
        bfi_rule_words_start(&words, analyzer, w->leaves[i]->text, joined);
        while (w->word_count < BF_MAX_QUERY_WORDS &&
               bfi_rule_words_next(&words, &word)) {
            run_word *made = &w->words[w->word_count++];
            *made = (run_word){
                .term =
                    bf_arena_copy(arena, (bf_str){word.term, word.term_size}),
                .leaf = i,
                .reach = word.end - word.position,
            };
            if (!made->term.data) {
                return bfi_planner_nomem(w->planner);
            }
        }
        if (w->word_count > first && !words.has_next) {
            w->words[first].starts = true;
            w->words[w->word_count - 1].ends = true;
        }
    }
    return BF_OK;
}

/* Matches ------------------------------------------------------------------ */

static void add_other(match *m, bf_str other)
{
    for (size_t i = 0; i < m->other_count; i++) {
        if (bf_str_equal(m->others[i], other)) {
            return;
        }
    }
    m->cut = m->other_count == BF_MAX_PLACE_SYNONYMS;
    if (!m->cut) {
        m->others[m->other_count++] = other;
    }
}

/* Add what the rule of `entry` asks for. */
static void add_rule(match *m, const bfi_entry *entry)
{
    const bfi_rule *rule = entry->rule;
    for (size_t i = 0; i < rule->to_count && !m->cut; i++) {
        if (rule->from != rule->to || i != entry->side) {
            add_other(m, rule->to[i]);
        }
    }
}

/* Take the rules that are from the words of the run from `first` to `last`,
 * which cover `reach` ordinary ones. */
static void take_rules(weaver *w, const bfi_stemmed *stemmed, bf_str stems,
                       const run_word *first, const run_word *last,
                       size_t reach)
{
    match *m = &w->matches[first->leaf];
    const bfi_entry *entry = bfi_stemmed_find(stemmed, stems);
    if (!entry || m->reach > reach) {
        return;
    }
    if (m->reach < reach) {
        *m = (match){.reach = reach, .leaves = 1 + last->leaf - first->leaf};
    }
    for (; entry && !m->cut; entry = bfi_stemmed_next(entry)) {
        add_rule(m, entry);
    }
}

/* Look up all runs of words that begin with the one at `first`. */
static void look_up(weaver *w, const bfi_stemmed *stemmed, size_t first)
{
    char room[STEMS_BYTES];
    size_t size = 0;
    size_t reach = 0;
    for (size_t count = 1;
         count <= BF_MAX_SYNONYM_WORDS && first + count <= w->word_count;
         count++) {
        const run_word *word = &w->words[first + count - 1];
        memcpy(room + size, word->term.data, word->term.size);
        size += word->term.size;
        room[size++] = ' ';
        reach += word->reach;
        if (word->ends) {
            take_rules(w, stemmed, (bf_str){room, size}, &w->words[first], word,
                       reach);
        }
    }
}

/* Look up all runs of words, read in one of the two ways. */
static bf_status look_up_all(weaver *w, const bfi_stemmed *stemmed,
                             bf_analyzer *analyzer, bool joined)
{
    bf_status status = read_run(w, analyzer, joined);
    for (size_t first = 0; !status && first < w->word_count; first++) {
        if (w->words[first].starts) {
            look_up(w, stemmed, first);
        }
    }
    return status;
}

/* Fill in what is found at each leaf of the run, in all languages. */
static bf_status find_matches(weaver *w)
{
    bfi_planner *planner = w->planner;
    bf_status status = BF_OK;
    memset(w->matches, 0, w->leaf_count * sizeof *w->matches);
    for (size_t i = 0; !status && i < planner->language_count; i++) {
        bf_analyzer *analyzer = planner->analyzers[i];
        const bfi_stemmed *stemmed = bfi_synonyms_stemmed(
            w->synonyms, analyzer, bf_analyzer_language(analyzer));
        status = stemmed ? look_up_all(w, stemmed, analyzer, false)
                         : bfi_planner_nomem(planner);
        if (!status) {
            status = look_up_all(w, stemmed, analyzer, true);
        }
    }
    return status;
}

/* Nodes -------------------------------------------------------------------- */

static bf_query_node *copy_node(weaver *w, const bf_query_node *node)
{
    bf_query_node *made = bf_arena_alloc(w->planner->plan->arena, sizeof *made);
    if (made) {
        *made = *node;
    }
    return made;
}

/* A node of `kind` with room for `count` children. */
static bf_query_node *new_parent(weaver *w, bf_query_kind kind, size_t count,
                                 bf_span span, const bf_query_node ***children)
{
    bf_arena *arena = w->planner->plan->arena;
    bf_query_node *made = bf_arena_alloc(arena, sizeof *made);
    *children = bf_arena_array(arena, count, sizeof(bf_query_node *));
    if (!made || !*children) {
        return NULL;
    }
    made->kind = kind;
    made->span = span;
    made->children = *children;
    return made;
}

/* Whether `text` is one word, and protected. */
static bool is_protected(weaver *w, bf_str text)
{
    const bfi_planner *planner = w->planner;
    bfi_rule_words words;
    bfi_rule_word word;
    bfi_rule_words_start(&words, planner->analyzers[0], text, false);
    if (!bfi_rule_words_next(&words, &word) || words.has_next) {
        return false;
    }
    for (size_t i = 0; i < planner->language_count; i++) {
        if (bfi_synonyms_protects(
                w->synonyms, (bf_str){word.word, word.word_size},
                bf_analyzer_language(planner->analyzers[i]))) {
            return true;
        }
    }
    return false;
}

/* The leaf as it is, or a phrase when it is a protected word. */
static const bf_query_node *typed_leaf(weaver *w, const bf_query_node *leaf)
{
    bf_query_node *made;
    if (leaf->kind != BF_QUERY_WORD || !is_protected(w, leaf->text)) {
        return leaf;
    }
    made = copy_node(w, leaf);
    if (made) {
        made->kind = BF_QUERY_PHRASE;
    }
    return made;
}

/* The leaf for a synonym of what begins with `typed`. */
static const bf_query_node *added_leaf(weaver *w, const bf_query_node *typed,
                                       bf_str text, size_t words)
{
    bf_query_node *made = copy_node(w, typed);
    if (made) {
        made->kind = words > 1 || is_protected(w, text) ? BF_QUERY_PHRASE
                                                        : BF_QUERY_WORD;
        made->role = BF_QUERY_SHOULD;
        made->text = text;
        made->added = true;
    }
    return made;
}

/* What was typed, as one side of an OR. */
static const bf_query_node *
typed_side(weaver *w, const bf_query_node *const *leaves, size_t count)
{
    const bf_query_node **children;
    bf_query_node *list;
    bf_span span = {leaves[0]->span.start, leaves[count - 1]->span.end};
    if (count == 1) {
        bf_query_node *one;
        const bf_query_node *leaf = typed_leaf(w, leaves[0]);
        one = leaf ? copy_node(w, leaf) : NULL;
        if (one) {
            one->role = BF_QUERY_SHOULD;
        }
        return one;
    }
    list = new_parent(w, BF_QUERY_LIST, count, span, &children);
    for (size_t i = 0; list && i < count; i++) {
        children[i] = typed_leaf(w, leaves[i]);
        list = children[i] ? list : NULL;
    }
    if (list) {
        list->child_count = count;
    }
    return list;
}

static void tell_added(weaver *w, const bf_query_node *leaf)
{
    const char *quote = leaf->kind == BF_QUERY_PHRASE ? "\"" : "";
    if (w->added.size == 0) {
        w->span = leaf->span;
    }
    bf_buf_printf(&w->added, "%s%s%s%.*s%s", w->added.size > 0 ? ", " : "",
                  w->excluded ? "-" : "", quote, (int)leaf->text.size,
                  leaf->text.data, quote);
}

/* Make one node of the first `m->leaves` of `leaves` and their synonyms. */
static bf_status weave(weaver *w, const bf_query_node **out,
                       const bf_query_node *const *leaves, const match *m)
{
    const bf_query_node **children;
    bf_query_node *node = new_parent(w, BF_QUERY_OR, 1 + m->other_count,
                                     leaves[0]->span, &children);
    bool cut = m->cut;
    *out = NULL;
    if (!node || !(children[0] = typed_side(w, leaves, m->leaves))) {
        return bfi_planner_nomem(w->planner);
    }
    node->child_count = 1;
    node->role = leaves[0]->role;
    for (size_t i = 0; i < m->other_count; i++) {
        size_t words = count_words(w, m->others[i]);
        const bf_query_node *leaf;
        if (words > w->room) {
            cut = true;
            continue;
        }
        leaf = added_leaf(w, leaves[0], m->others[i], words);
        if (!leaf) {
            return bfi_planner_nomem(w->planner);
        }
        w->room -= words;
        children[node->child_count++] = leaf;
        tell_added(w, leaf);
    }
    if (cut) {
        bfi_notes_add(&w->planner->plan->notes, BFI_NOTE_SYNONYMS_CUT,
                      leaves[0]->span);
    }
    *out = node->child_count > 1 || m->leaves > 1 ? node
                                                  : typed_leaf(w, leaves[0]);
    return *out ? BF_OK : bfi_planner_nomem(w->planner);
}

/* The tree ----------------------------------------------------------------- */

/* Whether `leaf` may stand in a run with others. */
static bool is_plain(const bf_query_node *leaf)
{
    return leaf->kind == BF_QUERY_WORD && leaf->role == BF_QUERY_SHOULD &&
           !leaf->field;
}

/* Whether synonyms of `leaf` are asked for: of words of the text, unless they
 * must match as written. */
static bool has_synonyms(const bf_query_node *leaf)
{
    if (leaf->kind != BF_QUERY_WORD) {
        return false;
    }
    return leaf->field ? leaf->field->type == BF_TYPE_TEXT
                       : leaf->role != BF_QUERY_MUST;
}

/* Put what became of `count` leaves, which stand side by side, into `out`;
 * *made is their number. */
static bf_status weave_run(weaver *w, const bf_query_node **out, size_t *made,
                           const bf_query_node *const *leaves, size_t count)
{
    bf_status status;
    memcpy(w->leaves, leaves, count * sizeof(bf_query_node *));
    w->leaf_count = count;
    status = find_matches(w);
    *made = 0;
    for (size_t i = 0; !status && i < count;) {
        const match *m = &w->matches[i];
        size_t taken = m->other_count > 0 ? m->leaves : 1;
        if (m->other_count > 0) {
            status = weave(w, &out[*made], leaves + i, m);
        } else {
            out[*made] = typed_leaf(w, leaves[i]);
            status = out[*made] ? BF_OK : bfi_planner_nomem(w->planner);
        }
        i += taken;
        ++*made;
    }
    return status;
}

static bf_status weave_node(weaver *w, const bf_query_node **out,
                            const bf_query_node *node);

static bf_status weave_leaf(weaver *w, const bf_query_node **out,
                            const bf_query_node *leaf)
{
    size_t made;
    if (has_synonyms(leaf)) {
        return weave_run(w, out, &made, &leaf, 1);
    }
    *out = leaf->field && leaf->field->type != BF_TYPE_TEXT
               ? leaf
               : typed_leaf(w, leaf);
    return *out ? BF_OK : bfi_planner_nomem(w->planner);
}

/* How many of the children from `first` on are a run of plain words. */
static size_t run_at(const bf_query_node *list, size_t first)
{
    size_t count = 0;
    while (list->kind == BF_QUERY_LIST && first + count < list->child_count &&
           is_plain(list->children[first + count])) {
        count++;
    }
    return count;
}

static bf_status weave_parent(weaver *w, const bf_query_node **out,
                              const bf_query_node *node)
{
    const bf_query_node **children;
    bf_query_node *made =
        new_parent(w, node->kind, node->child_count, node->span, &children);
    bf_status status = made ? BF_OK : bfi_planner_nomem(w->planner);
    for (size_t i = 0; !status && i < node->child_count;) {
        size_t count = run_at(node, i);
        size_t woven = 1;
        if (count > 0) {
            status = weave_run(w, &children[made->child_count], &woven,
                               &node->children[i], count);
        } else {
            status =
                weave_node(w, &children[made->child_count], node->children[i]);
        }
        i += count > 0 ? count : 1;
        made->child_count += woven;
    }
    if (made) {
        made->role = node->role;
    }
    *out = made;
    return status;
}

/* Recursion is over the tree, whose depth the parser bounds. */
static bf_status weave_node(weaver *w, const bf_query_node **out,
                            const bf_query_node *node)
{
    bool before = w->excluded;
    bf_status status;
    w->excluded = before != (node->role == BF_QUERY_MUST_NOT);
    status = node->child_count > 0 ? weave_parent(w, out, node)
                                   : weave_leaf(w, out, node);
    w->excluded = before;
    return status;
}

/* The whole ---------------------------------------------------------------- */

static bf_status tell_all(weaver *w)
{
    bf_plan *plan = w->planner->plan;
    bf_buf text;
    bf_str kept;
    bf_str list = bf_buf_str(&w->added);
    bool cut = list.size > NOTE_BYTES;
    if (bf_buf_status(&w->added, NULL) == BF_ERR_NOMEM) {
        return bfi_planner_nomem(w->planner);
    }
    if (list.size == 0) {
        return BF_OK;
    }
    bf_buf_init(&text, (size_t)2 * NOTE_BYTES);
    list.size = bf_utf8_clip(list, NOTE_BYTES);
    bf_buf_printf(&text, "Also searched for: %.*s%s", (int)list.size, list.data,
                  cut ? "…" : ".");
    kept = bf_buf_status(&text, NULL)
               ? (bf_str){NULL, 0}
               : bf_arena_copy(plan->arena, bf_buf_str(&text));
    bf_buf_fini(&text);
    if (!kept.data) {
        return bfi_planner_nomem(w->planner);
    }
    bfi_notes_add_text(&plan->notes, BFI_NOTE_SYNONYMS, kept, w->span);
    return BF_OK;
}

static bf_status start(weaver *w, const bf_query_node *root)
{
    bf_arena *arena = w->planner->plan->arena;
    size_t words = count_all_words(w, root);
    size_t left = words < BF_MAX_QUERY_WORDS ? BF_MAX_QUERY_WORDS - words : 0;
    w->room = left < BF_MAX_ADDED_WORDS ? left : BF_MAX_ADDED_WORDS;
    w->leaves =
        bf_arena_array(arena, BF_MAX_QUERY_WORDS, sizeof(bf_query_node *));
    w->matches = bf_arena_array(arena, BF_MAX_QUERY_WORDS, sizeof(match));
    w->words = bf_arena_array(arena, BF_MAX_QUERY_WORDS, sizeof(run_word));
    return w->leaves && w->matches && w->words ? BF_OK
                                               : bfi_planner_nomem(w->planner);
}

bf_status bfi_plan_synonyms(bfi_planner *planner, const bf_query_node **root,
                            bf_synonyms *synonyms)
{
    weaver w = {.planner = planner, .synonyms = synonyms};
    const bf_query_node *made;
    bf_status status;
    if (!synonyms || synonyms->count == 0 ||
        (*root)->kind == BF_QUERY_NOTHING) {
        return BF_OK;
    }
    bf_buf_init(&w.added, (size_t)16 * BF_MAX_QUERY_BYTES);
    status = start(&w, *root);
    if (!status) {
        status = weave_node(&w, &made, *root);
    }
    if (!status) {
        status = tell_all(&w);
    }
    bf_buf_fini(&w.added);
    *root = status ? *root : made;
    return status;
}
