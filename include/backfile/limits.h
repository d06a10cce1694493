/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BACKFILE_LIMITS_H
#define BACKFILE_LIMITS_H

/**
 * @file
 * Every named limit and default of Backfile, in one place.
 *
 * A limit that is reached is always said: as a status BF_ERR_LIMIT whose text
 * names it, as a note, or as a flag such as "partial". Sizes are bytes.
 * "Fixed by" tells what a larger value would break.
 */

#include <backfile/base.h>

/* Articles ---------------------------------------------------------------- */

/** Largest file, or line of JSON Lines, read as one article. */
#define BF_MAX_ARTICLE_BYTES 16777216u /* 16 MB */
/** Largest stored form before compression: an article with all its fields. */
#define BF_MAX_STORED_BYTES 33554432u /* twice that */
/** Largest id. Longer than any sane URL; hashed into a term when long. */
#define BF_MAX_ID_BYTES 1024u
/** Largest URL, image address, section, author, tag or title. */
#define BF_MAX_FIELD_BYTES 8192u
/** Most authors, and most tags, of one article. */
#define BF_MAX_FIELD_VALUES 256u
/** Most different terms of one article: an encyclopaedia in one file has
 *  fewer. Bounds the memory for a document. */
#define BF_MAX_ARTICLE_TERMS (2u * 1024 * 1024)
/** Largest name of a source. */
#define BF_MAX_SOURCE_BYTES 128u
/** Deepest nesting read in HTML, JSON, YAML or TOML. */
#define BF_MAX_NESTING 256u

/** Positions left out between two values of an article's fields, so that what
 *  is looked for side by side, or within as many words, is in one value. */
#define BF_POSITION_GAP 256u
/** Most positions of one article. An article that could be stored has fewer
 *  words than bytes. */
#define BF_MAX_POSITIONS 0x7fffffffu

/* Text -------------------------------------------------------------------- */

/** Longest term the analyzer makes; a longer word keeps its first bytes and
 *  a hash of the whole, so it is still found by the whole word. Fixed by
 *  Xapian's 245 bytes for a prefixed term. */
#define BF_MAX_TERM_BYTES 96u
/** Longest term in an index, prefix included. Fixed by Xapian (245). */
#define BF_MAX_INDEX_TERM_BYTES 245u
/** Most words that are joined to one (`state-of-the-art`); where more are tied
 *  together, as in the address of an article, each counts by itself only. */
#define BF_MAX_JOINED_TOKENS 4u
/** Most analyzers that a set of them keeps. Must be more than the languages of
 *  one query (BF_MAX_QUERY_LANGUAGES). */
#define BF_MAX_ANALYZERS 40u

/** Most bytes of an article that its language is looked for in, of a long text
 *  at four places of it. */
#define BF_MAX_DETECT_BYTES 2048u

/* Blocks ------------------------------------------------------------------ */

/** Most documents of a segment. Fixed by local numbers that are kept in 32 bits
 *  with two more beside them. */
#define BF_MAX_SEGMENT_DOCUMENTS 0x3ffffff0u
/** Largest section of a segment. Fixed by offsets of 32 bits, counted in fours
 *  where lists are aligned. Segments that would exceed it together are not
 *  folded, and one that could grow beyond it is finished before. */
#define BF_MAX_SECTION_BYTES 0xfffffff0u
/** Most segments of an index. They are folded long before they are so many. */
#define BF_MAX_SEGMENTS 64u
/** Memory to build segments in: default, and the least that is allowed. */
#define BF_DEFAULT_BLOCKS_BYTES ((size_t)256 * 1024 * 1024)
#define BF_MIN_BLOCKS_BYTES     ((size_t)8 * 1024 * 1024)
/** Most threads that make blocks of records. Each has some files open. */
#define BF_MAX_THREADS 64u
/** The most that settings may ask for. */
#define BF_MAX_BLOCKS_BYTES ((size_t)64 * 1024 * 1024 * 1024)

/* Settings ---------------------------------------------------------------- */

/** Largest file of settings. */
#define BF_MAX_SETTINGS_BYTES 65536u
/** Most mistakes in it that are told of. */
#define BF_MAX_SETTINGS_COMPLAINTS 20u
/** Largest weight of a field. Fixed by frequencies of 32 bits: a document has
 *  fewer words than BF_MAX_STORED_BYTES, and each counts so often. */
#define BF_MAX_FIELD_WEIGHT 16u
/** Largest k1. */
#define BF_MAX_K1 10.0

/* Queries ----------------------------------------------------------------- */

