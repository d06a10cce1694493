/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The JSON writer; a real reader, jansson, says whether it is JSON. */

#include <backfile/json.h>

#include "tap.h"

#include <jansson.h>

#include <float.h>
#include <locale.h>

static bf_buf buf;
static bf_json json;

static void begin(void)
{
    bf_buf_reset(&buf);
    bf_json_init(&json, &buf);
}

static void test_structures(void)
{
    begin();
    bf_json_object(&json);
    bf_json_key(&json, "none");
    bf_json_array(&json);
    bf_json_end(&json);
    bf_json_key(&json, "some");
    bf_json_array(&json);
    bf_json_uint(&json, 1);
    bf_json_object(&json);
    bf_json_end(&json);
    bf_json_object(&json);
    bf_json_key(&json, "a");
    bf_json_null(&json);
    bf_json_key(&json, "b");
    bf_json_bool(&json, true);
    bf_json_end(&json);
    bf_json_bool(&json, false);
    bf_json_end(&json);
    bf_json_key(&json, "text");
    bf_json_text(&json, "x");
    bf_json_end(&json);
    is_str(bf_buf_str(&buf),
           "{\"none\":[],\"some\":[1,{},{\"a\":null,\"b\":true},false],"
           "\"text\":\"x\"}",
           "commas and brackets");
    begin();
    bf_json_int(&json, -1);
    is_str(bf_buf_str(&buf), "-1", "a value alone");
}

static void test_depth(void)
{
    begin();
    for (int i = 0; i < BF_JSON_MAX_DEPTH; i++) {
        bf_json_array(&json);
    }
    is_int(buf.status, BF_OK, "as deep as allowed");
    for (int i = 0; i < BF_JSON_MAX_DEPTH + 3; i++) {
        bf_json_end(&json);
    }
    is_int(buf.size, 2 * BF_JSON_MAX_DEPTH, "each bracket is closed once");
    begin();
    for (int i = 0; i <= BF_JSON_MAX_DEPTH; i++) {
        bf_json_object(&json);
        bf_json_key(&json, "k");
    }
    is_int(bf_buf_status(&buf, NULL), BF_ERR_LIMIT, "deeper is a failure");
}

static void test_strings(void)
{
    static const struct {
        const char *text;
        size_t size;
        const char *expected;
    } rows[] = {
        {"", 0, "\"\""},
        {NULL, 0, "\"\""},
        {"a\"b\\c/", 6, "\"a\\\"b\\\\c/\""},
        {"\n\r\t\b\x1f\x7f", 6, "\"\\n\\r\\t\\u0008\\u001f\\u007f\""},
        {"a\0b", 3, "\"a\\u0000b\""},
        {"</script>&", 10, "\"\\u003c/script\\u003e\\u0026\""},
        {"\xe2\x80\xa8\xe2\x80\xa9", 6, "\"\\u2028\\u2029\""},
        {"\xc3\xa9\xf0\x9f\x93\x9e", 6, "\"\xc3\xa9\xf0\x9f\x93\x9e\""},
        {"a\xff\xc3z", 4, "\"a\xef\xbf\xbd\xef\xbf\xbdz\""},
        {"\xef\xbf\xbd", 3, "\"\xef\xbf\xbd\""},
        {"\xed\xa0\x80", 3, "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        begin();
        bf_json_str(&json, (bf_str){rows[i].text, rows[i].size});
        is_str(bf_buf_str(&buf), rows[i].expected, "string %zu", i);
    }
    begin();
    bf_json_object(&json);
    bf_json_key(&json, "a\"\n");
    bf_json_uint(&json, 0);
    bf_json_end(&json);
    is_str(bf_buf_str(&buf), "{\"a\\\"\\n\":0}", "keys are escaped as well");
}

static void test_numbers(void)
{
    begin();
    bf_json_array(&json);
    bf_json_uint(&json, UINT64_MAX);
    bf_json_int(&json, INT64_MIN);
    bf_json_int(&json, INT64_MAX);
    bf_json_real(&json, 0.1, 17);
    bf_json_real(&json, -2.5, 3);
    bf_json_real(&json, 1234567.0, 3);
    bf_json_real(&json, 1e300, 17);
    bf_json_real(&json, 0.0 / 1.0, 6);
    bf_json_real(&json, (double)INFINITY, 6);
    bf_json_real(&json, (double)NAN, 6);
    bf_json_end(&json);
    is_str(bf_buf_str(&buf),
           "[18446744073709551615,-9223372036854775808,9223372036854775807,"
           "0.10000000000000001,-2.5,1.23e+06,1.0000000000000001e+300,0,"
           "null,null]",
           "numbers");
}

/* Any locale of this machine that writes a comma. */
static void test_locale(void)
{
    static const char *const names[] = {"de_DE.UTF-8", "de_DE.utf8",
                                        "fr_FR.UTF-8", "fr_FR.utf8",
                                        "ru_RU.UTF-8"};
    const char *found = NULL;
    for (size_t i = 0; i < sizeof names / sizeof *names && !found; i++) {
        found = setlocale(LC_ALL, names[i]);
    }
    if (!found) {
        skip("no locale with a decimal comma is installed");
        return;
    }
    begin();
    bf_json_real(&json, 1.5, 3);
    is_str(bf_buf_str(&buf), "1.5", "a point, in every locale");
    setlocale(LC_ALL, "C");
}

/* Whatever is written, a reader that asks for the very same reads it back. */
static void test_reads_back(void)
{
    char bytes[512];
    json_t *read;
    const char *text;
    for (size_t i = 0; i < sizeof bytes; i++) {
        bytes[i] = (char)(i * 7 + i / 256);
    }
    begin();
    bf_json_array(&json);
    bf_json_str(&json, (bf_str){bytes, sizeof bytes});
    bf_json_real(&json, DBL_MIN, 17);
    bf_json_real(&json, DBL_MAX, 17);
    bf_json_real(&json, -1.0 / 3, 17);
    bf_json_end(&json);
    read = json_loadb(buf.data, buf.size, JSON_ALLOW_NUL, NULL);
    ok(read, "it is JSON");
    text = json_string_value(json_array_get(read, 0));
    ok(text && bf_utf8_valid(
                   (bf_str){text, json_string_length(json_array_get(read, 0))},
                   NULL),
       "a string of any bytes is valid text");
    ok(json_real_value(json_array_get(read, 1)) == DBL_MIN &&
           json_real_value(json_array_get(read, 2)) == DBL_MAX &&
           json_real_value(json_array_get(read, 3)) == -1.0 / 3,
       "numbers with 17 digits are exact");
    json_decref(read);
}

static void test_cap(void)
{
    bf_buf small;
    bf_buf_init(&small, 5);
    bf_json_init(&json, &small);
    bf_json_str(&json, bf_str_of("longer"));
    is_int(bf_buf_status(&small, NULL), BF_ERR_LIMIT, "a full buffer");
    bf_buf_fini(&small);
}

int main(void)
{
    bf_buf_init(&buf, 100000);
    test_structures();
    test_depth();
    test_strings();
    test_numbers();
    test_locale();
    test_reads_back();
    test_cap();
    bf_buf_fini(&buf);
    return tap_done();
}
