/* natter-answer-settings.h: how models are asked to answer: what of it the person decides, and
 * what is left to the provider. A plain value; zeroed, all of it is automatic.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

#include "natter-request.h"

G_BEGIN_DECLS

/* As many as every provider takes. */
#define NATTER_ANSWER_MAX_STOPS 4
#define NATTER_ANSWER_MAX_TEMPERATURE 2.0

typedef struct
{
  gboolean  has_temperature;
  double    temperature;       /* 0 to 2 */
  gboolean  has_top_p;
  double    top_p;             /* 0 to 1 */
  gint64    max_tokens;        /* of the answer; 0: automatic */
  char     *effort;            /* of reasoning, see natter_answer_settings_get_efforts(); or NULL */
  gint64    budget;            /* tokens of reasoning; 0: automatic */
  GStrv     stop;              /* the answer ends before any of these; or NULL */
  gboolean  has_seed;
  gint64    seed;
} NatterAnswerSettings;

#define NATTER_TYPE_ANSWER_SETTINGS (natter_answer_settings_get_type ())
GType                 natter_answer_settings_get_type     (void);

NatterAnswerSettings *natter_answer_settings_new          (void);
NatterAnswerSettings *natter_answer_settings_copy         (const NatterAnswerSettings *self);
void                  natter_answer_settings_free         (NatterAnswerSettings       *self);
gboolean              natter_answer_settings_equal        (const NatterAnswerSettings *self,
                                                           const NatterAnswerSettings *other);
gboolean              natter_answer_settings_is_automatic (const NatterAnswerSettings *self);
void                  natter_answer_settings_tidy         (NatterAnswerSettings       *self);
void                  natter_answer_settings_apply        (const NatterAnswerSettings *self,
                                                           NatterRequest              *request);
const char *const    *natter_answer_settings_get_efforts  (void);

gboolean              natter_answer_settings_read         (NatterAnswerSettings       *self,
                                                           struct _JsonObject         *object);
void                  natter_answer_settings_write        (const NatterAnswerSettings *self,
                                                           struct _JsonObject         *object);

/* Line ends and tabs in a form that fits into one line: "\n". */
char                 *natter_answer_settings_escape_stop  (const char                 *stop);
char                 *natter_answer_settings_unescape_stop (const char                *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterAnswerSettings, natter_answer_settings_free)

G_END_DECLS
