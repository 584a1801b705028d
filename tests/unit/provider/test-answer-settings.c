/* test-answer-settings.c: how models are asked to answer: what is set is asked for and kept, what
 * is automatic is neither.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "natter-answer-settings.h"
#include "natter-json.h"

static JsonNode *
parse (const char *text)
{
  JsonNode *node = natter_json_parse (text, strlen (text), NULL);

  g_assert_nonnull (natter_json_as_object (node));

  return node;
}

static NatterAnswerSettings *
read_settings (const char *text,
               gboolean    is_good)
{
  NatterAnswerSettings *settings = natter_answer_settings_new ();
  g_autoptr(JsonNode) node = parse (text);

  g_assert_cmpint (natter_answer_settings_read (settings, natter_json_as_object (node)), ==,
                   is_good);

  return settings;
}

static char *
write_settings (const NatterAnswerSettings *settings,
                const char                 *into)
{
  g_autoptr(JsonNode) node = parse (into);

  natter_answer_settings_write (settings, natter_json_as_object (node));

  return natter_json_to_line (node);
}

#define ALL \
  "{\"temperature\": 0.3, \"top-p\": 0.9, \"max-tokens\": 500, \"reasoning-budget\": 2000, " \
  "\"seed\": -7, \"stop\": [\"END\", \"\\n\\n\"], \"effort\": \"low\"}"

static void
test_apply (void)
{
  g_autoptr(NatterAnswerSettings) settings = read_settings (ALL, TRUE);
  g_autoptr(NatterAnswerSettings) automatic = natter_answer_settings_new ();
  NatterRequest request = { .model = "m", .system = "s" };

  natter_answer_settings_apply (settings, &request);
  g_assert_true (request.has_temperature);
  g_assert_cmpfloat_with_epsilon (request.temperature, 0.3, 1e-9);
  g_assert_true (request.has_top_p);
  g_assert_cmpfloat_with_epsilon (request.top_p, 0.9, 1e-9);
  g_assert_cmpint (request.max_tokens, ==, 500);
  g_assert_cmpint (request.budget, ==, 2000);
  g_assert_true (request.has_seed);
  g_assert_cmpint (request.seed, ==, -7);
  g_assert_cmpstr (request.effort, ==, "low");
  g_assert_cmpstr (request.stop[0], ==, "END");
  g_assert_cmpstr (request.stop[1], ==, "\n\n");
  g_assert_null (request.stop[2]);
  g_assert_cmpstr (request.model, ==, "m");

  /* what was asked for before is taken back, and the rest is not touched */
  natter_answer_settings_apply (automatic, &request);
  g_assert_false (request.has_temperature);
  g_assert_false (request.has_top_p);
  g_assert_cmpint (request.max_tokens, ==, 0);
  g_assert_cmpint (request.budget, ==, 0);
  g_assert_false (request.has_seed);
  g_assert_null (request.effort);
  g_assert_null (request.stop);
  g_assert_cmpstr (request.system, ==, "s");
}

static void
test_efforts (void)
{
  const char *const *efforts = natter_answer_settings_get_efforts ();
  g_autoptr(NatterAnswerSettings) settings = natter_answer_settings_new ();

  for (guint i = 0; efforts[i]; i++)
    {
      NatterRequest request = { 0 };

      g_set_str (&settings->effort, efforts[i]);
      natter_answer_settings_apply (settings, &request);
      g_assert_cmpstr (request.effort, ==, efforts[i]);
    }
  g_assert_cmpuint (g_strv_length ((char **) efforts), ==, 5);
}

