/* test-hidden.c: characters that are not seen are found, and those that writing needs are left.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-hidden.h"

#include <string.h>

#define ZWNJ "\342\200\214"
#define ZWJ  "\342\200\215"
#define LRM  "\342\200\216"
#define RLM  "\342\200\217"
#define RLE  "\342\200\253"
#define RLO  "\342\200\256"
#define PDF  "\342\200\254"
#define RLI  "\342\201\247"
#define PDI  "\342\201\251"
#define VS16 "\357\270\217"

/* What is found stands in brackets. */
static const struct
{
  const char *name;
  const char *text;
  const char *prose;
  const char *code;
} cases[] = {
  { "nothing",            "",                         "",                     "" },
  { "plain",              "a b\tc\nd \"é\" — 漢字 🙂", "a b\tc\nd \"é\" — 漢字 🙂",
                                                      "a b\tc\nd \"é\" — 漢字 🙂" },
  { "override",           "a" RLO "gpj.exe",          "a[U+202E]gpj.exe",     "a[U+202E]gpj.exe" },
  {
    "override in hebrew",
    "שלום" RLO "a" PDF,
    "שלום[U+202E]a[U+202C]",
    "שלום[U+202E]a[U+202C]",
  },
  {
    "embedding",
    "a" RLE "b" PDF,
    "a[U+202B]b[U+202C]",
    "a[U+202B]b[U+202C]",
  },
  {
    "isolates without need",
    "a" RLI "b" PDI,
    "a[U+2067]b[U+2069]",
    "a[U+2067]b[U+2069]",
  },
  { "isolates in hebrew", "a " RLI "שלום" PDI " b",   "a " RLI "שלום" PDI " b",
                                                      "a [U+2067]שלום[U+2069] b" },
  { "isolate that stays open", "שלום" RLI "a",        "שלום[U+2067]a",        "שלום[U+2067]a" },
  { "isolate that was not opened", "שלום" PDI "a",    "שלום[U+2069]a",        "שלום[U+2069]a" },
  {
    "isolates the wrong way round",
    "שלום" PDI RLI,
    "שלום[U+2069][U+2067]",
    "שלום[U+2069][U+2067]",
  },
  { "marks in hebrew",    "שלום" RLM "! " LRM "C++",  "שלום" RLM "! " LRM "C++",
                                                      "שלום[U+200F]! [U+200E]C++" },
  { "arabic mark",        "مرحبا" "\330\234" "1",     "مرحبا" "\330\234" "1", "مرحبا[U+061C]1" },
  {
    "marks in english",
    "a" RLM "b" LRM,
    "a[U+200F]b[U+200E]",
    "a[U+200F]b[U+200E]",
  },
  { "persian",            "می" ZWNJ "خواهم",          "می" ZWNJ "خواهم",      "می" ZWNJ "خواهم" },
  {
    "devanagari",
    "क्" ZWJ "ष क्" ZWNJ "ष",
    "क्" ZWJ "ष क्" ZWNJ "ष",
    "क्" ZWJ "ष क्" ZWNJ "ष",
  },
  {
    "joiners in english",
    "a" ZWJ "b" ZWNJ "c",
    "a[U+200D]b[U+200C]c",
    "a[U+200D]b[U+200C]c",
  },
  { "family",             "👩" ZWJ "👩" ZWJ "👧",       "👩" ZWJ "👩" ZWJ "👧",   "👩" ZWJ "👩" ZWJ "👧" },
  { "skin and heart",     "👩🏽" ZWJ "❤" VS16 ZWJ "👨",  "👩🏽" ZWJ "❤" VS16 ZWJ "👨",
                                                      "👩🏽" ZWJ "❤" VS16 ZWJ "👨" },
  { "two joiners",        "👩" ZWJ ZWJ "👧",           "👩" ZWJ "[U+200D]👧",   "👩" ZWJ "[U+200D]👧" },
  {
    "keycap",
    "1" VS16 "\342\203\243",
    "1" VS16 "\342\203\243",
    "1" VS16 "\342\203\243",
  },
  { "two variants",       "1" VS16 VS16,              "1" VS16 "[U+FE0F]",    "1" VS16 "[U+FE0F]" },
  { "variant of nothing", VS16 " " VS16,              "[U+FE0F] [U+FE0F]",    "[U+FE0F] [U+FE0F]" },
  { "flag of wales",      "🏴\363\240\201\247\363\240\201\242\363\240\201\277",
                          "🏴\363\240\201\247\363\240\201\242\363\240\201\277",
                          "🏴\363\240\201\247\363\240\201\242\363\240\201\277" },
  { "tags without a flag", "a\363\240\201\207\363\240\201\207", "a[U+E0047]\363\240\201\207",
                          "a[U+E0047]\363\240\201\207" },
  { "space without width", "a\342\200\213b",          "a[U+200B]b",           "a[U+200B]b" },
  {
    "thai",
    "ไทย\342\200\213ไทย",
    "ไทย\342\200\213ไทย",
    "ไทย\342\200\213ไทย",
  },
  {
    "soft hyphen",
    "Hyphen\302\255ation",
    "Hyphen\302\255ation",
    "Hyphen[U+00AD]ation",
  },
  { "soft hyphen alone",  " \302\255",                " [U+00AD]",            " [U+00AD]" },
  { "byte order mark",    "\357\273\277a",            "[U+FEFF]a",            "[U+FEFF]a" },
  { "word joiner",        "a\342\201\240b",           "a[U+2060]b",           "a[U+2060]b" },
  { "fillers",            "\343\205\244\357\276\240\341\205\237", "[U+3164][U+FFA0][U+115F]",
                                                      "[U+3164][U+FFA0][U+115F]" },
  { "grapheme joiner",    "a\315\217b",               "a[U+034F]b",           "a[U+034F]b" },
  { "controls",           "a\033[2J\177\302\205",     "a[U+001B][2J[U+007F][U+0085]",
                                                      "a[U+001B][2J[U+007F][U+0085]" },
  {
    "line separators",
    "a\342\200\250b\342\200\251",
    "a[U+2028]b[U+2029]",
    "a[U+2028]b[U+2029]",
  },
  { "interlinear",        "\357\277\271a",            "[U+FFF9]a",            "[U+FFF9]a" },
};

