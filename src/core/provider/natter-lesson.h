/* natter-lesson.h: what a refusal teaches about a model: a member of the request that it does not
 * take. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *member;    /* of the body, "temperature" or "generationConfig.seed" */
  char *instead;   /* another name for the same, which the server wants; or NULL */
} NatterLesson;

NatterLesson *natter_lesson_read (const GError *error,
                                  GBytes       *body);
char         *natter_lesson_dup_note (const NatterLesson *self);
void          natter_lesson_free (NatterLesson *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterLesson, natter_lesson_free)

G_END_DECLS
