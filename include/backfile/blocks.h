/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BACKFILE_BLOCKS_H
#define BACKFILE_BLOCKS_H

/**
 * @file
 * The block index: what makes queries fast, and can be made anew from the
 * records at any time. It consists of *segments*, files that are written once,
 * mapped into memory, and shared by all threads: postings in packed blocks of
 * 128 with bounds for scores, positions, columns of values.
 * docs/index-format.md has their bytes.
 *
 *     bf_blocks_builder *builder;
 *     status = bf_blocks_builder_new(&builder, folder, &options, &err);
 *     status = bf_blocks_builder_add(builder, docnum, document, &err);
 *     status = bf_blocks_builder_finish(&made, builder, &err);
 *     bf_blocks_builder_free(builder);
 *
 *     bf_segment *segment;
 *     bf_term_entry entry;
 *     bf_postings postings;
 *     status = bf_segment_open(&segment, folder, made.name, &err);
 *     if (bf_segment_find(segment, term, &entry)) {
 *         bf_postings_open(&postings, segment, &entry);
 *         while (bf_postings_next(&postings)) {
 *             // postings.count local numbers in .docs, frequencies in .freqs
 *         }
 *     }
 *     bf_segment_free(segment);
 *
 * Documents of a segment are called by their *local number*: their place in
 * it, from 0. It rises with their bf_docnum.
 *
 * Nothing of a file is trusted: what was damaged gives BF_ERR_CORRUPT, or wrong
 * postings within the bounds of the segment until bf_segment_verify() tells,
 * but never a read or a number out of bounds. A file that shrinks while it is
 * mapped is met by bf_segments_guard().
 */

#include <backfile/document.h>
#include <backfile/limits.h>
#include <backfile/matches.h>
#include <backfile/score.h>
#include <backfile/util.h>

BF_BEGIN_DECLS

/** The format of segments that this build reads and writes. */
#define BF_SEGMENT_FORMAT 1u
/** Postings, and occurrences, in a full block. */
#define BF_BLOCK_POSTINGS 128u
/** Bytes of the name of a segment, its NUL included: 32 hexadecimal digits. */
#define BF_SEGMENT_NAME_BYTES 33u

/** What the name of its file ends with. */
#define BF_SEGMENT_ENDING ".segment"
/** What the names of files end with that a builder writes, and deletes unless
 * it is killed. */
#define BF_SEGMENT_TEMPORARY ".segment-new"

/** What a segment is, without opening it. */
typedef struct bf_segment_info {
    uint64_t bytes;                   /**< of its file */
    uint64_t length;                  /**< the sum of its documents' lengths */
    uint32_t documents;               /**< at most BF_MAX_SEGMENT_DOCUMENTS */
    bf_docnum first;                  /**< of its first document */
    bf_docnum last;                   /**< of its last one */
    char name[BF_SEGMENT_NAME_BYTES]; /**< "" for none */
} bf_segment_info;

/* Building ---------------------------------------------------------------- */

/** How to build. */
typedef struct bf_blocks_options {
    /** Memory for what is not written yet: at least BF_MIN_BLOCKS_BYTES. What
     *  does not fit is spilled into temporary files in the folder, and merged
     *  at the end. */
    size_t memory_bytes;
    /** Do not sync the file: for measurements and tests. */
    bool no_sync;
    /** How many threads make blocks of the records, which share the memory; 0:
     *  as many as the process may use processors. A builder is of one. */
    unsigned threads;
    /** How large a section may be; 0: BF_MAX_SECTION_BYTES. Less is for tests.
     */
    uint64_t section_bytes;
} bf_blocks_options;

/** The defaults as an initialiser. */
#define BF_BLOCKS_OPTIONS_DEFAULT                                              \
    {                                                                          \
        BF_DEFAULT_BLOCKS_BYTES, false, 0, 0                                   \
    }

typedef struct bf_blocks_builder bf_blocks_builder;

/**
 * Begin a segment in @p folder, which exists.
 *
 * @return BF_ERR_LIMIT: too little memory is allowed. BF_ERR_IO.
 */
BF_API BF_MUST_CHECK bf_status bf_blocks_builder_new(
    bf_blocks_builder **out, const char *folder,
    const bf_blocks_options *options, bf_error *err) BF_NOEXCEPT;
