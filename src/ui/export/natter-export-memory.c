/* natter-export-memory.c: how conversations were exported last: the format, and for each format
 * what was wanted of them. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-export-memory.h"

#define KEY_FORMAT "export-format"
#define KEY_OPTIONS "export-options"

static const char *const nicks[] = {
  [NATTER_EXPORT_TEXT] = "text",
  [NATTER_EXPORT_MARKDOWN] = "markdown",
  [NATTER_EXPORT_JSON] = "json",
  [NATTER_EXPORT_HTML] = "html",
  [NATTER_EXPORT_PDF] = "pdf",
};

/**
 * natter_export_memory_get_format:
 * @settings: Natter's
 *
 * Returns: the last one; at first Markdown
 */
NatterExportFormat
natter_export_memory_get_format (GSettings *settings)
{
  return (NatterExportFormat) g_settings_get_enum (settings, KEY_FORMAT);
}

/**
 * natter_export_memory_dup_options:
 * @settings: Natter's
 * @format: a format
 *
 * Returns: (transfer full): the last ones for @format; at first its usual ones
 */
NatterExportOptions *
natter_export_memory_dup_options (GSettings          *settings,
                                  NatterExportFormat  format)
{
  NatterExportOptions *options = natter_export_options_new (format);
  g_autoptr(GVariant) all = g_settings_get_value (settings, KEY_OPTIONS);
  gboolean reasoning = FALSE;
  gboolean branches = FALSE;
  gboolean attachments = FALSE;

  if (g_variant_lookup (all, nicks[format], "(bbb)", &reasoning, &branches, &attachments))
    *options = (NatterExportOptions) { reasoning, branches, attachments };

  return options;
}

/**
 * natter_export_memory_set:
 * @settings: Natter's
 * @format: the format that was chosen
 * @options: what was wanted
 */
void
natter_export_memory_set (GSettings                 *settings,
                          NatterExportFormat         format,
                          const NatterExportOptions *options)
{
  g_auto(GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{sv}"));

  for (guint i = 0; i < G_N_ELEMENTS (nicks); i++)
    {
      g_autoptr(NatterExportOptions) old = natter_export_memory_dup_options (settings, i);
      const NatterExportOptions *value = i == format ? options : old;

      g_variant_builder_add (&builder, "{sv}", nicks[i],
                             g_variant_new ("(bbb)", value->reasoning, value->branches,
                                            value->attachments));
    }
  g_settings_set_enum (settings, KEY_FORMAT, (int) format);
  g_settings_set_value (settings, KEY_OPTIONS, g_variant_builder_end (&builder));
}
