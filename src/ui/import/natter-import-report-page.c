/* natter-import-report-page.c: what an import brought and what it could not, for a person. Made
 * once of a report that does not change. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-import-report-page.h"

#include <glib/gi18n-lib.h>

static AdwPreferencesGroup *
add_group (AdwPreferencesPage *page,
           const char         *title,
           const char         *description)
{
  GtkWidget *group = adw_preferences_group_new ();

  if (title)
    adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  if (description)
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (group));

  return ADW_PREFERENCES_GROUP (group);
}

/* What a file says of itself is text, not markup. */
static AdwActionRow *
add_row (AdwPreferencesGroup *group,
         const char          *title,
         const char          *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (row), TRUE);
  adw_preferences_group_add (group, row);

  return ADW_ACTION_ROW (row);
}

static void
add_count (AdwPreferencesGroup *group,
           const char          *title,
           guint                n)
{
  g_autofree char *number = g_strdup_printf ("%'u", n);
  GtkWidget *label = gtk_label_new (number);

  gtk_widget_add_css_class (label, "numeric");
  gtk_widget_add_css_class (label, "dim-label");
  adw_action_row_add_suffix (add_row (group, title, NULL), label);
}

static void
add_counts (AdwPreferencesPage *page,
            NatterImportReport *report)
{
  g_autofree char *title = natter_import_report_dup_title (report);
  const char *description = report->error;
  AdwPreferencesGroup *group = NULL;

  if (!description && report->is_cancelled)
    description = _("It was stopped. What was added so far stays. Import the same files again to "
                    "add the rest.");
  group = add_group (page, title, description);
  /* Translators: how many conversations: they were added */
  add_count (group, C_("conversations", "Imported"), report->n_imported);
  if (report->n_updated > 0)
    /* Translators: how many conversations: they were here, and got new messages */
    add_count (group, C_("conversations", "Updated"), report->n_updated);
  if (report->n_skipped > 0)
    /* Translators: how many conversations: nothing in them was new */
    add_count (group, C_("conversations", "Already Here"), report->n_skipped);
  /* Translators: how many messages were added */
  add_count (group, C_("import", "Messages"), report->n_messages);
}

static void
add_rest (AdwPreferencesGroup *group,
          guint                n_shown,
          guint                n_all)
{
  g_autofree char *text = NULL;

  if (n_shown >= n_all)
    return;

  text = g_strdup_printf (ngettext ("And %u more", "And %u more", n_all - n_shown),
                          n_all - n_shown);
  add_row (group, text, NULL);
}

static void
add_failures (AdwPreferencesPage *page,
              NatterImportReport *report)
{
  AdwPreferencesGroup *group = NULL;

  if (report->n_failed == 0)
    return;

  /* Translators: a heading over conversations and files */
  group = add_group (page, _("Not Imported"), NULL);
  for (guint i = 0; i < report->failures->len; i++)
    {
      const NatterImportFailure *failure = g_ptr_array_index (report->failures, i);

      add_row (group, failure->name, failure->reason);
    }
  add_rest (group, report->failures->len, report->n_failed);
}

static void
add_unknown (AdwPreferencesPage *page,
             NatterImportReport *report)
{
  g_autoptr(GList) kinds = g_hash_table_get_keys (report->unknown);
  AdwPreferencesGroup *group = NULL;

  if (!kinds)
    return;

  /* Translators: a heading over kinds of content, each with how many there are */
  group = add_group (page, _("Not Understood"),
                     _("Kinds of content that Natter does not know. The originals are in the "
                       "details of their messages."));
  kinds = g_list_sort (kinds, (GCompareFunc) (void (*) (void)) g_utf8_collate);
  for (GList *l = kinds; l; l = l->next)
    add_count (group, l->data, GPOINTER_TO_UINT (g_hash_table_lookup (report->unknown, l->data)));
}

static void
add_missing (AdwPreferencesPage *page,
             NatterImportReport *report)
{
  AdwPreferencesGroup *group = NULL;

  if (report->n_missing == 0)
    return;

  /* Translators: a heading over names of files */
  group = add_group (page, _("Missing Attachments"),
                     _("Files that belong to messages and are not in the export."));
  for (guint i = 0; i < report->missing->len; i++)
    add_row (group, g_ptr_array_index (report->missing, i), NULL);
  add_rest (group, report->missing->len, report->n_missing);
}

/**
 * natter_import_report_dup_title:
 * @report: what came of an import
 *
 * Returns: (transfer full): it in a few words
 */
char *
natter_import_report_dup_title (NatterImportReport *report)
{
  guint n = report->n_imported + report->n_updated;
  g_autoptr(GString) programs = NULL;

  if (n == 0 && report->n_skipped > 0)
    return g_strdup (_("Nothing New"));
  if (n == 0)
    return g_strdup (_("Nothing Was Imported"));

  programs = g_string_new (NULL);
  for (guint i = 0; i < report->programs->len; i++)
    g_string_append_printf (programs, "%s%s", i > 0 ? ", " : "",
                            (const char *) g_ptr_array_index (report->programs, i));

  /* Translators: %s is the names of programs: "ChatGPT, Claude" */
  return g_strdup_printf (ngettext ("%u Conversation from %s", "%u Conversations from %s", n), n,
                          programs->str);
}

/**
 * natter_import_report_page_new:
 * @report: what came of an import
 *
 * Returns: (transfer floating): it in rows
 */
GtkWidget *
natter_import_report_page_new (NatterImportReport *report)
{
  GtkWidget *page = adw_preferences_page_new ();

  add_counts (ADW_PREFERENCES_PAGE (page), report);
  add_failures (ADW_PREFERENCES_PAGE (page), report);
  add_unknown (ADW_PREFERENCES_PAGE (page), report);
  add_missing (ADW_PREFERENCES_PAGE (page), report);

  return page;
}