/** Release it; what it wrote and was not finished is deleted. */
BF_API void bf_blocks_builder_free(bf_blocks_builder *builder) BF_NOEXCEPT;
/**
 * Add a document under a number higher than those before.
 *
 * @return BF_ERR_INVALID: its number, or what it consists of, is not in order;
 *         BF_ERR_LIMIT: the segment is full (BF_MAX_SEGMENT_DOCUMENTS).
 *         After either the builder goes on as if it had not been asked; after
 *         BF_ERR_IO and BF_ERR_NOMEM only bf_blocks_builder_free() may follow.
 */
BF_API BF_MUST_CHECK bf_status
bf_blocks_builder_add(bf_blocks_builder *builder, bf_docnum docnum,
                      const bf_document *document, bf_error *err) BF_NOEXCEPT;
/**
 * Put aside what it has in memory, and give that back. After a failure only
 * bf_blocks_builder_free() may follow.
 */
BF_API BF_MUST_CHECK bf_status
bf_blocks_builder_spill(bf_blocks_builder *builder, bf_error *err) BF_NOEXCEPT;
/**
 * Move all documents of @p from, a builder in the same folder, behind those of
 * @p builder, so that several threads can gather parts of one segment. @p from
 * is then empty.
 *
 * @return BF_ERR_INVALID: their numbers do not follow; BF_ERR_LIMIT: they are
 *         too many for a segment. After either nothing was moved; after others
 *         only bf_blocks_builder_free() may follow, of both.
 */
BF_API BF_MUST_CHECK bf_status bf_blocks_builder_join(
    bf_blocks_builder *builder, bf_blocks_builder *from, bf_error *err)
    BF_NOEXCEPT;
/**
 * Write the segment, synced, and its entry in the folder too, and begin the
 * next one. The same documents give the same bytes, whatever the memory was,
 * and however many builders they were joined from.
 *
 * @param[out] out  its name; "" when no document was added
 * @return BF_ERR_LIMIT: one of its sections would exceed
 *         BF_MAX_SECTION_BYTES. After any failure only
 *         bf_blocks_builder_free() may follow.
 */
BF_API BF_MUST_CHECK bf_status bf_blocks_builder_finish(
    bf_segment_info *out, bf_blocks_builder *builder, bf_error *err)
    BF_NOEXCEPT;

/* Segments ---------------------------------------------------------------- */

typedef struct bf_segment bf_segment;

/**
 * Map the segment @p name in @p folder. Takes time that does not depend on its
 * size. Any number of threads may read it at once.
 *
 * @return BF_ERR_NOT_FOUND, BF_ERR_FORMAT, BF_ERR_CORRUPT, BF_ERR_IO.
 */
BF_API BF_MUST_CHECK bf_status bf_segment_open(bf_segment **out,
                                               const char *folder,
                                               const char *name, bf_error *err)
    BF_NOEXCEPT;
BF_API void bf_segment_free(bf_segment *segment) BF_NOEXCEPT;
/** What it says of itself; borrowed. */
BF_API const bf_segment_info *bf_segment_get_info(const bf_segment *segment)
    BF_NOEXCEPT;
/** Read all of it and compare it with its checksums, and with all that
 *  docs/index-format.md asks. BF_ERR_CORRUPT says what is wrong. */
BF_API BF_MUST_CHECK bf_status bf_segment_verify(const bf_segment *segment,
                                                 bf_error *err) BF_NOEXCEPT;

/** The number of the document @p local; 0 for none. */
BF_API bf_docnum bf_segment_docnum(const bf_segment *segment, uint32_t local)
    BF_NOEXCEPT;
/** The local number of the first document from @p docnum on; the number of
 *  documents when there is none. */
BF_API uint32_t bf_segment_local(const bf_segment *segment, bf_docnum docnum)
    BF_NOEXCEPT;
/** The lengths of its documents, by local number; borrowed. */
BF_API const uint32_t *bf_segment_lengths(const bf_segment *segment)
    BF_NOEXCEPT;

/**
 * Run @p work, which may read segments. When one of their files shrinks
 * meanwhile, or cannot be read, @p work is left where it stands, and
 * BF_ERR_CORRUPT is returned: it must hold no lock, and keep its memory where
 * the caller releases it. Calls may be nested; only the innermost is left.
 *
 * The first call of a process takes over SIGBUS; one that has another cause is
 * passed on to what was there before.
 */
