/* fuzz-import.c: any bytes as a file that is imported: each reader, the tree and the records, until
 * all is read. An archive too: libarchive unpacks it. Nothing is stored.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>

#include "natter-import-walk.h"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

/* The same file each time, in a folder of this process. */
static const char *
get_path (void)
{
  static char *path = NULL;

  if (!path)
    {
      g_autofree char *folder = g_dir_make_tmp ("natter-fuzz-XXXXXX", NULL);

      path = g_build_filename (folder, "export.json", NULL);
    }

  return path;
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  const char *const paths[] = { get_path (), NULL };
  g_autoptr(NatterImportReport) report = natter_import_report_new ();
  g_autoptr(NatterImportWalk) walk = NULL;
  NatterStoreMerge *merge = NULL;
  char *name = NULL;

  g_assert_true (g_file_set_contents_full (paths[0], (const char *) data, (gssize) size,
                                           G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  walk = natter_import_walk_new (paths, report);
  while (natter_import_walk_next (walk, &merge, &name, NULL))
    {
      g_assert_cmpuint (natter_store_merge_get_n_items (merge), >, 0);
      natter_store_merge_unref (merge);
      g_free (name);
    }
  g_assert_true (natter_import_walk_get_progress (walk) >= 0);

  return 0;
}
