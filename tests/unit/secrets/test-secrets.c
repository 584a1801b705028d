/* test-secrets.c: what is taken for a key, and freeing it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-error.h"
#include "natter-secrets.h"

static const struct
{
  const char *name;
  const char *text;
  const char *key;     /* NULL: refused */
} clean_cases[] = {
  { "as it is", "sk-proj-Ab_9", "sk-proj-Ab_9" },
  { "line end", "sk-1234\n", "sk-1234" },
  { "blanks and line ends", " \t\r\n sk-1234 \r\n\n ", "sk-1234" },
  { "no-break space", "\302\240sk-1234\302\240", "sk-1234" },
  { "invisible characters", "\357\273\277sk-1234\342\200\213", "sk-1234" },
  { "blank within", "Basic dXNlcg==", "Basic dXNlcg==" },
  { "one character", "x", "x" },
  { "empty", "", NULL },
  { "only blanks", " \n\t ", NULL },
  { "line end within", "sk-12\n34", NULL },
  { "carriage return within", "sk-12\r\n34", NULL },
  { "tab within", "sk-12\t34", NULL },
  { "escape within", "sk-12\03334", NULL },
  { "delete within", "sk-12\17734", NULL },
  { "typographic", "sk\342\200\2231234", NULL },
  { "bullets", "\342\200\242\342\200\242\342\200\242", NULL },
  { "not UTF-8", "sk-\377", NULL },
};

static void
test_clean (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(GError) error = NULL;
  char *key = natter_secrets_clean_key (clean_cases[i].text, &error);

  g_assert_cmpstr (key, ==, clean_cases[i].key);
  if (clean_cases[i].key == NULL)
    {
      g_assert_error (error, NATTER_ERROR, NATTER_ERROR_INVALID_SETTING);
      g_assert_null (strstr (error->message, "sk-"));
    }
  else
    {
      g_assert_no_error (error);
    }

  natter_secrets_free_key (key);
}

static void
test_free_nothing (void)
{
  natter_secrets_free_key (NULL);
}

int
main (int   argc,
      char *argv[])
{
  guint i;

  g_test_init (&argc, &argv, NULL);

  for (i = 0; i < G_N_ELEMENTS (clean_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/secrets/clean/", clean_cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_clean);
    }
  g_test_add_func ("/secrets/free-nothing", test_free_nothing);

  return g_test_run ();
}
