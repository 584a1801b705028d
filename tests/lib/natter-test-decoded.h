/* natter-test-decoded.h: what is read from a body, put together. For tests and natter-decode.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-dialect.h"
#include "natter-tool-call.h"

G_BEGIN_DECLS

typedef struct
{
  GString     *text;
  GString     *reasoning;
  GString     *refusal;
  char        *model;
  char        *finish_reason;
  NatterEnd    end;
  NatterUsage  usage;
  GPtrArray   *tool_calls;   /* of NatterToolCall */
  GPtrArray   *citations;    /* of char *: "address" or "address (title)", each once */
  GPtrArray   *images;       /* of NatterAttachment */
  GPtrArray   *carries;      /* of char *: JSON */
  GError      *error;
  guint        n_events;
  guint        n_malformed;
  guint        n_finishes;
} NatterTestDecoded;

NatterTestDecoded *natter_test_decoded_new  (void);
NatterTestDecoded *natter_test_decoded_read (NatterDialect     *dialect,
                                             const guint8      *bytes,
                                             gsize              length,
                                             gsize              chunk);
void               natter_test_decoded_take (const NatterDelta *delta,
                                             gpointer           data);
/* "text{…} reasoning{…} …" of what is not empty, and the end. */
char              *natter_test_decoded_describe (const NatterTestDecoded *self);
/* Reads @body cut in many ways: each must be read as @expected says. */
void               natter_test_decoded_check (NatterDialect    *dialect,
                                              const char       *body,
                                              const char       *expected);
void               natter_test_decoded_free (NatterTestDecoded *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterTestDecoded, natter_test_decoded_free)

G_END_DECLS
