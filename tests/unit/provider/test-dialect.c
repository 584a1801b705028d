/* test-dialect.c: the door to all dialects, and what they have in common.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "natter-dialect.h"
#include "natter-error.h"
#include "natter-json.h"

static const char *const ids[] = {
  "anthropic", "cohere-v2", "gemini", "ollama", "openai-chat", "openai-responses",
};

static void
test_ids (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      NatterDialect *dialect = natter_dialect_new_for_id (ids[i]);
      NatterDecoder *decoder = NULL;

      g_assert_nonnull (dialect);
      g_assert_cmpstr (natter_dialect_get_id (dialect), ==, ids[i]);
      decoder = natter_dialect_new_decoder (dialect);
      g_assert_false (natter_decoder_is_complete (decoder));
      g_assert_finalize_object (decoder);
      g_assert_finalize_object (dialect);
    }

  g_assert_null (natter_dialect_new_for_id ("esperanto"));
}

/* Whatever it is that a server answers, it is neither a list nor the end of the program. */
static void
test_no_next_page (void)
{
  static const char *const bodies[] = { "", "{", "[]", "7", "{\"has_more\": true, \"last_id\": 7}" };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    for (guint j = 0; j < G_N_ELEMENTS (bodies); j++)
      {
        g_autoptr(NatterDialect) dialect = natter_dialect_new_for_id (ids[i]);
        g_autoptr(GBytes) body = g_bytes_new_static (bodies[j], strlen (bodies[j]));

        g_assert_null (natter_dialect_read_next_page (dialect, body));
      }
}

static const struct
{
  const char *json;
  NatterError code;
  const char *message;   /* or a part of it */
} no_list_cases[] = {
  { "{\"error\": {\"message\": \"invalid x-api-key\", \"type\": \"authentication_error\"}}",
    NATTER_ERROR_BAD_KEY, "invalid x-api-key" },
  { "{\"status\": \"ok\"}", NATTER_ERROR_NOT_AN_API, "/v7" },
  { "[]", NATTER_ERROR_NOT_AN_API, "/v7" },
};

static void
test_no_list (void)
{
  g_autoptr(GError) nothing = natter_dialect_new_no_list_error (NULL, "/v7");

  g_assert_error (nothing, NATTER_ERROR, NATTER_ERROR_NOT_AN_API);

  for (guint i = 0; i < G_N_ELEMENTS (no_list_cases); i++)
    {
      const char *json = no_list_cases[i].json;
      g_autoptr(JsonNode) node = natter_json_parse (json, strlen (json), NULL);
      g_autoptr(GError) error = natter_dialect_new_no_list_error (node, "/v7");

      g_assert_error (error, NATTER_ERROR, (int) no_list_cases[i].code);
      g_assert_nonnull (strstr (error->message, no_list_cases[i].message));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/dialect/ids", test_ids);
  g_test_add_func ("/dialect/no-next-page", test_no_next_page);
  g_test_add_func ("/dialect/no-list", test_no_list);

  return g_test_run ();
}
