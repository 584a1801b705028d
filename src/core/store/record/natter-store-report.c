/* natter-store-report.c: what was met while the database was opened. Immutable once it has left the
 * writer, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-store-report.h"

G_DEFINE_BOXED_TYPE (NatterStoreReport, natter_store_report, natter_store_report_ref,
                     natter_store_report_unref)

static void
clear (NatterStoreReport *self)
{
  g_free (self->backup);
  g_free (self->set_aside);
  g_strfreev (self->interrupted);
}

/**
 * natter_store_report_new:
 *
 * Returns: (transfer full): a report of nothing
 */
NatterStoreReport *
natter_store_report_new (void)
{
  return g_atomic_rc_box_new0 (NatterStoreReport);
}

NatterStoreReport *
natter_store_report_ref (NatterStoreReport *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
natter_store_report_unref (NatterStoreReport *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}