BF_API BF_MUST_CHECK bf_status
bf_segments_guard(bf_status (*work)(void *closure, bf_error *err),
                  void *closure, bf_error *err) BF_NOEXCEPT;

/* Terms ------------------------------------------------------------------- */

/** What the lists of a term have. */
typedef enum bf_term_kind {
    BF_TERM_FILTER = 0,   /**< documents */
    BF_TERM_WEIGHTED = 1, /**< and frequencies */
    BF_TERM_TEXT = 2      /**< and positions */
} bf_term_kind;

/** A term of a segment: plain data, valid as long as the segment. */
typedef struct bf_term_entry {
    bf_term_kind kind;
    uint32_t documents;   /**< that have it: ≥ 1 */
    uint32_t occurrences; /**< BF_TERM_TEXT: in all of them; else 0 */
    bf_status status;     /**< BF_ERR_CORRUPT: it could not be looked up */
    /* What follows is the module's own. */
    uint32_t single[3]; /* local number, frequency, count: of the only one */
    bf_str postings;
    bf_str positions;
    bf_str forms;
} bf_term_entry;

/** Find @p term; false (and zeros) when the segment lacks it, or is damaged
 *  where it should be: then @c status says so. */
BF_API BF_MUST_CHECK bool bf_segment_find(const bf_segment *segment,
                                          bf_str term, bf_term_entry *out)
    BF_NOEXCEPT;

/** The module's own: where the next term of a block of them stands, and where
 *  its lists begin. */
typedef struct bf_term_place {
    const unsigned char *at;
    const unsigned char *end;
    uint64_t postings;
    uint64_t positions;
    uint64_t forms;
} bf_term_place;

/** A walk over the terms of a segment, in byte order. No need to release. */
typedef struct bf_term_cursor {
    const bf_segment *segment;
    bf_term_entry entry;
    bf_str term;      /**< borrowed until the cursor moves */
    bf_status status; /**< BF_ERR_CORRUPT: it ended early by damage */
    /* What follows is the module's own. */
    char room[BF_MAX_INDEX_TERM_BYTES];
    uint32_t block;
    bf_term_place place;
} bf_term_cursor;

/** Move to the first term that is not below @p term; false: there is none. */
BF_API BF_MUST_CHECK bool bf_term_cursor_seek(bf_term_cursor *cursor,
                                              const bf_segment *segment,
                                              bf_str term) BF_NOEXCEPT;
/** Move to the next term; false: there is none. */
BF_API BF_MUST_CHECK bool bf_term_cursor_next(bf_term_cursor *cursor)
    BF_NOEXCEPT;

/** Which terms bf_segment_fuzzy() looks for. */
typedef struct bf_fuzzy {
    /** What the terms begin with, byte for byte: the prefix of a field, or some
     *  first letters that have to be right, or nothing. */
    bf_str prefix;
    /** What the rest of them is compared with: UTF-8, of at most
     *  BF_MAX_TERM_BYTES. */
    bf_str word;
    unsigned edits; /**< most edits: 1 or 2 */
    uint32_t looks; /**< most terms that are looked at */
} bf_fuzzy;

/**
 * Call @p each for the terms of @p segment that are within some edits of a
 * word, in byte order, until it fails; its failure is returned. An edit is a
 * letter (a code point) that is missing, too many, or another, or two that are
 * side by side and changed places; letters that did are not edited again
 * (optimal string alignment).
 *
 * Without a prefix, terms that begin with a capital of A to Z are passed over:
 * they have one. So are terms that are not UTF-8.
 *
 * @param[out] complete  false: bf_fuzzy.looks were spent, and further terms may
 *                       be within the edits
 * @return BF_ERR_INVALID: the word is too long or not UTF-8, or the edits are
 *         none or too many; BF_ERR_CORRUPT.
 */
BF_API BF_MUST_CHECK bf_status bf_segment_fuzzy(
    bool *complete, const bf_segment *segment, const bf_fuzzy *fuzzy,
    bf_status (*each)(void *payload, bf_str term, unsigned edits,
                      const bf_term_entry *entry),
    void *payload, bf_error *err) BF_NOEXCEPT;

/**
 * The number of the written form @p word with @p reach of a text term.
 *
 * @return -1 when the term was never written so.
 */
BF_API int64_t bf_segment_form(const bf_segment *segment,
                               const bf_term_entry *entry, bf_str term,
                               bf_str word, uint32_t reach) BF_NOEXCEPT;
