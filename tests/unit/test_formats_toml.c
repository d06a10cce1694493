/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The TOML reader: what it takes, what it refuses and on which line. */

#include "indexer/formats/value.h"

#include <formats.h>

static bf_arena *arena;
static bf_error err;
static bfi_tree tree;

static const bfi_value *parse(const char *text)
{
    bfi_value *root;
    bf_status status;
    bf_arena_reset(arena);
    tree = (bfi_tree){.arena = arena, .first_line = 1};
    err = (bf_error){0};
    status = bfi_toml_read(&root, &tree, bf_str_of(text), &err);
    return status ? NULL : root;
}

/* The value at a path such as "a.b.0", or NULL. */
static const bfi_value *at(const bfi_value *value, const char *path)
{
    while (value && *path) {
        size_t size = strcspn(path, ".");
        bf_str part = {path, size};
        uint64_t index;
        if (value->kind == BFI_LIST && bf_uint_parse(&index, part, 1000)) {
            const bfi_entry *entry = value->first;
            while (entry && index-- > 0) {
                entry = entry->next;
            }
            value = entry ? entry->value : NULL;
        } else {
            value = bfi_value_get(value, part);
        }
        path += size + (path[size] == '.');
    }
    return value;
}

static void takes(const char *text, const char *path, bfi_kind kind,
                  const char *expected)
{
    const bfi_value *value = at(parse(text), path);
    if (ok(value && value->kind == kind, "%s: kind", shown(text))) {
        is_str(value->text, expected, "%s: text", shown(text));
    } else {
        printf("#   %s\n", err.text);
    }
}

static void refuses(const char *text, size_t line, const char *part)
{
    const bfi_value *root = parse(text);
    if (!ok(!root && err.status == BF_ERR_INVALID && tree.failed_line == line &&
                strstr(err.text, part),
            "refused: %s", shown(text))) {
        printf("#   line %zu: %s\n", tree.failed_line, err.text);
    }
}

static void test_scalars(void)
{
    takes("a = \"b\"", "a", BFI_TEXT, "b");
    takes("a = 'C:\\d'", "a", BFI_TEXT, "C:\\d");
    takes("a = \"\\t\\\"\\\\\\u00e9\\U0001F4DE\"", "a", BFI_TEXT,
          "\t\"\\\xc3\xa9\xf0\x9f\x93\x9e");
    takes("a = \"\"\"\nx\ny\"\"\"", "a", BFI_TEXT, "x\ny");
    takes("a = \"\"\"\r\nx \\\r\n   y\"\"\"", "a", BFI_TEXT, "x y");
    takes("a = \"\"\"he said \"\"yes\"\"\"\"\"", "a", BFI_TEXT,
          "he said \"\"yes\"\"");
    takes("a = '''\nit's\n'''", "a", BFI_TEXT, "it's\n");
    takes("a = \"\"", "a", BFI_TEXT, "");
    takes("a = true # yes", "a", BFI_BOOL, "true");
    takes("a = 1_000", "a", BFI_NUMBER, "1000");
    takes("a = -0", "a", BFI_NUMBER, "-0");
    takes("a = 0xDEAD_beef", "a", BFI_NUMBER, "0xDEADbeef");
    takes("a = 6.5e-3", "a", BFI_NUMBER, "6.5e-3");
    takes("a = -inf", "a", BFI_NUMBER, "-inf");
}

static void test_dates(void)
{
    takes("a = 1979-05-27", "a", BFI_TEXT, "1979-05-27");
    takes("a = 1979-05-27T07:32:00", "a", BFI_TEXT, "1979-05-27T07:32:00");
    takes("a = 1979-05-27 07:32:00Z", "a", BFI_TEXT, "1979-05-27 07:32:00Z");
    takes("a = 1979-05-27T00:32:00.999-07:00", "a", BFI_TEXT,
          "1979-05-27T00:32:00.999-07:00");
    takes("a = 07:32:00", "a", BFI_TEXT, "07:32:00");
    takes("a = [1979-05-27, 1980-01-01]", "a.1", BFI_TEXT, "1980-01-01");
}