/** Longest query text; the rest is cut off with a note. */
#define BF_MAX_QUERY_BYTES 8192u
/** Most words in a query; the rest is left out with a note. */
#define BF_MAX_QUERY_WORDS 256u
/** Deepest nesting of parentheses; deeper ones are ignored with a note. */
#define BF_MAX_QUERY_DEPTH 64u
/** Deepest plan that a query gives: each of its levels is at most an AND_NOT,
 *  an AND_MAYBE and an OR of an AND_NOT and an AND; below the last one are the
 *  OR of synonyms and the AND of words that have some, and a word is at most an
 *  OR of itself and an AND_NOT of a phrase, with an AND_MAYBE of the OR and AND
 *  of its spellings. */
#define BF_MAX_PLAN_DEPTH (5u * (BF_MAX_QUERY_DEPTH + 1) + 11u)
/** Most terms one `prefix*` stands for: the most frequent ones. */
#define BF_MAX_PREFIX_TERMS 100u
/** Most terms of an index that one query looks at to find those; then a note
 *  says that some were left out. */
#define BF_MAX_PREFIX_SCANS 200000u
/** Fewest characters before a `*`. */
#define BF_MIN_PREFIX_CHARS 2u
/** Most languages of an index that one query is analysed for: more than
 *  libstemmer has algorithms; all others are one, without. */
#define BF_MAX_QUERY_LANGUAGES 36u
/** Most results of one page. */
#define BF_MAX_PAGE 1000u
/** Furthest result that paging by offset reaches. */
#define BF_MAX_OFFSET 100000u
/** Most words that are looked for close to each other, and most words that they
 *  may be spread over. Fixed by BF_POSITION_GAP: behind it is another value. */
#define BF_MAX_NEAR_WORDS  32u
#define BF_MAX_NEAR_WINDOW 256u
/** Most values of a field that are counted over the results. */
#define BF_MAX_FACET_VALUES 1000u
/** Default number of results of a page. */
#define BF_DEFAULT_PAGE 10u
/** Most stored texts that one query reads to check phrases; when they are
 *  spent, further candidates do not match and the answer is partial. */
#define BF_MAX_PHRASE_CHECKS 20000u
/** Longest time spent in the matcher, milliseconds; then the answer is
 *  partial. */
#define BF_DEFAULT_QUERY_MS 5000u
/** Times a query is run again when a writer moved on under it. */
#define BF_MAX_STALE_RETRIES 3u

/* Synonyms ---------------------------------------------------------------- */

/** Largest file of synonyms. */
#define BF_MAX_SYNONYM_BYTES 1048576u
/** Most words and phrases in all of its rules, and in one rule. */
#define BF_MAX_SYNONYMS      20000u
#define BF_MAX_RULE_SYNONYMS 32u
/** Most words of one phrase in it. */
#define BF_MAX_SYNONYM_WORDS 8u
/** Most languages of one of its sections. */
#define BF_MAX_SYNONYM_LANGUAGES 8u
/** Most broken lines that are told of. */
#define BF_MAX_SYNONYM_COMPLAINTS 20u
/** Most synonyms that a query is given at one place; and most words of all its
 *  synonyms together, which with its own are at most BF_MAX_QUERY_WORDS. */
#define BF_MAX_PLACE_SYNONYMS 16u
#define BF_MAX_ADDED_WORDS    128u

/* Excerpts ---------------------------------------------------------------- */

/** Default size of the excerpt of one hit, all fragments together. */
#define BF_DEFAULT_EXCERPT_BYTES 300u
/** Smallest and largest size that may be asked for. */
#define BF_MIN_EXCERPT_BYTES 40u
#define BF_MAX_EXCERPT_BYTES 10000u
/** Default and largest number of fragments in one excerpt. */
#define BF_DEFAULT_EXCERPT_FRAGMENTS 2u
#define BF_MAX_EXCERPT_FRAGMENTS     8u
/** Most bytes of a text that are looked at for an excerpt. */
#define BF_MAX_EXCERPT_SCAN_BYTES (1024u * 1024)

/* Evaluation -------------------------------------------------------------- */

/** Largest file of queries or judgments, and largest run: a run of a thousand
 *  queries, a thousand deep, has 50 MB. In memory it takes some four times as
 *  much. */
#define BF_MAX_EVAL_BYTES 268435456u /* 256 MB */
/** Largest grade of a judgment, and as far below 0 the smallest. Fixed by the
 *  gain, 2^grade. */
#define BF_MAX_EVAL_GRADE 31

/* Benchmarks -------------------------------------------------------------- */

/** Largest file of queries to measure. */
#define BF_MAX_BENCH_BYTES 67108864u /* 64 MB */
/** Most queries in it. */
#define BF_MAX_BENCH_QUERIES 100000u
/** Most times that they are run: with as many queries as may be, the times take
 *  80 MB. */
#define BF_MAX_BENCH_REPEAT 100u

#endif
