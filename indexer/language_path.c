/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Languages in paths: content/de/about.md, fr/about.html, about.de.md.
 *
 * A name that looks like a language may mean something else (it, no, hr), so
 * the tree has to show that it means one. A folder does, when it repeats what
 * stands beside it: most of its files are in the folder above, or in one
 * called like another language, by the same path; or when most folders beside
 * it are called like languages. A file about.de.md does, when there is about.md
 * or about.fr.md.
 *
 * The files of a scan are in the order of their bytes, so those of a folder
 * are one run of it, found by halving.
 */

#include "languages.h"

#include <stdlib.h>
#include <string.h>

enum {
    MAX_PATH_BYTES = 4096,
    /* Files of a folder that are looked for beside it. */
    MAX_FILES = 200,
    /* Folders beside one that are looked at. */
    MAX_BESIDE = 512,
    /* Of these, languages in which files are looked for. */
    MAX_LANGUAGES = 64,
    /* What one file repeats is chance. */
    LEAST_REPEATED = 2,
    /* Two such names may be it and hr; three languages are no chance. */
    LEAST_LANGUAGES = 3
};

/* Folders beside a folder. */
typedef struct beside {
    bf_str languages[MAX_LANGUAGES]; /* names, each of another language */
    size_t language_count;
    size_t count; /* of all folders */
} beside;

/* Tags --------------------------------------------------------------------- */

/* The codes of ISO 639-1, two letters each. */
static const char codes[] =
    "aaabaeafakamanarasavayazbabebgbhbibmbnbobrbscacechcocrcscucvcydadedvdzee"
    "eleneoeseteufafffifjfofrfygagdglgngugvhahehihohrhthuhyhziaidieigiiikioisit"
    "iujajvkakgkikjkkklkmknkokrkskukvkwkylalblglilnloltlulvmgmhmimkmlmnmrmsmtmy"
    "nanbndnengnlnnnonrnvnyocojomorospapipl"
    "psptqurmrnrorurwsascsdsesgsiskslsmsnsosqsrssstsusvswtatetgthtitktltntotrts"
    "tttwtyugukuruzvevivowawoxhyiyozazhzu";

static char lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
}

static bool is_code(bf_str text)
{
    if (text.size < 2) {
        return false;
    }
    for (const char *at = codes; *at; at += 2) {
        if (lower(text.data[0]) == at[0] && lower(text.data[1]) == at[1]) {
            return true;
        }
    }
    return false;
}

/* Whether `text` goes on after its code as a script (Hans), then a region (CN,
 * 419), either left out. */
static bool has_subtags(bf_str text)
{
    size_t at = 2;
    size_t parts = 0;
    while (at < text.size && parts++ < 2) {
        size_t start = at + 1;
        size_t size = 0;
        bool digits = true;
        bool letters = true;
        if (text.data[at] != '-' && text.data[at] != '_') {
            return false;
        }
        for (at = start;
             at < text.size && text.data[at] != '-' && text.data[at] != '_';
             at++, size++) {
            char c = lower(text.data[at]);
            digits = digits && c >= '0' && c <= '9';
            letters = letters && c >= 'a' && c <= 'z';
        }
        if (!(size == 2 && letters) && !(size == 3 && digits) &&
            !(size == 4 && letters && parts == 1)) {
            return false;
        }
    }
    return at == text.size;
}

static bool is_tag(bf_str name)
{
    return is_code(name) && has_subtags(name);
}

/* Whether two tags are of one language. */
static bool is_same_language(bf_str a, bf_str b)
{
    return lower(a.data[0]) == lower(b.data[0]) &&
           lower(a.data[1]) == lower(b.data[1]);
}

/* The files ---------------------------------------------------------------- */

static bool begins_with(const char *path, bf_str prefix)
{
    return strncmp(path, prefix.data, prefix.size) == 0;
}

