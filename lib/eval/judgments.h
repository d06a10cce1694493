/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef BFI_EVAL_JUDGMENTS_H
#define BFI_EVAL_JUDGMENTS_H

#include <backfile/eval.h>

/* The grade of a document for a topic; 0 when it was not judged. */
int bfi_judgments_grade(const bf_eval_judgments *judgments,
                        const bf_eval_topic *topic, bf_str document);

#endif
