/* test-decoder.c: what all decoders have in common: they count, and tell some things once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "natter-decoder.h"
#include "natter-error.h"
#include "natter-json.h"

#define TEST_TYPE_DECODER (test_decoder_get_type ())
G_DECLARE_FINAL_TYPE (TestDecoder, test_decoder, TEST, DECODER, NatterDecoder)

struct _TestDecoder
{
  NatterDecoder parent_instance;

  gboolean      is_complete;
};

G_DEFINE_FINAL_TYPE (TestDecoder, test_decoder, NATTER_TYPE_DECODER)

static void
emit_all (NatterDecoder *decoder)
{
  g_autoptr(JsonNode) node = natter_json_parse ("{\"a\":1}", 7, NULL);
  g_autoptr(GError) error = natter_error_new (NATTER_ERROR_SERVER, "oops");
  NatterUsage unknown = NATTER_USAGE_INIT;
  NatterUsage usage = { .input = 5, .output = -1 };

  natter_decoder_emit_text (decoder, NATTER_DELTA_TEXT, NULL);
  natter_decoder_emit_text (decoder, NATTER_DELTA_TEXT, "");
  natter_decoder_emit_text (decoder, NATTER_DELTA_TEXT, "a");
  natter_decoder_emit_text (decoder, NATTER_DELTA_MODEL, "m");
  natter_decoder_emit_text (decoder, NATTER_DELTA_MODEL, "n");
  natter_decoder_emit_tool_call (decoder, 1, "", "f", NULL);
  natter_decoder_emit_citation (decoder, NULL, "t");
  natter_decoder_emit_citation (decoder, "x", "");
  natter_decoder_emit_image (decoder, NULL, "");
  natter_decoder_emit_image (decoder, NULL, "AAEC");
  natter_decoder_emit_data_url (decoder, "https://a.example/i.png");
  natter_decoder_emit_data_url (decoder, "data:,a");
  natter_decoder_emit_data_url (decoder, "data:image/gif;x=y;base64,AAEC");
  natter_decoder_emit_carry (decoder, "test", node);
  natter_decoder_emit_usage (decoder, &unknown);
  natter_decoder_emit_usage (decoder, &usage);
  natter_decoder_emit_error (decoder, error);
  natter_decoder_emit_error (decoder, error);
  natter_decoder_emit_finish (decoder, NATTER_END_LENGTH, "full");
  natter_decoder_emit_finish (decoder, NATTER_END_COMPLETE, "stop");
}

static void
test_decoder_feed (NatterDecoder        *decoder,
                   const NatterSseEvent *event,
                   NatterDeltaFunc       emit,
                   gpointer              data)
{
  NatterDelta delta = { .kind = NATTER_DELTA_TEXT, .text = event->data, .length = event->length };

  if (g_str_equal (event->data, "bad"))
    natter_decoder_count_malformed (decoder);
  else if (g_str_equal (event->data, "end"))
    TEST_DECODER (decoder)->is_complete = TRUE;
  else if (g_str_equal (event->data, "emit"))
    emit_all (decoder);
  else
    emit (&delta, data);
}

static gboolean
test_decoder_is_complete (NatterDecoder *decoder)
{
  return TEST_DECODER (decoder)->is_complete;
}

static void
test_decoder_class_init (TestDecoderClass *klass)
{
  NatterDecoderClass *decoder_class = NATTER_DECODER_CLASS (klass);

  decoder_class->feed = test_decoder_feed;
  decoder_class->is_complete = test_decoder_is_complete;
}

static void
test_decoder_init (TestDecoder *self)
{
}

static void
delta_cb (const NatterDelta *delta,
          gpointer           data)
{
  g_string_append (data, delta->text);
}

static void
feed (NatterDecoder *decoder,
      const char    *text,
      GString       *out)
{
  NatterSseEvent event = { .type = "message", .data = text, .length = strlen (text), .id = "" };

  natter_decoder_feed (decoder, &event, delta_cb, out);
}

static void
test_counts (void)
{
  NatterDecoder *decoder = g_object_new (TEST_TYPE_DECODER, NULL);
  g_autoptr(GString) out = g_string_new (NULL);

  g_assert_cmpuint (natter_decoder_get_n_events (decoder), ==, 0);
  g_assert_cmpuint (natter_decoder_get_n_malformed (decoder), ==, 0);

  feed (decoder, "a", out);
  feed (decoder, "bad", out);
  feed (decoder, "b", out);
  g_assert_cmpstr (out->str, ==, "ab");
  g_assert_cmpuint (natter_decoder_get_n_events (decoder), ==, 3);
  g_assert_cmpuint (natter_decoder_get_n_malformed (decoder), ==, 1);
  g_assert_false (natter_decoder_is_complete (decoder));

  feed (decoder, "end", out);
  g_assert_true (natter_decoder_is_complete (decoder));

  g_assert_finalize_object (decoder);
}

static void
describe_cb (const NatterDelta *delta,
             gpointer           data)
{
  g_string_append_printf (data, "%d", (int) delta->kind);
  if (delta->text)
    {
      g_assert_cmpuint (delta->length, ==, strlen (delta->text));
      g_string_append_printf (data, " %s", delta->text);
    }
  if (delta->id)
    g_string_append_printf (data, " id=%s", delta->id);
  if (delta->name)
    g_string_append_printf (data, " name=%s", delta->name);
  if (delta->image)
    g_string_append_printf (data, " %s", natter_attachment_get_mime_type (delta->image));
  g_string_append (data, "; ");
}

static void
test_emit (void)
{
  NatterDecoder *decoder = g_object_new (TEST_TYPE_DECODER, NULL);
  NatterSseEvent event = { .type = "message", .data = "emit", .length = 4, .id = "" };
  g_autoptr(GString) out = g_string_new (NULL);
  g_autofree char *expected = NULL;

  expected = g_strdup_printf ("%d a; %d m; %d  name=f; %d id=x; %d image/png; %d image/gif; "
                              "%d {\"a\":1} name=test; %d; %d oops; %d full; ",
                              NATTER_DELTA_TEXT, NATTER_DELTA_MODEL, NATTER_DELTA_TOOL_CALL,
                              NATTER_DELTA_CITATION, NATTER_DELTA_IMAGE, NATTER_DELTA_IMAGE,
                              NATTER_DELTA_CARRY, NATTER_DELTA_USAGE, NATTER_DELTA_ERROR,
                              NATTER_DELTA_FINISH);

  natter_decoder_feed (decoder, &event, describe_cb, out);
  g_assert_cmpstr (out->str, ==, expected);
  g_assert_true (natter_decoder_has_error (decoder));
  g_assert_true (natter_decoder_has_finish (decoder));

  g_assert_finalize_object (decoder);
}

static void
test_count (void)
{
  g_autoptr(JsonNode) node = NULL;
  const char *json = "{\"a\":5,\"b\":-5,\"c\":\"5\",\"d\":1e30,\"e\":0,\"f\":null}";
  JsonObject *object = NULL;

  node = natter_json_parse (json, strlen (json), NULL);
  object = natter_json_as_object (node);
  g_assert_cmpint (natter_decoder_get_count (object, "a"), ==, 5);
  g_assert_cmpint (natter_decoder_get_count (object, "e"), ==, 0);
  g_assert_cmpint (natter_decoder_get_count (object, "b"), ==, -1);
  g_assert_cmpint (natter_decoder_get_count (object, "c"), ==, -1);
  g_assert_cmpint (natter_decoder_get_count (object, "d"), ==, -1);
  g_assert_cmpint (natter_decoder_get_count (object, "f"), ==, -1);
  g_assert_cmpint (natter_decoder_get_count (object, "g"), ==, -1);
  g_assert_cmpint (natter_decoder_get_count (NULL, "a"), ==, -1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/decoder/counts", test_counts);
  g_test_add_func ("/decoder/emit", test_emit);
  g_test_add_func ("/decoder/count", test_count);

  return g_test_run ();
}