/* The number of the first file that is not before `path`. */
static size_t find(const bfi_scan *scan, const char *path)
{
    size_t low = 0;
    size_t high = scan->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(scan->files[middle].path, path) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Join up to three parts; false when they are longer than any path here. */
static bool join(char out[MAX_PATH_BYTES], bf_str a, bf_str b, bf_str c)
{
    if (a.size + b.size + c.size >= MAX_PATH_BYTES) {
        return false;
    }
    memcpy(out, a.data, a.size);
    memcpy(out + a.size, b.data, b.size);
    memcpy(out + a.size + b.size, c.data, c.size);
    out[a.size + b.size + c.size] = '\0';
    return true;
}

static bool exists(const bfi_scan *scan, bf_str folder, bf_str language,
                   bf_str rest)
{
    char path[MAX_PATH_BYTES];
    size_t at;
    if (!join(path, folder, language, rest)) {
        return false;
    }
    at = find(scan, path);
    return at < scan->count && strcmp(scan->files[at].path, path) == 0;
}

/* Folders ------------------------------------------------------------------ */

static void add_beside(beside *out, bf_str name)
{
    out->count++;
    if (!is_tag(name) || out->language_count == MAX_LANGUAGES) {
        return;
    }
    for (size_t i = 0; i < out->language_count; i++) {
        if (is_same_language(out->languages[i], name)) {
            return;
        }
    }
    out->languages[out->language_count++] = name;
}

/* The folders in `parent`, which ends in `/` or is empty. */
static void list_beside(beside *out, const bfi_scan *scan, bf_str parent)
{
    static const bf_str after = {"0", 1}; /* the byte behind `/` */
    char path[MAX_PATH_BYTES];
    size_t at;
    memset(out, 0, sizeof *out);
    if (!join(path, parent, (bf_str){"", 0}, (bf_str){"", 0})) {
        return;
    }
    at = find(scan, path);
    while (at < scan->count && begins_with(scan->files[at].path, parent) &&
           out->count < MAX_BESIDE) {
        const char *name = scan->files[at].path + parent.size;
        const char *slash = strchr(name, '/');
        bf_str folder = {name, slash ? (size_t)(slash - name) : 0};
        if (!slash) {
            at++;
            continue;
        }
        add_beside(out, folder);
        if (!join(path, parent, folder, after)) {
            return;
        }
        at = find(scan, path);
    }
}

/* Whether `rest`, a path within the folder `tag`, is beside it as well. */
static bool is_repeated(const bfi_scan *scan, bf_str parent, bf_str tag,
                        const beside *others, bf_str rest)
{
    static const bf_str slash = {"/", 1};
    char behind[MAX_PATH_BYTES];
    if (!join(behind, slash, rest, (bf_str){"", 0})) {
        return false;
    }
    if (exists(scan, parent, (bf_str){"", 0}, rest)) {
        return true;
    }
    for (size_t i = 0; i < others->language_count; i++) {
        if (!is_same_language(others->languages[i], tag) &&
            exists(scan, parent, others->languages[i], bf_str_of(behind))) {
            return true;
        }
    }
    return false;
}

/* Every folder may have an index, so that says nothing. */
static bool is_index(const char *rest)
{
    rest += *rest == '_';
    return !strchr(rest, '/') && (strncmp(rest, "index.", 6) == 0 ||
                                  strncmp(rest, "README.", 7) == 0);
}

static bool repeats(const bfi_scan *scan, bf_str parent, bf_str tag,
                    const beside *others)
{
    static const bf_str slash = {"/", 1};
    char path[MAX_PATH_BYTES];
    size_t files = 0;
    size_t repeated = 0;
    bf_str folder;
    if (!join(path, parent, tag, slash)) {
        return false;
    }
    folder = bf_str_of(path);
    for (size_t i = find(scan, path); i < scan->count && files < MAX_FILES &&
                                      begins_with(scan->files[i].path, folder);
         i++) {
        const char *rest = scan->files[i].path + folder.size;
        if (!is_index(rest)) {
            files++;
            repeated += is_repeated(scan, parent, tag, others, bf_str_of(rest));
        }
    }
    return repeated >= LEAST_REPEATED && repeated * 2 >= files;
}

static bool is_language_folder(const bfi_scan *scan, bf_str parent, bf_str tag)
{
    beside others;
    list_beside(&others, scan, parent);
    if (others.count == MAX_BESIDE) {
        return false;
    }
    return (others.language_count >= LEAST_LANGUAGES &&
            others.language_count * 2 > others.count) ||
           repeats(scan, parent, tag, &others);
}

/* The same, remembered: the next file is most often in the same folders. */
static bool is_known_folder(bfi_languages *languages, const bfi_scan *scan,
                            size_t number, bf_str path, bf_str tag)
{
    bfi_language_folder *known = &languages->folders[number];
    size_t start = (size_t)(tag.data - path.data);
    bf_str whole = {path.data, start + tag.size + 1};
    if (!bf_str_equal(known->path, whole)) {
        *known = (bfi_language_folder){
            whole,
            is_language_folder(scan, (bf_str){path.data, start}, tag),
        };
    }
    return known->is_language;
}

/* Files -------------------------------------------------------------------- */

/* The tag before the extension of a name: "de" of "about.de.md". */
static bf_str tag_of_name(bf_str name)
{
    const char *end = memrchr(name.data, '.', name.size);
    const char *dot =
        end ? memrchr(name.data, '.', (size_t)(end - name.data)) : NULL;
    bf_str tag = {NULL, 0};
    if (dot && dot > name.data) {
        tag = (bf_str){dot + 1, (size_t)(end - dot - 1)};
    }
    return is_tag(tag) ? tag : (bf_str){NULL, 0};
}

/* Whether beside the file `path`, with `tag` before its extension, there is the
 * same in another language. */
static bool has_other_language(const bfi_scan *scan, bf_str path, bf_str tag)
{
    char prefix[MAX_PATH_BYTES];
    size_t size = (size_t)(tag.data - path.data);
    bf_str stem = {path.data, size};
    if (!join(prefix, stem, (bf_str){"", 0}, (bf_str){"", 0})) {
        return false;
    }
    for (size_t i = find(scan, prefix), seen = 0;
         i < scan->count && seen < MAX_LANGUAGES &&
         begins_with(scan->files[i].path, stem);
         i++, seen++) {
        bf_str rest = bf_str_of(scan->files[i].path + size);
        const char *dot = memchr(rest.data, '.', rest.size);
        bf_str other = {rest.data, dot ? (size_t)(dot - rest.data) : 0};
        if (!memchr(rest.data, '/', rest.size) &&
            (!dot || (is_tag(other) && !is_same_language(other, tag)))) {
            return true;
        }
    }
    return false;
}

/* Paths -------------------------------------------------------------------- */

bf_str bfi_languages_of_path(bfi_languages *languages, const bfi_scan *scan,
                             bf_str path)
{
    const char *end = path.data + path.size;
    const char *name = path.data;
    const char *slash;
    size_t number = 0;
    bf_str found = {NULL, 0};
    bf_str of_name;
    if (languages->scan != scan) {
        memset(languages->folders, 0, sizeof languages->folders);
        languages->scan = scan;
    }
    for (; (slash = memchr(name, '/', (size_t)(end - name))) != NULL;
         name = slash + 1) {
        bf_str tag = {name, (size_t)(slash - name)};
        if (!found.data && is_tag(tag) && number < BFI_PATH_LANGUAGES &&
            is_known_folder(languages, scan, number++, path, tag)) {
            found = tag;
        }
    }
    of_name = tag_of_name((bf_str){name, (size_t)(end - name)});
    return of_name.data && has_other_language(scan, path, of_name) ? of_name
                                                                   : found;
}
