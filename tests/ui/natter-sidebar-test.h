/* natter-sidebar-test.h: what the tests of the sidebar share: one with folders, on a day of its
 * own. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-folder-row.h"
#include "natter-sidebar-row.h"
#include "natter-sidebar.h"
#include "natter-ui-test.h"

G_BEGIN_DECLS

#define SIDEBAR_TEST_NOW "2026-03-18T14:00:00Z"

typedef struct
{
  NatterConversationList *list;
  NatterFolderList *folders;
  NatterToday *today;
  NatterSidebar *sidebar;
  GtkWidget *window;
  NatterUndo *undo;
  guint notified;
  guint activated;
} Fixture;

static inline GDateTime *
sidebar_test_time (const char *text)
{
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();
  GDateTime *time = g_date_time_new_from_iso8601 (text, utc);

  g_assert_nonnull (time);

  return time;
}

/* A conversation in which something was said last at a time. */
static inline NatterConversation *
sidebar_test_conversation (const char *title,
                           const char *updated)
{
  g_autoptr(GDateTime) time = sidebar_test_time (updated);

  NatterConversation *conversation = natter_conversation_new_stored (title, title, TRUE, time,
                                                                     time);

  natter_conversation_finish_restore (conversation);

  return conversation;
}

/* Puts one in the list, on top. */
static inline NatterConversation *
sidebar_test_add (Fixture    *fixture,
                  const char *title)
{
  g_autoptr(NatterConversation) conversation = sidebar_test_conversation (title, SIDEBAR_TEST_NOW);

  natter_conversation_list_add (fixture->list, conversation);

  return conversation;   /* the list's */
}

static inline NatterFolder *
sidebar_test_add_folder (Fixture    *fixture,
                         const char *name)
{
  g_autoptr(NatterFolder) folder = natter_folder_new (name);

  natter_folder_list_append (fixture->folders, folder);

  return folder;   /* the list's */
}

static inline void
sidebar_test_undoable_cb (Fixture    *fixture,
                          NatterUndo *undo)
{
  g_set_object (&fixture->undo, undo);
}

static inline void
sidebar_test_set_up (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr(GDateTime) now = sidebar_test_time (SIDEBAR_TEST_NOW);

  fixture->list = natter_conversation_list_new ();
  fixture->folders = natter_folder_list_new ();
  fixture->today = natter_today_new_at (now);
  fixture->sidebar = g_object_new (NATTER_TYPE_SIDEBAR, NULL);
  natter_sidebar_set_today (fixture->sidebar, fixture->today);
  natter_sidebar_set_conversations (fixture->sidebar, fixture->list);
  natter_sidebar_set_folders (fixture->sidebar, fixture->folders);
  g_signal_connect_swapped (fixture->sidebar, "notify::selected", G_CALLBACK (ui_test_count_cb),
                            &fixture->notified);
  g_signal_connect_swapped (fixture->sidebar, "activated", G_CALLBACK (ui_test_count_cb),
                            &fixture->activated);
  g_signal_connect_swapped (fixture->sidebar, "undoable", G_CALLBACK (sidebar_test_undoable_cb),
                            fixture);
  fixture->window = ui_test_window_new (GTK_WIDGET (fixture->sidebar));
}

static inline void
sidebar_test_tear_down (Fixture       *fixture,
                        gconstpointer  data)
{
  g_clear_object (&fixture->undo);
  ui_test_assert_gone (fixture->window, fixture->sidebar);
  g_assert_finalize_object (fixture->list);
  g_assert_finalize_object (fixture->folders);
  g_assert_finalize_object (fixture->today);
}

static inline GtkWidget *
sidebar_test_view (Fixture *fixture)
{
  return ui_test_find (GTK_WIDGET (fixture->sidebar), GTK_TYPE_LIST_VIEW, NULL);
}

static inline GtkSelectionModel *
sidebar_test_model (Fixture *fixture)
{
  GtkWidget *view = sidebar_test_view (fixture);

  return gtk_list_view_get_model (GTK_LIST_VIEW (view));
}

