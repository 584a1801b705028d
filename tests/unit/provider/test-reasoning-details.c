/* test-reasoning-details.c: thoughts that come in pieces are put together.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-reasoning-details.h"
#include "natter-test-body.h"

static const struct
{
  const char *name;
  const char *pieces[4];
  const char *whole;       /* NULL: nothing that has to go back */
} cases[] = {
  { "nothing", { "[]" }, NULL },
  { "unsigned", { "[{'type': 'reasoning.text', 'text': 'a', 'signature': null}]" }, NULL },
  { "no-objects", { "[7, null, {'signature': ''}]" }, NULL },
  { "signature-last",
    { "[{'type': 'reasoning.text', 'text': 'a', 'index': 0, 'format': 'f'}]",
      "[{'type': 'reasoning.text', 'text': 'b', 'index': 0}]",
      "[{'type': 'reasoning.text', 'signature': 's', 'index': 0}]" },
    "[{'type': 'reasoning.text', 'text': 'ab', 'index': 0, 'format': 'f', 'signature': 's'}]" },
  { "index",
    { "[{'type': 'reasoning.text', 'text': 'a', 'index': 0, 'signature': 's'}]",
      "[{'type': 'reasoning.text', 'text': 'b', 'index': 1}]" },
    "[{'type': 'reasoning.text', 'text': 'a', 'index': 0, 'signature': 's'},"
    " {'type': 'reasoning.text', 'text': 'b', 'index': 1}]" },
  { "summary-and-encrypted",
    { "[{'type': 'reasoning.summary', 'summary': 'a', 'id': 'r'}]",
      "[{'type': 'reasoning.summary', 'summary': 'b', 'id': 'r'}]",
      "[{'type': 'reasoning.encrypted', 'data': 'd', 'id': 'r'},"
      " {'type': 'reasoning.encrypted', 'data': 'e', 'id': 'r'}]" },
    "[{'type': 'reasoning.summary', 'summary': 'ab', 'id': 'r'},"
    " {'type': 'reasoning.encrypted', 'data': 'd', 'id': 'r'},"
    " {'type': 'reasoning.encrypted', 'data': 'e', 'id': 'r'}]" },
};

static void
test_case (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(NatterReasoningDetails) details = natter_reasoning_details_new ();
  g_autoptr(JsonNode) whole = NULL;
  g_autoptr(JsonNode) expected = NULL;

  for (guint p = 0; p < G_N_ELEMENTS (cases[i].pieces) && cases[i].pieces[p]; p++)
    {
      g_autoptr(JsonNode) pieces = natter_test_body_parse (cases[i].pieces[p]);

      natter_reasoning_details_add (details, natter_json_as_array (pieces));
    }

  whole = natter_reasoning_details_dup (details);
  if (!cases[i].whole)
    {
      g_assert_null (whole);
      return;
    }

  expected = natter_test_body_parse (cases[i].whole);
  natter_test_body_assert_equal (whole, expected);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/reasoning-details/", cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_case);
    }

  return g_test_run ();
}
