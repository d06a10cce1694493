/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The one table of names: what front matter of Hugo, Jekyll, Zola, Eleventy,
 * Docusaurus and Pelican, JSON, meta elements and JSON-LD call the fields.
 * docs/input-formats.md shows it to users; keep the two alike.
 *
 * Names are compared in lower case without `_`, `-` and spaces.
 */

#include "field_values.h"

#define KEY  BFI_NAMES_KEY
#define META BFI_NAMES_META
#define LD   BFI_NAMES_LD
#define JSON BFI_NAMES_JSON

static const bfi_name_row rows[] = {
    {"id", BF_FIELD_ID, 0, KEY, BFI_PLAIN},

    {"canonical", BF_FIELD_URL, 0, KEY | META, BFI_PLAIN},
    {"canonicalurl", BF_FIELD_URL, 0, KEY, BFI_PLAIN},
    {"url", BF_FIELD_URL, 1, KEY, BFI_PLAIN},
    {"permalink", BF_FIELD_URL, 2, KEY, BFI_PLAIN},
    /* In front matter it is what a post is about. */
    {"link", BF_FIELD_URL, 3, JSON, BFI_PLAIN},
    {"og:url", BF_FIELD_URL, 1, META, BFI_PLAIN},
    {"citationpublicurl", BF_FIELD_URL, 2, META, BFI_PLAIN},
    {"citationabstracthtmlurl", BF_FIELD_URL, 3, META, BFI_PLAIN},

    {"title", BF_FIELD_TITLE, 0, KEY, BFI_PLAIN},
    {"headline", BF_FIELD_TITLE, 1, KEY, BFI_PLAIN},
    {"headline", BF_FIELD_TITLE, 5, LD, BFI_PLAIN},
    {"og:title", BF_FIELD_TITLE, 0, META, BFI_PLAIN},
    {"twitter:title", BF_FIELD_TITLE, 1, META, BFI_PLAIN},
    {"dc.title", BF_FIELD_TITLE, 2, META, BFI_PLAIN},
    {"dcterms.title", BF_FIELD_TITLE, 2, META, BFI_PLAIN},
    {"citationtitle", BF_FIELD_TITLE, 3, META, BFI_PLAIN},

    {"summary", BF_FIELD_SUMMARY, 0, KEY, BFI_PLAIN},
    {"description", BF_FIELD_SUMMARY, 1, KEY | META, BFI_PLAIN},
    {"excerpt", BF_FIELD_SUMMARY, 2, KEY, BFI_PLAIN},
    {"abstract", BF_FIELD_SUMMARY, 3, KEY, BFI_PLAIN},
    {"standfirst", BF_FIELD_SUMMARY, 4, KEY, BFI_PLAIN},
    {"dek", BF_FIELD_SUMMARY, 5, KEY, BFI_PLAIN},
    {"deck", BF_FIELD_SUMMARY, 5, KEY, BFI_PLAIN},
    {"teaser", BF_FIELD_SUMMARY, 6, KEY, BFI_PLAIN},
    {"og:description", BF_FIELD_SUMMARY, 2, META, BFI_PLAIN},
    {"twitter:description", BF_FIELD_SUMMARY, 3, META, BFI_PLAIN},
    {"dc.description", BF_FIELD_SUMMARY, 4, META, BFI_PLAIN},
    {"dcterms.description", BF_FIELD_SUMMARY, 4, META, BFI_PLAIN},
    {"dcterms.abstract", BF_FIELD_SUMMARY, 4, META, BFI_PLAIN},
    {"citationabstract", BF_FIELD_SUMMARY, 6, META, BFI_PLAIN},
    {"description", BF_FIELD_SUMMARY, 5, LD, BFI_PLAIN},

    {"body", BF_FIELD_BODY, 0, JSON, BFI_PLAIN},
    {"text", BF_FIELD_BODY, 1, JSON, BFI_PLAIN},
    {"content", BF_FIELD_BODY, 2, JSON, BFI_PLAIN},
    {"articlebody", BF_FIELD_BODY, 2, JSON, BFI_PLAIN},
    {"articlebody", BF_FIELD_BODY, 0, LD, BFI_AS_HTML},
    {"contenttext", BF_FIELD_BODY, 3, JSON, BFI_PLAIN},
    {"markdown", BF_FIELD_BODY, 4, JSON, BFI_AS_MARKDOWN},
    {"bodymarkdown", BF_FIELD_BODY, 4, JSON, BFI_AS_MARKDOWN},
    {"contentmarkdown", BF_FIELD_BODY, 4, JSON, BFI_AS_MARKDOWN},
    {"html", BF_FIELD_BODY, 5, JSON, BFI_AS_HTML},
    {"bodyhtml", BF_FIELD_BODY, 5, JSON, BFI_AS_HTML},
    {"contenthtml", BF_FIELD_BODY, 5, JSON, BFI_AS_HTML},

    {"authors", BF_FIELD_AUTHORS, 0, KEY, BFI_SPLIT},
    {"author", BF_FIELD_AUTHORS, 1, KEY, BFI_PLAIN},
    {"creator", BF_FIELD_AUTHORS, 2, KEY, BFI_PLAIN},
    {"writer", BF_FIELD_AUTHORS, 2, KEY, BFI_PLAIN},
    {"byline", BF_FIELD_AUTHORS, 3, KEY, BFI_PLAIN},
    {"article:author", BF_FIELD_AUTHORS, 1, META, BFI_PLAIN},
    {"author", BF_FIELD_AUTHORS, 2, META, BFI_PLAIN},
    {"dc.creator", BF_FIELD_AUTHORS, 3, META, BFI_PLAIN},
    {"dcterms.creator", BF_FIELD_AUTHORS, 3, META, BFI_PLAIN},
    {"citationauthor", BF_FIELD_AUTHORS, 4, META, BFI_PLAIN},
    {"parselyauthor", BF_FIELD_AUTHORS, 5, META, BFI_PLAIN},
    {"author", BF_FIELD_AUTHORS, 0, LD, BFI_PLAIN},

    {"section", BF_FIELD_SECTION, 0, KEY, BFI_PLAIN},
    {"articlesection", BF_FIELD_SECTION, 1, KEY, BFI_PLAIN},
    {"article:section", BF_FIELD_SECTION, 0, META, BFI_PLAIN},
    {"parselysection", BF_FIELD_SECTION, 2, META, BFI_PLAIN},
    {"articlesection", BF_FIELD_SECTION, 1, LD, BFI_PLAIN},

    {"tags", BF_FIELD_TAGS, 0, KEY, BFI_SPLIT},
    {"tag", BF_FIELD_TAGS, 0, KEY, BFI_SPLIT},
    {"topics", BF_FIELD_TAGS, 0, KEY, BFI_SPLIT},
    {"topic", BF_FIELD_TAGS, 0, KEY, BFI_SPLIT},
    {"categories", BF_FIELD_TAGS, 0, KEY, BFI_SPLIT},
    {"category", BF_FIELD_TAGS, 0, KEY, BFI_SPLIT},
    {"keywords", BF_FIELD_TAGS, 0, KEY, BFI_SPLIT},
    {"subjects", BF_FIELD_TAGS, 0, KEY, BFI_SPLIT},
    {"article:tag", BF_FIELD_TAGS, 0, META, BFI_PLAIN},
    {"keywords", BF_FIELD_TAGS, 1, META, BFI_SPLIT},
    {"newskeywords", BF_FIELD_TAGS, 2, META, BFI_SPLIT},
    {"parselytags", BF_FIELD_TAGS, 3, META, BFI_SPLIT},
    {"dc.subject", BF_FIELD_TAGS, 4, META, BFI_SPLIT},
    {"dcterms.subject", BF_FIELD_TAGS, 4, META, BFI_SPLIT},
    {"citationkeywords", BF_FIELD_TAGS, 6, META, BFI_SPLIT},
    {"keywords", BF_FIELD_TAGS, 5, LD, BFI_SPLIT},

    {"publishdate", BF_FIELD_PUBLISHED, 0, KEY, BFI_PLAIN},
    {"pubdate", BF_FIELD_PUBLISHED, 0, KEY, BFI_PLAIN},
    {"datepublished", BF_FIELD_PUBLISHED, 0, KEY, BFI_PLAIN},
    {"publishedat", BF_FIELD_PUBLISHED, 0, KEY, BFI_PLAIN},
    {"publisheddate", BF_FIELD_PUBLISHED, 0, KEY, BFI_PLAIN},
    {"publishedtime", BF_FIELD_PUBLISHED, 0, KEY, BFI_PLAIN},
    {"published", BF_FIELD_PUBLISHED, 1, KEY, BFI_PUBLISHED},
    {"date", BF_FIELD_PUBLISHED, 2, KEY, BFI_PLAIN},
    {"created", BF_FIELD_PUBLISHED, 3, KEY, BFI_PLAIN},
    {"createdat", BF_FIELD_PUBLISHED, 3, KEY, BFI_PLAIN},
    {"article:publishedtime", BF_FIELD_PUBLISHED, 0, META, BFI_STRICT},
    {"datepublished", BF_FIELD_PUBLISHED, 1, LD, BFI_PLAIN},
    {"datepublished", BF_FIELD_PUBLISHED, 2, META, BFI_PLAIN},
    {"dcterms.issued", BF_FIELD_PUBLISHED, 3, META, BFI_PLAIN},
    {"dc.date.issued", BF_FIELD_PUBLISHED, 3, META, BFI_PLAIN},
    {"dcterms.date", BF_FIELD_PUBLISHED, 4, META, BFI_PLAIN},
    {"dc.date", BF_FIELD_PUBLISHED, 4, META, BFI_PLAIN},
    {"parselypubdate", BF_FIELD_PUBLISHED, 4, META, BFI_PLAIN},
    {"pubdate", BF_FIELD_PUBLISHED, 5, META, BFI_PLAIN},
    {"publishdate", BF_FIELD_PUBLISHED, 5, META, BFI_PLAIN},
    {"citationpublicationdate", BF_FIELD_PUBLISHED, 5, META, BFI_PLAIN},
    {"citationonlinedate", BF_FIELD_PUBLISHED, 5, META, BFI_PLAIN},
    {"citationdate", BF_FIELD_PUBLISHED, 5, META, BFI_PLAIN},
    {"date", BF_FIELD_PUBLISHED, 6, META, BFI_PLAIN},

    {"lastmod", BF_FIELD_UPDATED, 0, KEY, BFI_PLAIN},
    {"updated", BF_FIELD_UPDATED, 1, KEY, BFI_PLAIN},
    {"updatedat", BF_FIELD_UPDATED, 1, KEY, BFI_PLAIN},
    {"modified", BF_FIELD_UPDATED, 2, KEY, BFI_PLAIN},
    {"datemodified", BF_FIELD_UPDATED, 2, KEY, BFI_PLAIN},
    {"modifiedat", BF_FIELD_UPDATED, 2, KEY, BFI_PLAIN},
    {"modifiedtime", BF_FIELD_UPDATED, 2, KEY, BFI_PLAIN},
    {"lastmodified", BF_FIELD_UPDATED, 3, KEY, BFI_PLAIN},
    {"lastmodifiedat", BF_FIELD_UPDATED, 3, KEY, BFI_PLAIN},
    {"lastupdated", BF_FIELD_UPDATED, 3, KEY, BFI_PLAIN},
    {"lastupdate", BF_FIELD_UPDATED, 3, KEY, BFI_PLAIN},
    {"article:modifiedtime", BF_FIELD_UPDATED, 0, META, BFI_STRICT},
    {"og:updatedtime", BF_FIELD_UPDATED, 1, META, BFI_PLAIN},
    {"datemodified", BF_FIELD_UPDATED, 2, LD, BFI_PLAIN},
    {"datemodified", BF_FIELD_UPDATED, 3, META, BFI_PLAIN},
    {"dcterms.modified", BF_FIELD_UPDATED, 4, META, BFI_PLAIN},
    {"lastmodified", BF_FIELD_UPDATED, 5, META, BFI_PLAIN},

    {"expirydate", BF_FIELD_EXPIRES, 0, KEY, BFI_PLAIN},
    {"expires", BF_FIELD_EXPIRES, 1, KEY, BFI_PLAIN},
    {"expiresat", BF_FIELD_EXPIRES, 1, KEY, BFI_PLAIN},
    {"expiry", BF_FIELD_EXPIRES, 2, KEY, BFI_PLAIN},
    {"expirationdate", BF_FIELD_EXPIRES, 2, KEY, BFI_PLAIN},
    {"expirationtime", BF_FIELD_EXPIRES, 2, KEY, BFI_PLAIN},
    {"unpublishdate", BF_FIELD_EXPIRES, 3, KEY, BFI_PLAIN},
    {"article:expirationtime", BF_FIELD_EXPIRES, 0, META, BFI_STRICT},
    {"expires", BF_FIELD_EXPIRES, 1, LD, BFI_PLAIN},

    {"draft", BF_FIELD_DRAFT, 0, KEY, BFI_HIDES},
    {"noindex", BF_FIELD_DRAFT, 0, KEY, BFI_HIDES},
    {"unlisted", BF_FIELD_DRAFT, 0, KEY, BFI_HIDES},
    {"status", BF_FIELD_DRAFT, 0, KEY, BFI_STATUS},
    {"robots", BF_FIELD_DRAFT, 0, KEY | META, BFI_ROBOTS},

    {"lang", BF_FIELD_LANG, 0, KEY, BFI_PLAIN},
    {"language", BF_FIELD_LANG, 1, KEY, BFI_PLAIN},
    {"locale", BF_FIELD_LANG, 2, KEY, BFI_PLAIN},
    {"inlanguage", BF_FIELD_LANG, 2, KEY | LD, BFI_PLAIN},
    {"html:lang", BF_FIELD_LANG, 0, META, BFI_PLAIN},
    {"contentlanguage", BF_FIELD_LANG, 1, META, BFI_PLAIN},
    {"dc.language", BF_FIELD_LANG, 3, META, BFI_PLAIN},
    {"dcterms.language", BF_FIELD_LANG, 3, META, BFI_PLAIN},
    {"citationlanguage", BF_FIELD_LANG, 3, META, BFI_PLAIN},
    {"og:locale", BF_FIELD_LANG, 4, META, BFI_PLAIN},

    {"image", BF_FIELD_IMAGE, 0, KEY, BFI_PLAIN},
    {"images", BF_FIELD_IMAGE, 1, KEY, BFI_PLAIN},
    {"featuredimage", BF_FIELD_IMAGE, 2, KEY, BFI_PLAIN},
    {"featureimage", BF_FIELD_IMAGE, 2, KEY, BFI_PLAIN},
    {"coverimage", BF_FIELD_IMAGE, 3, KEY, BFI_PLAIN},
    {"cover", BF_FIELD_IMAGE, 4, KEY, BFI_PLAIN},
    {"thumbnail", BF_FIELD_IMAGE, 5, KEY, BFI_PLAIN},
    {"og:image", BF_FIELD_IMAGE, 0, META, BFI_PLAIN},
    {"og:image:url", BF_FIELD_IMAGE, 0, META, BFI_PLAIN},
    {"twitter:image", BF_FIELD_IMAGE, 1, META, BFI_PLAIN},
    {"image", BF_FIELD_IMAGE, 2, LD, BFI_PLAIN},

    {"taxonomies", BF_FIELD_COUNT, 0, KEY, BFI_INNER},
    {"extra", BF_FIELD_COUNT, 0, KEY, BFI_INNER},
    {"params", BF_FIELD_COUNT, 0, KEY, BFI_INNER},
};