/** Form number @p number of a text term; false: it has not so many. @p word is
 *  borrowed from the segment, or is @p term. */
BF_API BF_MUST_CHECK bool
bf_segment_form_at(const bf_segment *segment, const bf_term_entry *entry,
                   bf_str term, uint32_t number, bf_str *word, uint32_t *reach)
    BF_NOEXCEPT;

/** Call @p each for all forms of a text term, by their numbers, which count
 * from 0; false: they are damaged from some number on. */
BF_API BF_MUST_CHECK bool bf_segment_forms(
    const bf_term_entry *entry, bf_str term,
    void (*each)(void *closure, uint32_t number, bf_str word, uint32_t reach),
    void *closure) BF_NOEXCEPT;

/* Postings ---------------------------------------------------------------- */

/** The pairs of frequency and length that bound the scores of some postings:
 *  see bf_bounds_of(). */
typedef struct bf_maxima {
    unsigned char frequency[4]; /**< 255: any from 255 on */
    unsigned char length[4];    /**< codes: bf_length_floor() */
} bf_maxima;

/** The least length that has the code @p code. Codes 0 to 255 rise with the
 *  length; all lengths from 2^31 on have the last one. */
BF_API uint32_t bf_length_floor(unsigned char code) BF_NOEXCEPT;

/**
 * A walk over the postings of a term, a block at a time. Plain data on the
 * caller's stack (3 KB), no need to release; used by one thread.
 *
 * Only the last block has fewer than BF_BLOCK_POSTINGS. `docs` has room behind
 * them: docs[count] is UINT32_MAX.
 */
typedef struct bf_postings {
    uint32_t count;       /**< postings in the block at hand; 0 before the first
                               and behind the last */
    uint32_t block;       /**< its number, from 0 */
    uint32_t block_count; /**< blocks, the last one included */
    bf_status status;     /**< BF_ERR_CORRUPT: it ended early by damage */
    uint32_t docs[BF_BLOCK_POSTINGS + 8];
    uint32_t freqs[BF_BLOCK_POSTINGS + 8]; /**< once bf_postings_freqs() */
    const bf_segment *segment;
    const bf_term_entry *entry;
    /* What follows is the module's own. */
    uint32_t full;                 /* full blocks */
    uint32_t next;                 /* the block that comes next */
    uint32_t limit;                /* documents of the segment */
    bool has_freqs;                /* those of the block at hand */
    const unsigned char *maxima;   /* of the list; NULL: none */
    const unsigned char *last;     /* of the full blocks; as the others */
    const unsigned char *at;       /* from `data` on, and one more */
    const unsigned char *bounds;   /* of all blocks */
    const unsigned char *first;    /* occurrences; NULL: none */
    const unsigned char *data;     /* the blocks themselves */
    const unsigned char *end;      /* of the list */
    const unsigned char *freqs_at; /* where those of the block begin */
} bf_postings;

/** Begin with the postings of @p entry, which is borrowed. */
BF_API void bf_postings_open(bf_postings *postings, const bf_segment *segment,
                             const bf_term_entry *entry) BF_NOEXCEPT;
/** Decode the next block; false: there is none (count is 0). */
BF_API BF_MUST_CHECK bool bf_postings_next(bf_postings *postings) BF_NOEXCEPT;
/** The number of the first block, from number @p from on, that may hold
 *  @p local or something above it; block_count when none does. Decodes nothing;
 *  the nearer it is the faster. */
BF_API uint32_t bf_postings_find(const bf_postings *postings, uint32_t from,
                                 uint32_t local) BF_NOEXCEPT;
/** Decode block number @p block; false: there is none. */
BF_API BF_MUST_CHECK bool bf_postings_read(bf_postings *postings,
                                           uint32_t block) BF_NOEXCEPT;
/** Ask for the bytes of block @p block, which will be read soon: a hint. */
BF_API void bf_postings_expect(const bf_postings *postings, uint32_t block)
    BF_NOEXCEPT;
/** Decode the frequencies of the block at hand, unless they are. All are 1 for
 *  a filter. False: they are damaged, which the status says then; all are 1,
 *  the documents stay, and no block comes behind. */
BF_API BF_MUST_CHECK bool bf_postings_freqs(bf_postings *postings) BF_NOEXCEPT;
/** The last local number of block @p block (of the last block of all: the last
 *  one of the segment, for it may not be known). Decodes nothing. */