static void
test_round_trip (void)
{
  g_autoptr(NatterAnswerSettings) settings = read_settings (ALL, TRUE);
  g_autoptr(NatterAnswerSettings) automatic = read_settings ("{}", TRUE);
  g_autofree char *written = write_settings (settings, "{}");
  g_autofree char *beside = write_settings (settings, "{\"model\": \"a/b\", \"top-k\": 4}");
  g_autofree char *taken_back = write_settings (automatic, beside);

  g_assert_cmpstr (written, ==, ALL);
  g_assert_true (g_str_has_prefix (beside, "{\"model\": \"a/b\", \"top-k\": 4, \"temp"));
  g_assert_cmpstr (taken_back, ==, "{\"model\": \"a/b\", \"top-k\": 4}");
}

static const struct
{
  const char *name;
  const char *text;
  gboolean    is_good;
  const char *kept;
} read_cases[] = {
  { "nothing", "{}", TRUE, "{}" },
  { "null", "{\"temperature\":null,\"top-p\":null,\"max-tokens\":null,\"effort\":null,"
            "\"reasoning-budget\":null,\"stop\":null,\"seed\":null}", TRUE, "{}" },
  { "before there was more", "{\"temperature\":1}", TRUE, "{\"temperature\": 1.0}" },
  { "zeros are values", "{\"temperature\":0,\"top-p\":0,\"seed\":0}", TRUE,
    "{\"temperature\": 0.0, \"top-p\": 0.0, \"seed\": 0}" },
  { "zero tokens are none", "{\"max-tokens\":0,\"reasoning-budget\":-1}", TRUE, "{}" },
  { "too high", "{\"temperature\":9,\"top-p\":1.5}", TRUE,
    "{\"temperature\": 2.0, \"top-p\": 1.0}" },
  { "too low", "{\"temperature\":-1,\"top-p\":-0.1}", TRUE,
    "{\"temperature\": 0.0, \"top-p\": 0.0}" },
  { "fractions of tokens", "{\"max-tokens\":10.9}", TRUE, "{\"max-tokens\": 10}" },
  { "no number so great", "{\"max-tokens\":1e30,\"seed\":1e30}", TRUE, "{}" },
  { "empty stops", "{\"stop\":[\"\",\"a\",\"\"]}", TRUE, "{\"stop\": [\"a\"]}" },
  { "no stops", "{\"stop\":[]}", TRUE, "{}" },
  { "the same stop twice", "{\"stop\":[\"a\",\"a\",\"b\"]}", TRUE, "{\"stop\": [\"a\", \"b\"]}" },
  { "too many stops", "{\"stop\":[\"a\",\"b\",\"c\",\"d\",\"e\"]}", TRUE,
    "{\"stop\": [\"a\", \"b\", \"c\", \"d\"]}" },
  { "empty effort", "{\"effort\":\"\"}", TRUE, "{}" },
  { "temperature in words", "{\"temperature\":\"hot\",\"seed\":1}", FALSE, "{\"seed\": 1}" },
  { "top-p is an object", "{\"top-p\":{}}", FALSE, "{}" },
  { "tokens in words", "{\"max-tokens\":\"5\"}", FALSE, "{}" },
  { "budget is a list", "{\"reasoning-budget\":[1]}", FALSE, "{}" },
  { "seed is true", "{\"seed\":true}", FALSE, "{}" },
  { "effort is a number", "{\"effort\":3}", FALSE, "{}" },
  { "stop is a word", "{\"stop\":\"END\"}", FALSE, "{}" },
  { "a stop is a number", "{\"stop\":[\"a\",1]}", FALSE, "{}" },
};

static void
test_read (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(NatterAnswerSettings) settings = read_settings (read_cases[i].text,
                                                            read_cases[i].is_good);
  g_autofree char *kept = write_settings (settings, "{}");

  g_assert_cmpstr (kept, ==, read_cases[i].kept);
}

/* A word that only another version knows stays in the file, and is not sent. */
static void
test_unknown_effort (void)
{
  g_autoptr(NatterAnswerSettings) settings = read_settings ("{\"effort\":\"heroic\"}", TRUE);
  g_autofree char *kept = write_settings (settings, "{}");
  NatterRequest request = { 0 };

  natter_answer_settings_apply (settings, &request);
  g_assert_null (request.effort);
  g_assert_cmpstr (kept, ==, "{\"effort\": \"heroic\"}");
}

