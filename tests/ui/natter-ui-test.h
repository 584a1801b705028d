/* natter-ui-test.h: what the tests of single widgets share: a chat with nothing behind it, a
 * window, and finding a widget by what it says. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "natter-chat.h"
#include "natter-markable.h"
#include "natter-secrets-memory.h"
#include "natter-test-server.h"

G_BEGIN_DECLS

static inline NatterChat *
ui_test_chat_new_with_secrets (const char    *folder,
                               NatterSecrets *secrets)
{
  g_autofree char *path = g_build_filename (folder, "providers.json", NULL);
  g_autoptr(NatterHttp) http = natter_http_new ();
  g_autoptr(NatterProviderList) providers = natter_provider_list_new (path);

  return natter_chat_new (http, secrets, providers);
}

static inline NatterChat *
ui_test_chat_new (const char *folder)
{
  g_autoptr(NatterSecrets) secrets = natter_secrets_memory_new ();

  return ui_test_chat_new_with_secrets (folder, secrets);
}

/* ids ends with NULL; without one the models are not loaded */
static inline NatterProvider *
ui_test_add_provider (NatterChat         *chat,
                      const char         *name,
                      const char         *base_url,
                      const char * const *ids)
{
  g_autoptr(NatterProvider) provider = natter_provider_new (name, "openai-chat", base_url);
  g_autoptr(GListStore) models = g_list_store_new (NATTER_TYPE_MODEL);

  for (gsize i = 0; ids && ids[i]; i++)
    {
      g_autoptr(NatterModel) model = natter_model_new (ids[i], NULL);

      g_list_store_append (models, model);
    }

  if (ids)
    natter_provider_set_fetched_models (provider, G_LIST_MODEL (models));
  natter_provider_list_add (natter_chat_get_providers (chat), provider);

  return provider;
}

static inline const char *
ui_test_get_text (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return gtk_label_get_text (GTK_LABEL (widget));
  if (NATTER_IS_MARKABLE (widget))
    return natter_markable_get_text (NATTER_MARKABLE (widget), NULL);
  if (GTK_IS_BUTTON (widget) && gtk_button_get_label (GTK_BUTTON (widget)))
    return gtk_button_get_label (GTK_BUTTON (widget));
  if (ADW_IS_PREFERENCES_ROW (widget))
    return adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget));

  return gtk_widget_get_tooltip_text (widget);
}

/* The first widget of a type, in tree order, that can be seen; text NULL stands for any. */
static inline GtkWidget *
ui_test_find (GtkWidget  *root,
              GType       type,
              const char *text)
{
  if (!gtk_widget_get_child_visible (root) || !gtk_widget_get_visible (root))
    return NULL;
  if (g_type_is_a (G_OBJECT_TYPE (root), type) &&
      (!text || g_strcmp0 (ui_test_get_text (root), text) == 0))
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = ui_test_find (child, type, text);

      if (found)
        return found;
    }

  return NULL;
}

typedef struct
{
  GtkWidget *root;
  GType type;
  const char *text;
  GtkWidget *found;
} UiTestSearch;

static inline gboolean
ui_test_search (gpointer data)
{
  UiTestSearch *search = data;

  search->found = ui_test_find (search->root, search->type, search->text);
  return search->found != NULL;
}

/* What is new in a window is seen only after a frame or two. */
static inline GtkWidget *
ui_test_wait_for (GtkWidget  *root,
                  GType       type,
                  const char *text)
{
  UiTestSearch search = { root, type, text, NULL };

  natter_test_run_until (ui_test_search, &search);
  return search.found;
}

static inline gboolean
ui_test_is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

static inline gboolean
ui_test_is_laid_out (gpointer widget)
{
  return gtk_widget_get_height (widget) > 0;
}

/* What the application loads by itself. */
static inline void
ui_test_load_style (void)
{
  static GtkCssProvider *style;

  if (style)
    return;

  style = gtk_css_provider_new ();
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()),
                                    RESOURCE_BASE "/icons");
  gtk_css_provider_load_from_resource (style, RESOURCE_BASE "/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (style),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static inline GtkWidget *
ui_test_window_new (GtkWidget *content)
{
  GtkWidget *window = adw_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), 720, 720);
  adw_window_set_content (ADW_WINDOW (window), content);
  gtk_window_present (GTK_WINDOW (window));
  natter_test_run_until (ui_test_is_mapped, content);

  return window;
}

static inline gboolean
ui_test_is_gone (gpointer pointer)
{
  return *(gpointer *) pointer == NULL;
}

/* Destroys the window and waits until nothing holds the widget any more. */
static inline void
ui_test_assert_gone (GtkWidget *window,
                     gpointer   widget)
{
  gpointer pointer = widget;

  g_object_add_weak_pointer (G_OBJECT (widget), &pointer);
  gtk_window_destroy (GTK_WINDOW (window));
  natter_test_run_until (ui_test_is_gone, &pointer);
}

/* What was asked for and then given up holds its object until it has been called back. */
static inline void
ui_test_assert_freed (gpointer object)
{
  gpointer pointer = object;

  g_object_add_weak_pointer (object, &pointer);
  g_object_unref (object);
  natter_test_run_until (ui_test_is_gone, &pointer);
}

static inline void
ui_test_remove_folder (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_assert_cmpint (remove (path), ==, 0);
    }

  g_assert_cmpint (remove (folder), ==, 0);
}

static inline void
ui_test_count_cb (guint *count)
{
  (*count)++;
}

static inline gboolean
ui_test_is_counted (gpointer count)
{
  return *(guint *) count > 0;
}

static inline void
ui_test_init (int    *argc,
              char ***argv)
{
  g_test_init (argc, argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
}

G_END_DECLS
