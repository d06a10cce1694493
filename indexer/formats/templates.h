/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_TEMPLATES_H
#define BFI_TEMPLATES_H

/* What is in a source for its site generator and not for readers. */

#include <backfile/util.h>

/*
 * `text` without shortcodes of Hugo, tags and outputs of Liquid and its
 * relatives, and attribute lists like `{:.wide}`. Text between a pair of tags
 * stays, and so do the `alt`, `title` and `caption` of a shortcode, which
 * readers see. In Markdown, code is left alone but for shortcodes. `{NULL, 0}`
 * without memory.
 */
bf_str bfi_templates_remove(bf_arena *arena, bf_str text, bool is_markdown);

#endif
