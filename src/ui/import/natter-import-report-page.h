/* natter-import-report-page.h: what an import brought and what it could not, for a person. Main
 * thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "natter-import-report.h"

G_BEGIN_DECLS

GtkWidget *natter_import_report_page_new   (NatterImportReport *report);
char      *natter_import_report_dup_title  (NatterImportReport *report);

G_END_DECLS