enum {
    ROW_COUNT = sizeof rows / sizeof *rows,
    MAX_NAME_BYTES = 40
};

/* The row of a name among `names`, or NULL. */
static const bfi_name_row *find_row(bf_str name, unsigned names)
{
    char text[MAX_NAME_BYTES + 1];
    size_t size = 0;
    for (size_t i = 0; i < name.size; i++) {
        char c = name.data[i];
        if (c == '_' || c == '-' || c == ' ') {
            continue;
        }
        if (size == MAX_NAME_BYTES) {
            return NULL;
        }
        text[size++] = (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
    }
    text[size] = '\0';
    for (size_t i = 0; i < ROW_COUNT; i++) {
        if ((rows[i].names & names) &&
            bf_str_is((bf_str){text, size}, rows[i].name)) {
            return &rows[i];
        }
    }
    return NULL;
}

static unsigned base_of(unsigned names)
{
    return names & (BFI_NAMES_META | BFI_NAMES_LD) ? BFI_RANK_META
                                                   : BFI_RANK_DECLARED;
}

/* YAML lets a key stand twice, and generators differ on which one they take.
 * That both say the same is no harm. */
static bf_status check_once(bfi_draft *draft, const bfi_value *map,
                            const bfi_entry *entry, bf_error *err)
{
    const bfi_value *first = bfi_value_get(map, entry->key);
    const bfi_value *value = entry->value;
    if (first == value || (first->kind == value->kind && !first->first &&
                           bf_str_equal(first->text, value->text))) {
        return BF_OK;
    }
    draft->line = value->line;
    return bf_fail(err, BF_ERR_INVALID,
                   "%.*s: given twice, on line %zu and on line %zu",
                   (int)bf_utf8_clip(entry->key, 80), entry->key.data,
                   first->line, value->line);
}

static bf_status take_entry(bfi_draft *draft, const bfi_value *map,
                            const bfi_entry *entry, unsigned base,
                            unsigned names, bf_error *err)
{
    bfi_taking take = {draft, find_row(entry->key, names), entry->key, base,
                       names};
    bf_status status;
    if (!take.row || take.row->special == BFI_INNER) {
        return BF_OK;
    }
    status = check_once(draft, map, entry, err);
    if (status) {
        return status;
    }
    take.rank += take.row->rank;
    status = bfi_take_value(&take, entry->value, err);
    if (status && draft->line == 0) {
        draft->line = entry->value->line;
    }
    return status;
}

/* Zola's [taxonomies] and [extra], Hugo's params. */
static bf_status take_inner(bfi_draft *draft, const bfi_entry *outer,
                            unsigned names, bf_error *err)
{
    const bfi_name_row *row = find_row(outer->key, names);
    bf_status status = BF_OK;
    if (!row || row->special != BFI_INNER || outer->value->kind != BFI_MAP) {
        return BF_OK;
    }
    for (const bfi_entry *entry = outer->value->first; entry && !status;
         entry = entry->next) {
        status =
            take_entry(draft, outer->value, entry, BFI_RANK_INNER, names, err);
    }
    return status;
}

bf_status bfi_fields_take_map(bfi_draft *draft, const bfi_value *map,
                              unsigned names, bf_error *err)
{
    bf_status status = BF_OK;
    for (const bfi_entry *entry = map->first; entry && !status;
         entry = entry->next) {
        status = take_entry(draft, map, entry, base_of(names), names, err);
        if (!status) {
            status = take_inner(draft, entry, names, err);
        }
        if (status == BF_ERR_INVALID && names == BFI_NAMES_LD) {
            status = BF_OK;
        }
    }
    return status;
}

bool bfi_fields_knows(bf_str name)
{
    const bfi_name_row *row = find_row(name, BFI_NAMES_KEY);
    return row && row->special != BFI_INNER;
}

bf_status bfi_fields_take_marked(bfi_draft *draft, bf_str name, bf_str value,
                                 bf_error *err)
{
    bfi_taking take = {draft, find_row(name, BFI_NAMES_KEY), name,
                       BFI_RANK_INNER, BFI_NAMES_KEY};
    const bfi_value text = {.kind = BFI_TEXT, .text = value};
    if (!bfi_fields_knows(name)) {
        return BF_OK;
    }
    take.rank += take.row->rank;
    return bfi_take_value(&take, &text, err);
}

bf_status bfi_fields_take_meta(bfi_draft *draft, bf_str name, bf_str content,
                               bf_error *err)
{
    bfi_taking take = {draft, find_row(name, BFI_NAMES_META), name,
                       BFI_RANK_META, BFI_NAMES_META};
    bfi_value value = {.kind = BFI_TEXT, .text = content};
    bf_status status;
    if (!take.row) {
        return BF_OK;
    }
    take.rank += take.row->rank;
    status = bfi_take_value(&take, &value, err);
    return status == BF_ERR_INVALID && take.row->special != BFI_STRICT ? BF_OK
                                                                       : status;
}
