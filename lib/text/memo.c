/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The memo of forms: a table with one place for each hash. An entry is a head
 * that says where things are in it, then the key, then what of the forms cannot
 * be shared: the written form often is the key, the term often its beginning.
 *
 * Places begin on cache lines. The first line has what is asked first, and the
 * words used last.
 */

#include "memo.h"

#include "vector.h"

/* The head of an entry, a byte each; positions count from its end. */
enum {
    KEY_SIZE,
    WORD_AT,
    WORD_SIZE,
    TERM_AT,
    TERM_SIZE,
    SPELLING_AT,
    SPELLING_SIZE,
    PLAIN,
    HEAD_BYTES,

    MAX_ENTRY_BYTES = HEAD_BYTES + BFI_MEMO_BYTES,
    /* So that eight bytes can be read wherever one is. */
    ROOM_IN_USE = BFI_MEMO_ROOM - 7,
    CACHE_LINE_BYTES = 64
};

static bfi_memo_place *place_of(bfi_memo *memo, const bfi_memo_key *key)
{
    return &memo->places[key->hash >> (64 - BFI_MEMO_BITS)];
}

static unsigned char tag_of(const bfi_memo_key *key)
{
    return (unsigned char)(key->hash >> 32);
}

/* Places ------------------------------------------------------------------- */

/* Put an entry before the first `count` ones, and make them all there are up to
 * there. There is room. */
static void put_first(bfi_memo_place *place, size_t count,
                      const unsigned char *entry, size_t size,
                      unsigned char tag)
{
    memmove(place->room + size, place->room, place->starts[count]);
    memcpy(place->room, entry, size);
    memmove(place->tags + 1, place->tags, count);
    place->tags[0] = tag;
    for (size_t i = count; i > 0; i--) {
        place->starts[i] = (unsigned char)(place->starts[i - 1] + size);
    }
    place->starts[0] = 0;
}

static size_t entry_size(const bfi_memo_place *place, size_t at)
{
    return (size_t)place->starts[at + 1] - place->starts[at];
}

static void move_to_front(bfi_memo_place *place, size_t at)
{
    unsigned char entry[MAX_ENTRY_BYTES];
    const size_t size = entry_size(place, at);
    memcpy(entry, place->room + place->starts[at], size);
    put_first(place, at, entry, size, place->tags[at]);
}

static void insert(bfi_memo_place *place, const unsigned char *entry,
                   size_t size, unsigned char tag)
{
    size_t count = place->count;
    while (count == BFI_MEMO_ENTRIES ||
           place->starts[count] + size > ROOM_IN_USE) {
        count--;
    }
    place->starts[count + 1] = (unsigned char)(place->starts[count] + size);
    put_first(place, count, entry, size, tag);
    place->count = (unsigned char)(count + 1);
}

/* Finding ------------------------------------------------------------------ */

/* Whether the bytes after the first eight are those of `key`, which has more
 * than these. */
static bool has_rest(const unsigned char *bytes, const bfi_memo_key *key)
{
    const size_t last = key->size - 8;
    for (size_t at = 8; at < last; at += 8) {
        if (bfi_load_8(bytes + at) != bfi_load_8(key->data + at)) {
            return false;
        }
    }
    return bfi_load_8(bytes + last) == bfi_load_8(key->data + last);
}

static inline bool holds(const unsigned char *entry, const bfi_memo_key *key)
{
    const unsigned char *bytes = entry + HEAD_BYTES;
    if (entry[KEY_SIZE] != key->size) {
        return false;
    }
    if (key->size > 8) {
        return bfi_load_8(bytes) == key->head && has_rest(bytes, key);
    }
    return bfi_keep_bytes(bfi_load_8(bytes), key->size) == key->head;
}

static inline void read_forms(const unsigned char *entry, bfi_forms *out)
{
    const char *bytes = (const char *)entry + HEAD_BYTES;
    out->word = (bf_str){bytes + entry[WORD_AT], entry[WORD_SIZE]};
    out->term = (bf_str){bytes + entry[TERM_AT], entry[TERM_SIZE]};
    out->spelling = (bf_str){bytes + entry[SPELLING_AT], entry[SPELLING_SIZE]};
    out->clipped = false;
    out->plain = entry[PLAIN];
}

/* Ask memory for all of a place while its first line is on its way, rather than
 * for one line after the other. */
static inline void fetch(const bfi_memo_place *place)
{
    __builtin_prefetch((const char *)place + CACHE_LINE_BYTES);
    __builtin_prefetch((const char *)place + 2 * CACHE_LINE_BYTES);
    __builtin_prefetch((const char *)place + 3 * CACHE_LINE_BYTES);
}

bool bfi_memo_get(bfi_memo *memo, const bfi_memo_key *key, bfi_forms *out)
{
    bfi_memo_place *const place = place_of(memo, key);
    unsigned bits;
    fetch(place);
    bits = bfi_equal_bits(place->tags, tag_of(key));
    for (bits &= (1u << place->count) - 1; bits; bits &= bits - 1) {
        size_t at = bfi_lowest_bit(bits);
        if (!holds(place->room + place->starts[at], key)) {
            continue;
        }
        if (2 * at > place->count) {
            move_to_front(place, at);
            at = 0;
        }
        read_forms(place->room + place->starts[at], out);
        return true;
    }
    return false;
}

/* Remembering -------------------------------------------------------------- */

/* An entry that is being made. */
typedef struct making {
    unsigned char entry[MAX_ENTRY_BYTES];
    size_t end; /* of what would be in it, were there room */
} making;

static bool begins_with(bf_str text, bf_str start)
{
    return start.size <= text.size &&
           memcmp(text.data, start.data, start.size) == 0;
}

/* Note where `form` stands: where `before` does if that begins with it, else
 * after all that is there. */
static void add_form(making *m, size_t at, bf_str form, bf_str before,
                     size_t before_at)
{
    const bool shared = begins_with(before, form);
    const bool fits = m->end + form.size <= MAX_ENTRY_BYTES;
    m->entry[at] = (unsigned char)(shared ? before_at : m->end - HEAD_BYTES);
    m->entry[at + 1] = (unsigned char)form.size;
    if (shared) {
        return;
    }
    if (fits) {
        memcpy(m->entry + m->end, form.data, form.size);
    }
    m->end += form.size;
}

void bfi_memo_put(bfi_memo *memo, const bfi_memo_key *key,
                  const bfi_forms *forms)
{
    const bf_str bytes = {key->data, key->size};
    making m = {.end = HEAD_BYTES + key->size};
    m.entry[KEY_SIZE] = (unsigned char)key->size;
    m.entry[PLAIN] = forms->plain;
    memcpy(m.entry + HEAD_BYTES, key->data, key->size);
    add_form(&m, WORD_AT, forms->word, bytes, 0);
    add_form(&m, TERM_AT, forms->term, forms->word, m.entry[WORD_AT]);
    add_form(&m, SPELLING_AT, forms->spelling, bytes, 0);
    if (m.end <= MAX_ENTRY_BYTES && !forms->clipped) {
        insert(place_of(memo, key), m.entry, m.end, tag_of(key));
    }
}