static void
check (const char        *text,
       NatterHiddenPlace  place,
       const char        *expected)
{
  g_autoptr(GArray) found = g_array_new (FALSE, FALSE, sizeof (NatterHidden));
  g_autoptr(GString) shown = g_string_new (NULL);
  gsize done = 0;

  g_assert_cmpint (natter_hidden_find (text, strlen (text), 0, place, found), ==, found->len > 0);
  for (guint i = 0; i < found->len; i++)
    {
      NatterHidden hidden = g_array_index (found, NatterHidden, i);

      g_assert_cmpuint (hidden.start, >=, done);
      g_assert_cmpuint (hidden.start, <, hidden.end);
      g_string_append_len (shown, text + done, (gssize) (hidden.start - done));
      g_string_append_c (shown, '[');
      natter_hidden_append_name (shown, g_utf8_get_char (text + hidden.start));
      g_string_append_c (shown, ']');
      done = hidden.end;
    }
  g_string_append (shown, text + done);
  g_assert_cmpstr (shown->str, ==, expected);
}

static void
test_find (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);

  check (cases[i].text, NATTER_HIDDEN_IN_PROSE, cases[i].prose);
  check (cases[i].text, NATTER_HIDDEN_IN_CODE, cases[i].code);
}

/* Code may be looked at in pieces, told what stood before each. */
static void
test_pieces (gconstpointer data)
{
  const char *text = cases[GPOINTER_TO_UINT (data)].text;
  g_autoptr(GArray) whole = g_array_new (FALSE, FALSE, sizeof (NatterHidden));
  g_autoptr(GArray) pieces = g_array_new (FALSE, FALSE, sizeof (NatterHidden));
  gunichar before = 0;

  natter_hidden_find (text, strlen (text), 0, NATTER_HIDDEN_IN_CODE, whole);
  for (const char *p = text; *p; p = g_utf8_next_char (p))
    {
      guint n = pieces->len;

      natter_hidden_find (p, (gsize) (g_utf8_next_char (p) - p), before, NATTER_HIDDEN_IN_CODE,
                          pieces);
      for (; n < pieces->len; n++)
        {
          g_array_index (pieces, NatterHidden, n).start += (gsize) (p - text);
          g_array_index (pieces, NatterHidden, n).end += (gsize) (p - text);
        }
      before = g_utf8_get_char (p);
    }
  g_assert_cmpmem (pieces->data, pieces->len * sizeof (NatterHidden), whole->data,
                   whole->len * sizeof (NatterHidden));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/hidden/find/%s", cases[i].name);
      g_autofree char *pieces = g_strdup_printf ("/hidden/pieces/%s", cases[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_find);
      g_test_add_data_func (pieces, GUINT_TO_POINTER (i), test_pieces);
    }

  return g_test_run ();
}
