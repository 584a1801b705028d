/* natter-backup-page.h: the backups of the conversations, as a page of the preferences.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "natter-backups.h"

G_BEGIN_DECLS

#define NATTER_TYPE_BACKUP_PAGE (natter_backup_page_get_type ())
G_DECLARE_FINAL_TYPE (NatterBackupPage, natter_backup_page, NATTER, BACKUP_PAGE, AdwNavigationPage)

NatterBackupPage *natter_backup_page_new (NatterBackups *backups);

G_END_DECLS