static void
test_equal (void)
{
  static const char *const others[] = {
    "{}",
    "{\"temperature\": 0.4}", "{\"top-p\": 0.8}", "{\"max-tokens\": 501}",
    "{\"reasoning-budget\": 1}", "{\"seed\": 0}", "{\"stop\": [\"END\"]}", "{\"effort\": \"high\"}",
  };
  g_autoptr(NatterAnswerSettings) settings = read_settings (ALL, TRUE);
  g_autoptr(NatterAnswerSettings) copy = natter_answer_settings_copy (settings);

  g_assert_true (natter_answer_settings_equal (settings, copy));
  g_assert_false (natter_answer_settings_is_automatic (settings));
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr(NatterAnswerSettings) one = read_settings (others[i], TRUE);

      g_assert_false (natter_answer_settings_equal (settings, one));
      g_assert_cmpint (natter_answer_settings_is_automatic (one), ==, i == 0);
      for (guint j = 0; j < G_N_ELEMENTS (others); j++)
        {
          g_autoptr(NatterAnswerSettings) other = read_settings (others[j], TRUE);

          g_assert_cmpint (natter_answer_settings_equal (one, other), ==, i == j);
        }
    }
}

static void
test_tidy (void)
{
  g_autoptr(NatterAnswerSettings) settings = natter_answer_settings_new ();

  settings->has_temperature = TRUE;
  settings->temperature = NAN;
  settings->has_top_p = TRUE;
  settings->top_p = INFINITY;
  settings->seed = 5;
  settings->stop = g_new0 (char *, 1);
  natter_answer_settings_tidy (settings);

  g_assert_false (settings->has_temperature);
  g_assert_true (settings->has_top_p);
  g_assert_cmpfloat_with_epsilon (settings->top_p, 1, 1e-9);
  g_assert_cmpint (settings->seed, ==, 0);
  g_assert_null (settings->stop);
}

static const struct
{
  const char *name;
  const char *stop;
  const char *written;
  const char *also;      /* another way in which a person may write it, or NULL */
} stop_cases[] = {
  { "plain", "END", "END", NULL },
  { "lines", "\n\nUser:", "\\n\\nUser:", NULL },
  { "tab and return", "\t\r", "\\t\\r", NULL },
  { "backslash", "\\", "\\\\", "\\" },
  { "backslash and letter", "\\n", "\\\\n", NULL },
  { "what is no escape", "\\d", "\\\\d", "\\d" },
  { "letters of others", "«Ü»", "«Ü»", NULL },
  { "blank", " ", " ", NULL },
  { "nothing", "", "", NULL },
};

static void
test_stop (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autofree char *written = natter_answer_settings_escape_stop (stop_cases[i].stop);
  g_autofree char *back = natter_answer_settings_unescape_stop (written);
  g_autofree char *also = natter_answer_settings_unescape_stop (
    stop_cases[i].also ? stop_cases[i].also : written);

  g_assert_cmpstr (written, ==, stop_cases[i].written);
  g_assert_cmpstr (back, ==, stop_cases[i].stop);
  g_assert_cmpstr (also, ==, stop_cases[i].stop);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/answer-settings/apply", test_apply);
  g_test_add_func ("/answer-settings/efforts", test_efforts);
  g_test_add_func ("/answer-settings/round-trip", test_round_trip);
  g_test_add_func ("/answer-settings/unknown-effort", test_unknown_effort);
  g_test_add_func ("/answer-settings/equal", test_equal);
  g_test_add_func ("/answer-settings/tidy", test_tidy);
  for (guint i = 0; i < G_N_ELEMENTS (read_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/answer-settings/read/", read_cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_read);
    }
  for (guint i = 0; i < G_N_ELEMENTS (stop_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/answer-settings/stop/", stop_cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_stop);
    }

  return g_test_run ();
}
