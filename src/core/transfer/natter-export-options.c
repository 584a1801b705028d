/* natter-export-options.c: what of a conversation is wanted in an export. A plain value.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-export-options.h"

G_DEFINE_BOXED_TYPE (NatterExportOptions, natter_export_options, natter_export_options_copy,
                     natter_export_options_free)

/**
 * natter_export_options_new:
 * @format: a format
 *
 * Returns: (transfer full): what most people want of it: text to read on is what was said, JSON
 *   loses nothing
 */
NatterExportOptions *
natter_export_options_new (NatterExportFormat format)
{
  NatterExportOptions *self = g_new0 (NatterExportOptions, 1);

  self->reasoning = format != NATTER_EXPORT_TEXT;
  self->branches = format == NATTER_EXPORT_JSON;
  self->attachments = TRUE;

  return self;
}

NatterExportOptions *
natter_export_options_copy (const NatterExportOptions *self)
{
  return g_memdup2 (self, sizeof *self);
}

void
natter_export_options_free (NatterExportOptions *self)
{
  g_free (self);
}
