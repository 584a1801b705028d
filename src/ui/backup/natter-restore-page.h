/* natter-restore-page.h: which backup is to be restored.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "natter-backups.h"

G_BEGIN_DECLS

#define NATTER_TYPE_RESTORE_PAGE (natter_restore_page_get_type ())
G_DECLARE_FINAL_TYPE (NatterRestorePage, natter_restore_page, NATTER, RESTORE_PAGE,
                      AdwNavigationPage)

/* signal "chosen": (const char *path) is to be restored, as the person said twice */
NatterRestorePage *natter_restore_page_new (NatterBackups *backups,
                                            GListModel    *filters);

G_END_DECLS