static void test_structure(void)
{
    takes("a.b.c = 1", "a.b.c", BFI_NUMBER, "1");
    takes("\"a.b\" = 1", "", BFI_MAP, "");
    takes("[x]\ny = 1\n[x.z]\nw = 2", "x.z.w", BFI_NUMBER, "2");
    takes("[x.z]\nw = 2\n[x]\ny = 1", "x.y", BFI_NUMBER, "1");
    takes("[[x]]\ny = 1\n[[x]]\ny = 2", "x.1.y", BFI_NUMBER, "2");
    takes("[[x]]\ny = 1\n[x.z]\nw = 3", "x.0.z.w", BFI_NUMBER, "3");
    takes("a = [ # c\n 'b',\n\n 'd', # e\n]", "a.1", BFI_TEXT, "d");
    takes("a = [[1], ['x', true]]", "a.1.1", BFI_BOOL, "true");
    takes("a = { b = 1, c.d = 'e' }", "a.c.d", BFI_TEXT, "e");
    takes("a = {}", "a", BFI_MAP, "");
    takes("a = []", "a", BFI_LIST, "");
    takes("1234 = 'x'", "1234", BFI_TEXT, "x");
    takes("  a  .  b  =  1  ", "a.b", BFI_NUMBER, "1");
    takes("", "", BFI_MAP, "");
    takes("# only a comment", "", BFI_MAP, "");
    takes("a = 1\r\nb = 2\r\n", "b", BFI_NUMBER, "2");
}

static void test_refusals(void)
{
    refuses("a = hello", 1, "without quotes");
    refuses("\n\na = ", 3, "missing");
    refuses("a", 1, "no =");
    refuses("= 1", 1, "key is expected");
    refuses("a = 1 b = 2", 1, "after the end");
    refuses("a = 1\na = 2", 2, "\"a\" is given twice");
    refuses("a = 1\na.b = 2", 2, "given twice");
    refuses("[a]\n[a]", 2, "given twice");
    refuses("a = {}\n[a]", 2, "given twice");
    refuses("a = {}\n[a.b]", 2, "given twice");
    refuses("a = []\n[[a]]", 2, "given twice");
    refuses("[[a]]\n[a]", 2, "given twice");
    refuses("[a.b]\n[a]\nb.c = 1", 3, "given twice");
    refuses("a.b = 1\n[a]", 2, "given twice");
    refuses("a = \"x", 1, "does not end");
    refuses("a = \"x\ny\"", 1, "does not end");
    refuses("a = \"\\x\"", 1, "unknown escape");
    refuses("a = \"\\ud800\"", 1, "no character");
    refuses("a = \"\\u12\"", 1, "bad \\u");
    refuses("a = \"\x01\"", 1, "control");
    refuses("# \x01", 1, "control");
    refuses("a = [1, 2", 1, "array does not end");
    refuses("a = [1 2]", 1, "array does not end");
    refuses("a = { b = 1", 1, "does not end");
    refuses("a = { b = 1, }", 1, "comma");
    refuses("a = { b = 1\n}", 1, "does not end");
    refuses("[a", 1, "[header]");
    refuses("[[a]", 1, "[header]");
    refuses("[]", 1, "key is expected");
    refuses("a = 01", 1, "none of TOML's kinds");
    refuses("a = 1__0", 1, "none of TOML's kinds");
    refuses("a = 1.", 1, "none of TOML's kinds");
    refuses("a = .5", 1, "none of TOML's kinds");
    refuses("a = True", 1, "none of TOML's kinds");
    refuses("a = 1979-05-27T", 1, "none of TOML's kinds");
    refuses("a = 1979-5-27", 1, "none of TOML's kinds");
    refuses("\"\"\"a\"\"\" = 1", 1, "several lines");
}

static void test_limits(void)
{
    bf_buf text;
    bf_buf_init(&text, 1u << 20);
    bf_buf_add_text(&text, "a = ");
    for (unsigned i = 0; i < BF_MAX_NESTING; i++) {
        bf_buf_add_byte(&text, '[');
    }
    for (unsigned i = 0; i < BF_MAX_NESTING; i++) {
        bf_buf_add_byte(&text, ']');
    }
    ok(parse(text.data), "the deepest nesting is read");
    bf_buf_reset(&text);
    bf_buf_add_text(&text, "\na = ");
    for (unsigned i = 0; i < 100000; i++) {
        bf_buf_add_byte(&text, '[');
    }
    ok(!parse(text.data) && err.status == BF_ERR_LIMIT && tree.failed_line == 2,
       "deeper nesting is refused: %s", err.text);
    bf_buf_reset(&text);
    bf_buf_add_text(&text, "a = [");
    for (unsigned i = 0; i < BFI_MAX_VALUES; i++) {
        bf_buf_add_text(&text, "1,");
    }
    bf_buf_add_text(&text, "]");
    ok(!parse(text.data) && err.status == BF_ERR_LIMIT,
       "too many values are refused: %s", err.text);
    bf_buf_fini(&text);
}

int main(void)
{
    if (bf_arena_new(&arena, 64u << 20, NULL)) {
        return 1;
    }
    test_scalars();
    test_dates();
    test_structure();
    test_refusals();
    test_limits();
    bf_arena_free(arena);
    return tap_done();
}
