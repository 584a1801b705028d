/* fuzz-formula.c: any text as a formula: it is read whole or refused, and its styles fit it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "natter-formula-place.h"
#include "natter-formula.h"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

static void
check_read (const char *tex,
            gboolean    display)
{
  g_autoptr(GString) text = g_string_new ("x");
  g_autoptr(GArray) runs = g_array_new (FALSE, FALSE, sizeof (NatterFormulaRun));
  gsize before = 1;

  if (!natter_formula_read (tex, strlen (tex), display, text, runs))
    {
      g_assert_cmpuint (text->len, ==, 1);
      g_assert_cmpuint (runs->len, ==, 0);
      return;
    }

  g_assert_cmpuint (text->len, >, 1);
  g_assert_true (g_utf8_validate (text->str, (gssize) text->len, NULL));
  for (guint i = 0; i < runs->len; i++)
    {
      NatterFormulaRun run = g_array_index (runs, NatterFormulaRun, i);

      g_assert_cmpuint (run.start, >=, before);
      g_assert_cmpuint (run.start, <, run.end);
      g_assert_cmpuint (run.end, <=, text->len);
      g_assert_true (((guchar) text->str[run.start] & 0xC0) != 0x80);
      g_assert_true (((guchar) text->str[run.end] & 0xC0) != 0x80);
      before = run.start;
    }
}

/* What is settled stays as it was found, and what is hidden stays where it is. */
static void
check_places (const char *text)
{
  gsize length = strlen (text);
  g_autoptr(GArray) whole = g_array_new (FALSE, FALSE, sizeof (NatterFormulaPlace));
  g_autoptr(GArray) pieces = g_array_new (FALSE, FALSE, sizeof (NatterFormulaPlace));
  g_autofree char *masked = g_strdup (text);
  gsize settled = 0;

  natter_formula_place_find (text, length, 0, whole);
  for (gsize end = 1; end <= length; end++)
    {
      while (pieces->len > 0 &&
             g_array_index (pieces, NatterFormulaPlace, pieces->len - 1).start >= settled)
        g_array_set_size (pieces, pieces->len - 1);
      settled = natter_formula_place_find (text, end, settled, pieces);
    }
  g_assert_cmpmem (pieces->data, pieces->len * sizeof (NatterFormulaPlace), whole->data,
                   whole->len * sizeof (NatterFormulaPlace));

  natter_formula_place_mask (masked, whole, 0);
  g_assert_cmpuint (strlen (masked), ==, length);
  g_assert_true (g_utf8_validate (masked, -1, NULL));
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *text = g_utf8_make_valid ((const char *) data, (gssize) size);

  check_read (text, FALSE);
  check_read (text, TRUE);
  check_places (text);

  return 0;
}
