/* natter-decode.c: prints what Natter reads from a recorded body, as one JSON object. A tool for
 * developers and tests, never installed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "natter-test-decoded.h"
#include "natter-error.h"
#include "natter-sse-parser.h"

enum
{
  STATUS_OK,
  STATUS_FAILED,
  STATUS_USAGE,
};

static int option_chunk;
static int option_status;

static const GOptionEntry options[] = {
  { "chunk", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_INT, &option_chunk,
    "Feed N bytes at a time; 0, the default, is all at once", "N" },
  { "status", 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_INT, &option_status,
    "The body is that of an HTTP error", "N" },
  { NULL }
};

/* json-glib would end the string at a NUL, which is data in an event. */
static void
append_string (GString    *out,
               const char *text,
               gsize       length)
{
  g_string_append_c (out, '"');
  for (gsize i = 0; i < length; i++)
    {
      guchar c = (guchar) text[i];

      if (c == '"' || c == '\\')
        g_string_append_printf (out, "\\%c", c);
      else if (c == '\n')
        g_string_append (out, "\\n");
      else if (c < 0x20 || c == 0x7f)
        g_string_append_printf (out, "\\u%04x", c);
      else
        g_string_append_c (out, (char) c);
    }
  g_string_append_c (out, '"');
}

static void
append_name (GString    *out,
             const char *name)
{
  if (out->str[out->len - 1] != '{')
    g_string_append_c (out, ',');
  g_string_append_printf (out, "\"%s\":", name);
}

static void
append_text (GString    *out,
             const char *name,
             const char *text)
{
  append_name (out, name);
  if (text)
    append_string (out, text, strlen (text));
  else
    g_string_append (out, "null");
}

static void
append_count (GString    *out,
              const char *name,
              gint64      count)
{
  append_name (out, name);
  if (count >= 0)
    g_string_append_printf (out, "%" G_GINT64_FORMAT, count);
  else
    g_string_append (out, "null");
}

static void
append_usage (GString           *out,
              const NatterUsage *usage)
{
  append_name (out, "usage");
  if (!natter_usage_is_known (usage))
    {
      g_string_append (out, "null");
      return;
    }

  g_string_append_c (out, '{');
  append_count (out, "input", usage->input);
  append_count (out, "output", usage->output);
  append_count (out, "cached_input", usage->cached_input);
  append_count (out, "reasoning", usage->reasoning);
  append_count (out, "total", usage->total);
  g_string_append_c (out, '}');
}

static void
append_tool_calls (GString   *out,
                   GPtrArray *calls)
{
  append_name (out, "tool_calls");
  g_string_append_c (out, '[');
  for (guint i = 0; i < calls->len; i++)
    {
      NatterToolCall *call = g_ptr_array_index (calls, i);

      g_string_append (out, i == 0 ? "{" : ",{");
      append_text (out, "id", call->id);
      append_text (out, "name", call->name);
      append_text (out, "arguments", call->arguments->str);
      g_string_append_c (out, '}');
    }
  g_string_append_c (out, ']');
}

static void
append_error (GString      *out,
              const GError *error)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  double wait = error ? natter_error_get_retry_after (error) : -1;

  append_name (out, "error");
  if (!error)
    {
      g_string_append (out, "null");
      return;
    }

  g_string_append_c (out, '{');
  append_text (out, "category", natter_error_get_category (error));
  append_text (out, "message", error->message);
  append_name (out, "retry_after");
  g_string_append (out, wait >= 0 ? g_ascii_formatd (number, sizeof number, "%.10g", wait)
                                  : "null");
  g_string_append_c (out, '}');
}

static void
append_decoded (GString                 *out,
                const NatterTestDecoded *decoded)
{
  g_string_append_c (out, '{');
  append_text (out, "text", decoded->text->str);
  append_text (out, "reasoning", decoded->reasoning->str);
  append_text (out, "refusal", decoded->refusal->str);
  append_text (out, "finish_reason", decoded->finish_reason);
  append_text (out, "end",
               decoded->end == NATTER_END_NONE ? NULL : natter_end_to_string (decoded->end));
  append_usage (out, &decoded->usage);
  append_tool_calls (out, decoded->tool_calls);
  append_error (out, decoded->error);
  append_text (out, "model", decoded->model);
  g_string_append_c (out, '}');
}

