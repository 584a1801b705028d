/* test-uuid.c: form, version and order of ids, from several threads.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-uuid.h"

#define N 20000

static void
test_form (void)
{
  g_autofree char *id = natter_uuid_new ();
  gint64 now = g_get_real_time () / 1000;
  g_autofree char *digits = g_strdup_printf ("%.8s%.4s", id, id + 9);

  g_assert_true (g_uuid_string_is_valid (id));
  g_assert_cmpuint (strlen (id), ==, 36);
  g_assert_cmpint (id[14], ==, '7');
  g_assert_nonnull (strchr ("89ab", id[19]));
  g_assert_cmpint (g_ascii_strtoll (digits, NULL, 16), >=, now - 1000);
  g_assert_cmpint (g_ascii_strtoll (digits, NULL, 16), <=, now + 1000);
}

/* More than a millisecond has numbers for. */
static void
test_order (void)
{
  g_autofree char *last = natter_uuid_new ();

  for (guint i = 0; i < N; i++)
    {
      g_autofree char *next = natter_uuid_new ();

      g_assert_cmpstr (last, <, next);
      g_free (last);
      last = g_steal_pointer (&next);
    }
}

static gpointer
make_many (gpointer data)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < N; i++)
    g_ptr_array_add (ids, natter_uuid_new ());

  return ids;
}

static void
test_threads (void)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GThread *threads[3] = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("uuid", make_many, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    {
      g_autoptr(GPtrArray) ids = g_thread_join (threads[i]);

      for (guint j = 0; j < ids->len; j++)
        {
          g_assert_true (g_hash_table_add (seen, g_strdup (g_ptr_array_index (ids, j))));
          if (j > 0)
            g_assert_cmpstr (g_ptr_array_index (ids, j - 1), <, g_ptr_array_index (ids, j));
        }
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/uuid/form", test_form);
  g_test_add_func ("/uuid/order", test_order);
  g_test_add_func ("/uuid/threads", test_threads);

  return g_test_run ();
}
