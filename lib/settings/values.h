/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_SETTINGS_VALUES_H
#define BFI_SETTINGS_VALUES_H

/* Values as settings have them, read to the last byte and in no locale. */

#include <backfile/base.h>

/* A number of 0 or more: up to 9 digits, and up to 4 behind a point. */
bool bfi_settings_real(double *out, bf_str text);

/* A whole number and KB, MB or GB, 1,024 and its powers, with or without
 * a space between. */
bool bfi_settings_size(uint64_t *out, bf_str text);

#endif