BF_API uint32_t bf_postings_last(const bf_postings *postings, uint32_t block)
    BF_NOEXCEPT;
/** The maxima of a block, and of the whole list; for filters, and where none
 *  are stored, those that bound anything. */
BF_API bf_maxima bf_postings_maxima(const bf_postings *postings, uint32_t block)
    BF_NOEXCEPT;
BF_API bf_maxima bf_postings_list_maxima(const bf_postings *postings)
    BF_NOEXCEPT;

/** Tables that make bounds of maxima, for one formula and one average. */
typedef struct bf_bounds {
    float norm[256]; /**< by length code */
    float top;       /**< k1 + 1 */
} bf_bounds;

BF_API void bf_bounds_init(bf_bounds *out, const bf_score_params *params,
                           const bf_score_stats *stats) BF_NOEXCEPT;
/** A bound on bf_score_tf() of all that @p maxima stands for; a little above
 *  the best of them, so that rounding never makes it less. */
BF_API float bf_bounds_of(const bf_bounds *bounds, bf_maxima maxima)
    BF_NOEXCEPT;

/* Positions --------------------------------------------------------------- */

/** Where a term of kind BF_TERM_TEXT stands. As bf_postings, but to be
 * released; 3 KB. */
typedef struct bf_positions {
    bf_status status;          /**< BF_ERR_CORRUPT, BF_ERR_NOMEM */
    const uint32_t *positions; /**< rising; of the document asked for */
    const uint32_t *forms;     /**< their form numbers, once
                                    bf_positions_forms(); else NULL */
    uint32_t count;
    uint32_t form_count; /**< that the term has; 1: all numbers are 0 */
    /* What follows is the module's own. */
    const bf_segment *segment;
    const bf_term_entry *entry;
    uint32_t from;           /* the number of the first occurrence at hand */
    uint32_t full;           /* full blocks of occurrences */
    uint32_t block;          /* the one that is decoded */
    bool has_numbers;        /* its form numbers, too */
    uint32_t posting_block;  /* of which `ends` are */
    uint32_t posting_first;  /* the number of its first occurrence */
    const unsigned char *at; /* of the full blocks, and one more */
    const unsigned char *data;
    const unsigned char *end; /* of the list */
    const unsigned char *numbers_at;
    uint32_t ends[BF_BLOCK_POSTINGS];     /* the last occurrence of each */
    uint32_t deltas[BF_BLOCK_POSTINGS];   /* of the block */
    uint32_t numbers[BF_BLOCK_POSTINGS];  /* of forms */
    uint32_t here[2 * BF_BLOCK_POSTINGS]; /* positions and forms, if few */
    bf_buf room;                          /* the same, if more */
} bf_positions;

BF_API void bf_positions_open(bf_positions *positions,
                              const bf_segment *segment,
                              const bf_term_entry *entry) BF_NOEXCEPT;
BF_API void bf_positions_fini(bf_positions *positions) BF_NOEXCEPT;
/** The occurrences in posting number @p posting of all that @p postings, which
 *  were opened, has; false: @c status says why. No block of postings need be at
 *  hand. Fastest by rising documents. */
BF_API BF_MUST_CHECK bool bf_positions_read(bf_positions *positions,
                                            const bf_postings *postings,
                                            uint32_t posting) BF_NOEXCEPT;
/** Decode the form numbers of what was read last, unless they are; false:
 *  @c status says why. */
BF_API BF_MUST_CHECK bool bf_positions_forms(bf_positions *positions)
    BF_NOEXCEPT;

/** The range of positions of @p field in a document, as of
 *  bf_document.field_starts: false when damaged or not a field to search. The
 *  end of the last field is UINT32_MAX. */
BF_API BF_MUST_CHECK bool bf_segment_field_range(const bf_segment *segment,
                                                 uint32_t local, bf_field field,
                                                 uint32_t *start, uint32_t *end)
    BF_NOEXCEPT;

/* Columns ----------------------------------------------------------------- */

/** A column of times: the value slot @p slot of each document. */
typedef struct bf_time_column {
    bf_time least; /**< of all values; above `greatest` when there are none */
    bf_time greatest;
    /* What follows is the module's own. */
    const unsigned char *values; /* NULL: no document has one */
    unsigned width;
    int64_t base;
} bf_time_column;

BF_API void bf_segment_times(bf_time_column *out, const bf_segment *segment,
                             int slot) BF_NOEXCEPT;
