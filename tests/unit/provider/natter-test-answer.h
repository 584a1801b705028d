/* natter-test-answer.h: all that a decoder read of a body as one line of text, to compare with.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <string.h>

#include "natter-error.h"
#include "natter-test-decoded.h"

static inline void
natter_test_answer_append (GString    *out,
                           const char *name,
                           const char *text)
{
  if (text && *text)
    g_string_append_printf (out, "%s{%s} ", name, text);
}

static inline void
natter_test_answer_append_images (GString   *out,
                                  GPtrArray *images)
{
  for (guint i = 0; i < images->len; i++)
    {
      NatterAttachment *image = g_ptr_array_index (images, i);
      gsize size = 0;
      const char *data = g_bytes_get_data (natter_attachment_get_data (image), &size);

      g_string_append_printf (out, "image{%s %.*s} ", natter_attachment_get_mime_type (image),
                              (int) size, data);
    }
}

/* "text{…} reasoning{…} …" of what is not empty, and the end. Errors that Natter words itself are
 * only told by their category. */
static inline char *
natter_test_answer_describe (const NatterTestDecoded *decoded)
{
  GString *out = g_string_new (NULL);
  const NatterUsage *usage = &decoded->usage;

  natter_test_answer_append (out, "text", decoded->text->str);
  natter_test_answer_append (out, "reasoning", decoded->reasoning->str);
  natter_test_answer_append (out, "refusal", decoded->refusal->str);
  for (guint i = 0; i < decoded->tool_calls->len; i++)
    {
      NatterToolCall *call = g_ptr_array_index (decoded->tool_calls, i);

      g_string_append_printf (out, "call{%s %s %s} ", call->id ? call->id : "-",
                              call->name ? call->name : "-", call->arguments->str);
    }
  for (guint i = 0; i < decoded->citations->len; i++)
    natter_test_answer_append (out, "citation", g_ptr_array_index (decoded->citations, i));
  natter_test_answer_append_images (out, decoded->images);
  for (guint i = 0; i < decoded->carries->len; i++)
    natter_test_answer_append (out, "carry", g_ptr_array_index (decoded->carries, i));
  natter_test_answer_append (out, "finish", decoded->finish_reason);
  if (natter_usage_is_known (usage))
    g_string_append_printf (out, "usage{%d %d %d %d %d} ", (int) usage->input, (int) usage->output,
                            (int) usage->cached_input, (int) usage->reasoning, (int) usage->total);
  natter_test_answer_append (out, "model", decoded->model);

  if (decoded->error && strchr (decoded->error->message, ' '))
    g_string_append_printf (out, "error{%s} ", natter_error_get_category (decoded->error));
  else if (decoded->error)
    g_string_append_printf (out, "error{%s %s} ", natter_error_get_category (decoded->error),
                            decoded->error->message);
  if (decoded->n_malformed > 0)
    g_string_append_printf (out, "malformed{%u} ", decoded->n_malformed);

  return g_string_free_and_steal (g_string_append (out, natter_end_to_string (decoded->end)));
}

/* However the body is cut. */
static inline void
natter_test_answer_check (const char *dialect_id,
                          const char *body,
                          const char *expected)
{
  static const gsize chunks[] = { 0, 1, 2, 3, 7, 50 };
  g_autoptr(NatterDialect) dialect = natter_dialect_new_for_id (dialect_id);

  for (guint i = 0; i < G_N_ELEMENTS (chunks); i++)
    {
      g_autoptr(NatterTestDecoded) decoded = NULL;
      g_autofree char *found = NULL;

      decoded = natter_test_decoded_read (dialect, (const guint8 *) body, strlen (body),
                                          chunks[i]);
      found = natter_test_answer_describe (decoded);
      g_assert_cmpstr (found, ==, expected);
      g_assert_cmpuint (decoded->n_finishes, <=, 1);
    }
}
