/* test-search-folded.c: a text folded in pieces is what it is folded as a whole, and each of its
 * characters knows where it comes from.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "natter-search-folded.h"
#include "natter-search-text.h"

/* Characters that touch their neighbours, and some that do not. */
static const gunichar awkward[] = {
  'a', 'Z', '0', ' ', '\n', '-', 0xe9, 0x130, 0x131, 0xdf, 0xfb01, 0x1e9e, 0x3a3, 0x3c2, 0x345,
  0x301, 0x308, 0x323, 0x20dd, 0x342, 0x344, 0x1fb3, 0x1f88, 0x439, 0x401, 0x64b, 0x640, 0x627,
  0x622, 0xfdfa, 0x5e9, 0x5c1, 0xfb2a, 0x915, 0x93f, 0x94d, 0x9c7, 0x9be, 0xbc6, 0xbbe, 0xe33,
  0xe34, 0x1100, 0x1161, 0x11a8, 0xac00, 0xac01, 0x3131, 0x314f, 0xffa1, 0xffc2, 0x304b, 0x3099,
  0x309b, 0xff76, 0xff9e, 0xff9f, 0x30ab, 0x4e00, 0x6c17, 0xf900, 0xff21, 0xff10, 0x200d, 0x200c,
  0x2060, 0xfeff, 0xad, 0xfe0f, 0x20e3, 0x2764, 0x1f44d, 0x1f3fd, 0x1f468, 0x1f1e9, 0x1d15e,
  0x1d400, 0x1109a, 0x110ba, 0x1e900, 0x1e922, 0x20000, 0x2f800, 0xfffd, 0x1, 0x2,
};

static gunichar
get_random (GRand *rand)
{
  gunichar c = 0;

  if (g_rand_int_range (rand, 0, 3) > 0)
    return awkward[g_rand_int_range (rand, 0, G_N_ELEMENTS (awkward))];

  do
    c = (gunichar) g_rand_int_range (rand, 1, 0x30000);
  while (!g_unichar_validate (c));

  return c;
}

static void
assert_same (const GString *text)
{
  g_autoptr(NatterSearchFolded) folded = natter_search_folded_new (text->str, text->len);
  g_autofree char *expected = natter_search_fold (text->str, (gssize) text->len);
  g_autofree char *found = g_ucs4_to_utf8 (folded->chars, (glong) folded->length, NULL, NULL, NULL);

  g_assert_cmpstr (found, ==, expected);
  g_assert_cmpuint (folded->at[folded->length], ==, text->len);
  for (gsize i = 0; i < folded->length; i++)
    {
      g_assert_cmpuint (folded->at[i], <=, folded->at[i + 1]);
      g_assert_cmpint ((guchar) text->str[folded->at[i]] & 0xc0, !=, 0x80);
      g_assert_cmpuint (natter_search_folded_get_end (folded, i), >, folded->at[i]);
    }
}

static void
test_random (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (4);
  g_autoptr(GString) text = g_string_new (NULL);

  for (int i = 0; i < 20000; i++)
    {
      int length = g_rand_int_range (rand, 0, 12);

      g_string_truncate (text, 0);
      for (int j = 0; j < length; j++)
        g_string_append_unichar (text, get_random (rand));
      assert_same (text);
    }
}

static void
test_pairs (void)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (awkward); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (awkward); j++)
      {
        g_string_truncate (text, 0);
        g_string_append_unichar (text, awkward[i]);
        g_string_append_unichar (text, awkward[j]);
        g_string_append_unichar (text, 'x');
        assert_same (text);
      }
}

static void
test_places (void)
{
  g_autoptr(NatterSearchFolded) folded = NULL;
  const char text[] = "oﬃce e\xcc\x81!\0?";
  const guint32 at[] = { 0, 1, 1, 1, 4, 5, 6, 7, 10, 11, 12, 13 };

  folded = natter_search_folded_new (text, sizeof text - 1);
  g_assert_cmpuint (folded->length, ==, G_N_ELEMENTS (at) - 1);
  for (gsize i = 0; i < G_N_ELEMENTS (at); i++)
    g_assert_cmpuint (folded->at[i], ==, at[i]);
  g_assert_cmpuint (natter_search_folded_get_end (folded, 1), ==, 4);
  g_assert_cmpuint (natter_search_folded_get_end (folded, 7), ==, 10);
  g_assert_cmpuint (natter_search_folded_get_end (folded, 10), ==, 13);
}

static void
test_empty (void)
{
  g_autoptr(NatterSearchFolded) folded = natter_search_folded_new ("", 0);

  g_assert_cmpuint (folded->length, ==, 0);
  g_assert_cmpuint (folded->at[0], ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/search-folded/random", test_random);
  g_test_add_func ("/search-folded/pairs", test_pairs);
  g_test_add_func ("/search-folded/places", test_places);
  g_test_add_func ("/search-folded/empty", test_empty);

  return g_test_run ();
}