/** The value of a document of the segment; BF_TIME_NONE for none. */
BF_API bf_time bf_time_column_at(const bf_time_column *column, uint32_t local)
    BF_NOEXCEPT;

/** A column of keywords. Values have *ordinals*, from 1, by their folded form.
 */
typedef struct bf_keyword_column {
    uint32_t value_count;
    bool many; /**< documents may have several */
    /* What follows is the module's own. */
    bf_str strings;
    const unsigned char *string_at;
    const unsigned char *first;
    const unsigned char *ordinals;
    uint32_t ordinal_count;
    unsigned width;
    uint32_t documents;
} bf_keyword_column;

/** Zeros for a field of which no document has a value. */
BF_API void bf_segment_keywords(bf_keyword_column *out,
                                const bf_segment *segment, bf_field field)
    BF_NOEXCEPT;
/** The forms of value @p ordinal; false for none. */
BF_API BF_MUST_CHECK bool bf_keyword_value(const bf_keyword_column *column,
                                           uint32_t ordinal, bf_str *folded,
                                           bf_str *shown) BF_NOEXCEPT;
/** The ordinal of the folded form @p folded; 0 for none. */
BF_API uint32_t bf_keyword_find(const bf_keyword_column *column, bf_str folded)
    BF_NOEXCEPT;
/** How many values a document has; their ordinals go to @p out, at most
 *  @p room of them. */
BF_API uint32_t bf_keyword_column_at(const bf_keyword_column *column,
                                     uint32_t local, uint32_t *out,
                                     uint32_t room) BF_NOEXCEPT;

/* Views ------------------------------------------------------------------- */

/** A segment in use, and which of its documents are not. */
typedef struct bf_blocks_part {
    const bf_segment *segment;
    /** Bit local % 64 of word local / 64: the document was removed. NULL: none
     *  was. */
    const uint64_t *removed;
    uint32_t removed_count;
} bf_blocks_part;

/** All segments of one state, by rising numbers: those of two never mix. */
typedef struct bf_blocks {
    const bf_blocks_part *parts;
    size_t part_count;
} bf_blocks;

/** Compare all bytes of all segments with their checksums: some gigabytes a
 *  second. BF_ERR_CORRUPT says what is wrong. */
BF_API BF_MUST_CHECK bf_status bf_blocks_check(const bf_blocks *blocks,
                                               bf_error *err) BF_NOEXCEPT;

/** How many documents have @p term: those that were removed since a segment was
 *  written are still counted. BF_ERR_CORRUPT. */
BF_API BF_MUST_CHECK bf_status bf_blocks_frequency(uint32_t *out,
                                                   const bf_blocks *blocks,
                                                   bf_str term, bf_error *err)
    BF_NOEXCEPT;
/**
 * Call @p each for every term that begins with @p prefix, in byte order, with
 * its frequency, until it fails; its failure is returned.
 *
 * @return BF_ERR_CORRUPT.
 */
BF_API BF_MUST_CHECK bf_status bf_blocks_terms(
    const bf_blocks *blocks, bf_str prefix,
    bf_status (*each)(void *payload, bf_str term, uint32_t frequency),
    void *payload, bf_error *err) BF_NOEXCEPT;

/** Whether @p parts are small enough to be folded into one segment: none of its
 *  sections would exceed what the options allow, should nothing be saved. */
BF_API BF_MUST_CHECK bool bf_blocks_fit(const bf_blocks_part *parts,
                                        size_t count,
                                        const bf_blocks_options *options)
    BF_NOEXCEPT;
/** What a segment grows by with @p document: at least as much as any of its
 *  sections, unless the document is made for it. Segments are cut by this
 *  before a section gets too large, wherever they are made in one or in many
 *  threads. */
BF_API uint64_t bf_blocks_growth(const bf_document *document) BF_NOEXCEPT;
/**
 * Write one segment with what is left of @p parts in @p folder, in the order
 * that they come in.
 *
 * @param[out] out  "" when nothing is left
 * @return BF_ERR_LIMIT: it would be too large, and nothing was written.
 */
BF_API BF_MUST_CHECK bf_status bf_blocks_fold(
    bf_segment_info *out, const char *folder, const bf_blocks_part *parts,
    size_t count, const bf_blocks_options *options, bf_error *err) BF_NOEXCEPT;

BF_END_DECLS

#endif