static void
event_cb (const NatterSseEvent *event,
          gpointer              data)
{
  GString *out = data;

  if (out->str[out->len - 1] != '[')
    g_string_append_c (out, ',');
  g_string_append_c (out, '{');
  append_text (out, "event", event->type);
  append_name (out, "data");
  append_string (out, event->data, event->length);
  append_text (out, "id", event->id);
  append_count (out, "retry", event->retry);
  g_string_append_c (out, '}');
}

static gboolean
decode_events (GString       *out,
               const GString *body,
               GError       **error)
{
  g_autoptr(NatterSseParser) parser = natter_sse_parser_new (event_cb, out);
  gsize chunk = option_chunk > 0 ? (gsize) option_chunk : MAX (body->len, 1);

  g_string_append (out, "{\"events\":[");
  for (gsize i = 0; i < body->len; i += chunk)
    if (!natter_sse_parser_feed (parser, (const guint8 *) body->str + i,
                                 MIN (chunk, body->len - i), error))
      return FALSE;
  if (!natter_sse_parser_finish (parser, NATTER_SSE_STRICT, error))
    return FALSE;
  g_string_append (out, "]}");

  return TRUE;
}

static NatterTestDecoded *
decode_refusal (NatterDialect *dialect,
                const GString *body)
{
  g_autoptr(NatterHttpResponse) response = natter_http_response_new ((guint) option_status);
  g_autoptr(GBytes) bytes = g_bytes_new (body->str, body->len);
  NatterTestDecoded *decoded = natter_test_decoded_new ();

  natter_http_response_set_body (response, bytes);
  decoded->error = natter_dialect_read_error (dialect, response);

  return decoded;
}

static GString *
read_body (const char  *path,
           GError     **error)
{
  GString *body = g_string_new (NULL);
  g_autofree char *contents = NULL;
  char buffer[65536];
  gsize length = 0;

  if (g_str_equal (path, "-"))
    {
      while ((length = fread (buffer, 1, sizeof buffer, stdin)) > 0)
        g_string_append_len (body, buffer, (gssize) length);
      return body;
    }

  if (!g_file_get_contents (path, &contents, &length, error))
    {
      g_string_free (body, TRUE);
      return NULL;
    }

  return g_string_append_len (body, contents, (gssize) length);
}

static int
fail (int         status,
      const char *message)
{
  g_printerr ("natter-decode: %s\n", message);

  return status;
}

static gboolean
decode (GString        *out,
        NatterDialect  *dialect,
        const GString  *body,
        GError        **error)
{
  gboolean is_refusal = option_status != 0 && (option_status < 200 || option_status >= 300);
  g_autoptr(NatterTestDecoded) decoded = NULL;

  if (!dialect)
    return decode_events (out, body, error);

  decoded = is_refusal ? decode_refusal (dialect, body)
                       : natter_test_decoded_read (dialect, (const guint8 *) body->str, body->len,
                                                   (gsize) option_chunk);
  append_decoded (out, decoded);

  return TRUE;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GOptionContext) context = g_option_context_new ("DIALECT FILE");
  g_autoptr(GError) error = NULL;
  g_autoptr(NatterDialect) dialect = NULL;
  g_autoptr(GString) body = NULL;
  g_autoptr(GString) out = g_string_new (NULL);

  setlocale (LC_ALL, "");
  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    return fail (STATUS_USAGE, error->message);
  if (argc != 3 || option_chunk < 0 || option_status < 0)
    return fail (STATUS_USAGE, "usage: natter-decode [--chunk=N] [--status=N] DIALECT FILE");

  if (!g_str_equal (argv[1], "sse") && !(dialect = natter_dialect_new_for_id (argv[1])))
    {
      g_autofree char *message = g_strdup_printf ("no dialect is called “%s”", argv[1]);

      return fail (STATUS_USAGE, message);
    }

  body = read_body (argv[2], &error);
  if (!body || !decode (out, dialect, body, &error))
    return fail (STATUS_FAILED, error->message);

  g_string_append_c (out, '\n');
  fwrite (out->str, 1, out->len, stdout);

  return fflush (stdout) == 0 ? STATUS_OK : STATUS_FAILED;
}
