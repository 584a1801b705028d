/* natter-import-report.c: what an import brought, and what it could not. Filled by one thread at a
 * time, immutable once it is given out.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-import-report.h"

#include "natter-hand-over.h"

#define MAX_KINDS 100

G_DEFINE_BOXED_TYPE (NatterImportReport, natter_import_report, natter_import_report_ref,
                     natter_import_report_unref)

static void
failure_free (NatterImportFailure *self)
{
  g_free (self->name);
  g_free (self->reason);
  g_free (self);
}

NatterImportReport *
natter_import_report_new (void)
{
  NatterImportReport *self = g_new0 (NatterImportReport, 1);

  g_atomic_ref_count_init (&self->references);
  self->failures = g_ptr_array_new_with_free_func ((GDestroyNotify) failure_free);
  self->unknown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->missing = g_ptr_array_new_with_free_func (g_free);
  self->programs = g_ptr_array_new_with_free_func (g_free);

  return self;
}

NatterImportReport *
natter_import_report_ref (NatterImportReport *self)
{
  g_atomic_ref_count_inc (&self->references);

  return self;
}

void
natter_import_report_unref (NatterImportReport *self)
{
  NATTER_HAND_OVER (self);
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  NATTER_TAKE_OVER (self);
  g_ptr_array_unref (self->failures);
  g_hash_table_unref (self->unknown);
  g_ptr_array_unref (self->missing);
  g_ptr_array_unref (self->programs);
  g_free (self->error);
  g_free (self);
}

/* natter_import_report_fail:
 * @name: of the conversation or file
 * @reason: a sentence */
void
natter_import_report_fail (NatterImportReport *self,
                           const char         *name,
                           const char         *reason)
{
  NatterImportFailure *failure = NULL;

  self->n_failed++;
  if (self->failures->len >= NATTER_IMPORT_MAX_LISTED)
    return;

  failure = g_new0 (NatterImportFailure, 1);
  failure->name = g_strdup (name);
  failure->reason = g_strdup (reason);
  g_ptr_array_add (self->failures, failure);
}

/* natter_import_report_count:
 * @program: what wrote the file
 * @kind: what it calls a part that Natter does not know */
void
natter_import_report_count (NatterImportReport *self,
                            const char         *program,
                            const char         *kind)
{
  g_autofree char *key = g_strdup_printf ("%s: %.60s", program, kind);
  g_autofree char *valid = g_utf8_make_valid (key, -1);
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->unknown, valid));

  if (n > 0 || g_hash_table_size (self->unknown) < MAX_KINDS)
    g_hash_table_insert (self->unknown, g_strdup (valid), GUINT_TO_POINTER (n + 1));
}

/* natter_import_report_miss:
 * @name: of an attachment that is not in the file */
void
natter_import_report_miss (NatterImportReport *self,
                           const char         *name)
{
  self->n_missing++;
  if (self->missing->len < NATTER_IMPORT_MAX_LISTED)
    g_ptr_array_add (self->missing, g_strdup (name));
}

/* natter_import_report_meet:
 * @program: what wrote a file; each is named once */
void
natter_import_report_meet (NatterImportReport *self,
                           const char         *program)
{
  if (!g_ptr_array_find_with_equal_func (self->programs, program, g_str_equal, NULL))
    g_ptr_array_add (self->programs, g_strdup (program));
}

guint
natter_import_report_get_n_unknown (NatterImportReport *self)
{
  GHashTableIter iter;
  gpointer n = NULL;
  guint sum = 0;

  g_hash_table_iter_init (&iter, self->unknown);
  while (g_hash_table_iter_next (&iter, NULL, &n))
    sum += GPOINTER_TO_UINT (n);

  return sum;
}