/* The row that says something; folders have rows too. */
static inline GtkWidget *
sidebar_test_find_row (Fixture    *fixture,
                       const char *title)
{
  GtkWidget *label = ui_test_find (GTK_WIDGET (fixture->sidebar), GTK_TYPE_LABEL, title);
  GtkWidget *row = NULL;

  if (!label)
    return NULL;

  row = gtk_widget_get_ancestor (label, NATTER_TYPE_SIDEBAR_ROW);

  return row ? row : gtk_widget_get_ancestor (label, NATTER_TYPE_FOLDER_ROW);
}

static inline GtkWidget *
sidebar_test_wait_row (Fixture    *fixture,
                       const char *title)
{
  ui_test_wait_for (GTK_WIDGET (fixture->sidebar), GTK_TYPE_LABEL, title);

  return sidebar_test_find_row (fixture, title);
}

static inline gboolean
sidebar_test_is_unmapped (gpointer widget)
{
  return !gtk_widget_get_mapped (widget);
}

/* Does with one row what its menu does. */
static inline void
sidebar_test_act (Fixture    *fixture,
                  const char *title,
                  const char *action_name,
                  const char *target)
{
  GtkWidget *row = sidebar_test_wait_row (fixture, title);
  GtkWidget *sidebar = GTK_WIDGET (fixture->sidebar);
  GtkWidget *menu = NULL;
  g_autoptr(GVariant) parameter =
    target ? g_variant_ref_sink (g_variant_new_string (target)) : NULL;

  g_signal_emit_by_name (row, "menu", 1.0, 1.0);
  menu = ui_test_wait_for (sidebar, GTK_TYPE_POPOVER_MENU, NULL);
  gtk_popover_popdown (GTK_POPOVER (menu));
  natter_test_run_until (sidebar_test_is_unmapped, menu);
  g_assert_true (gtk_widget_activate_action_variant (sidebar, action_name, parameter));
}

static inline void
sidebar_test_focus (Fixture *fixture,
                    guint    position)
{
  GtkWidget *view = sidebar_test_view (fixture);

  gtk_list_view_scroll_to (GTK_LIST_VIEW (view), position, GTK_LIST_SCROLL_FOCUS, NULL);
  g_assert_true (gtk_widget_grab_focus (view));
}

/* Presses a key as far as a controller of a widget sees it. */
static inline gboolean
sidebar_test_press (GtkWidget *widget,
                    guint      keyval)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean handled = FALSE;

      if (!GTK_IS_EVENT_CONTROLLER_KEY (controller) ||
          gtk_event_controller_get_propagation_phase (controller) != GTK_PHASE_CAPTURE)
        continue;
      g_signal_emit_by_name (controller, "key-pressed", keyval, 0, 0, &handled);
      if (handled)
        return TRUE;
    }

  return FALSE;
}

/* The rows in words: "[Heading] title; title [Heading] …" with folders in <> and what is in them
 * after a dash. */
static inline char *
sidebar_test_dup_rows (GListModel         *rows,
                       NatterSidebarModel *model)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr(GObject) item = g_list_model_get_item (rows, i);
      guint start = 0;
      guint end = 0;

      gtk_section_model_get_section (GTK_SECTION_MODEL (rows), i, &start, &end);
      g_assert_cmpuint (start, <=, i);
      g_assert_cmpuint (end, >, i);
      if (start == i)
        {
          g_autofree char *heading = natter_sidebar_model_dup_heading (model, i);

          g_string_append_printf (words, "%s[%s]", i > 0 ? " " : "", heading);
        }

      if (NATTER_IS_FOLDER (item))
        g_string_append_printf (words, " <%s>", natter_folder_get_name (NATTER_FOLDER (item)));
      else
        g_string_append_printf (words, " %s%s",
                                natter_sidebar_model_is_in_folder (
                                  model, NATTER_CONVERSATION (item)) ? "-" : "",
                                natter_conversation_get_title (NATTER_CONVERSATION (item)));
    }

  return g_string_free_and_steal (words);
}

G_END_DECLS
