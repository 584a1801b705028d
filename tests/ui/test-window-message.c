/* test-window-message.c: what a person does with a message in the window: from its footer, in its
 * editor, and back by the toast.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-message-editor.h"
#include "natter-message-footer.h"
#include "natter-model-browser.h"
#include "natter-row-widget.h"
#include "natter-ui-test.h"
#include "natter-window-private.h"

typedef struct
{
  NatterTestServer *server;
  NatterChat       *chat;
  NatterProvider   *provider;
  NatterSettings   *settings;
  AdwApplication   *application;
  NatterWindow     *window;
  char             *folder;
} Fixture;

static gboolean
is_idle (gpointer data)
{
  return !natter_conversation_is_busy (data);
}

static void
finish (Fixture *fixture)
{
  natter_test_run_until (is_idle, fixture->window->conversation);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  static guint n_applications;
  g_autofree char *settings = NULL;
  g_autofree char *id = NULL;
  g_autofree char *key = NULL;

  fixture->folder = g_dir_make_tmp ("natter-window-XXXXXX", NULL);
  settings = g_build_filename (fixture->folder, "settings.ini", NULL);
  fixture->server = natter_test_server_new ();
  fixture->chat = ui_test_chat_new (fixture->folder);
  fixture->provider = ui_test_add_provider (fixture->chat, "Test",
                                            natter_test_server_get_url (fixture->server),
                                            (const char *[]) { "echo", "empty", NULL });
  fixture->settings = natter_settings_new (settings);
  id = g_strdup_printf ("io.github.natter_chat.TestMessage%u", ++n_applications);
  fixture->application = adw_application_new (id, G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (fixture->application), NULL, NULL));
  fixture->window = natter_window_new (fixture->application, fixture->chat, fixture->settings);
  gtk_window_present (GTK_WINDOW (fixture->window));
  natter_test_run_until (ui_test_is_mapped, fixture->window->composer);

  key = natter_provider_list_make_key (fixture->provider, "echo");
  natter_conversation_set_model_key (fixture->window->conversation, key);
  natter_composer_set_text (fixture->window->composer, "one");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.send", NULL);
  finish (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  ui_test_assert_gone (GTK_WIDGET (fixture->window), fixture->window);
  g_object_unref (fixture->application);
  g_object_unref (fixture->settings);
  ui_test_assert_freed (fixture->chat);
  g_object_unref (fixture->server);
  ui_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static NatterMessage *
get (Fixture *fixture,
     guint    position)
{
  g_autoptr(GPtrArray) path = natter_conversation_dup_path (fixture->window->conversation, NULL);

  g_assert_cmpuint (position, <, path->len);

  return g_ptr_array_index (path, position);
}

/* Texts of the visible path, joined by "|" */
static void
assert_path (Fixture    *fixture,
             const char *expected)
{
  g_autoptr(GPtrArray) path = natter_conversation_dup_path (fixture->window->conversation, NULL);
  g_autoptr(GString) all = g_string_new (NULL);

  for (guint i = 0; i < path->len; i++)
    g_string_append_printf (all, "%s%s", i > 0 ? "|" : "",
                            natter_message_get_text (g_ptr_array_index (path, i)));
  g_assert_cmpstr (all->str, ==, expected);
}

typedef struct
{
  GtkWidget     *root;
  NatterMessage *message;
  GtkWidget     *found;
} FooterSearch;

static GtkWidget *
find_footer (GtkWidget     *root,
             NatterMessage *message)
{
  GtkWidget *found = NULL;

  if (NATTER_IS_ROW_WIDGET (root) && gtk_widget_get_mapped (root))
    {
      NatterRow *row = natter_row_widget_get_row (NATTER_ROW_WIDGET (root));

      if (row && natter_row_get_message (row) == message)
        return ui_test_find (root, NATTER_TYPE_MESSAGE_FOOTER, NULL);
    }

  for (GtkWidget *child = gtk_widget_get_first_child (root); child && !found;
       child = gtk_widget_get_next_sibling (child))
    found = find_footer (child, message);

  return found;
}

static gboolean
has_footer (gpointer data)
{
  FooterSearch *search = data;

  search->found = find_footer (search->root, search->message);

  return search->found != NULL;
}

static GtkWidget *
get_footer (Fixture *fixture,
            guint    position)
{
  FooterSearch search = { GTK_WIDGET (fixture->window->view), get (fixture, position), NULL };

  natter_test_run_until (has_footer, &search);

  return search.found;
}

static void
act (Fixture    *fixture,
     guint       position,
     const char *action)
{
  g_assert_true (gtk_widget_activate_action (get_footer (fixture, position), action, NULL));
}

static void
undo (Fixture *fixture)
{
  GtkWidget *button = ui_test_wait_for (GTK_WIDGET (fixture->window), GTK_TYPE_BUTTON, "_Undo");

  g_signal_emit_by_name (button, "clicked");
}

static void
test_delete (Fixture       *fixture,
             gconstpointer  data)
{
  act (fixture, 0, "message.delete");
  assert_path (fixture, "one");
  g_assert_nonnull (ui_test_wait_for (GTK_WIDGET (fixture->window), GTK_TYPE_LABEL,
                                      "Message deleted"));
  undo (fixture);
  assert_path (fixture, "one|one");
}

static void
test_delete_branch (Fixture       *fixture,
                    gconstpointer  data)
{
  act (fixture, 0, "message.delete-branch");
  g_assert_true (natter_conversation_is_empty (fixture->window->conversation));
  g_assert_nonnull (ui_test_wait_for (GTK_WIDGET (fixture->window), GTK_TYPE_LABEL,
                                      "2 messages deleted"));
  undo (fixture);
  assert_path (fixture, "one|one");
}

static GtkTextView *
edit (Fixture *fixture,
      guint    position)
{
  GtkWidget *editor = NULL;
  GtkWidget *view = NULL;

  act (fixture, position, "message.edit");
  editor = ui_test_wait_for (GTK_WIDGET (fixture->window->view), NATTER_TYPE_MESSAGE_EDITOR, NULL);
  view = ui_test_find (editor, GTK_TYPE_TEXT_VIEW, NULL);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (fixture->window)) == view);

  return GTK_TEXT_VIEW (view);
}

static gboolean
is_closed (gpointer data)
{
  return !ui_test_find (data, NATTER_TYPE_MESSAGE_EDITOR, NULL);
}

static void
assert_closed (Fixture *fixture)
{
  natter_test_run_until (is_closed, fixture->window->view);
}

static void
test_edit (Fixture       *fixture,
           gconstpointer  data)
{
  GtkTextView *view = edit (fixture, 1);
  g_autofree char *id = g_strdup (natter_message_get_id (get (fixture, 1)));

  g_assert_null (ui_test_find (GTK_WIDGET (fixture->window->view), GTK_TYPE_BUTTON,
                               "Save and _Ask"));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (view), "", -1);
  g_assert_false (gtk_widget_get_sensitive (
    ui_test_find (GTK_WIDGET (fixture->window->view), GTK_TYPE_BUTTON, "_Save")));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (view), "**better**", -1);
  gtk_widget_activate_action (GTK_WIDGET (view), "editor.save", NULL);
  assert_closed (fixture);

  assert_path (fixture, "one|**better**");
  g_assert_cmpstr (natter_message_get_id (get (fixture, 1)), ==, id);
  g_assert_nonnull (ui_test_wait_for (GTK_WIDGET (fixture->window->view), NATTER_TYPE_MARKABLE,
                                      "better"));
}

static void
test_edit_the_same (Fixture       *fixture,
                    gconstpointer  data)
{
  GtkTextView *view = edit (fixture, 1);

  gtk_widget_activate_action (GTK_WIDGET (view), "editor.save", NULL);
  assert_closed (fixture);
  assert_path (fixture, "one|one");
}

static void
test_edit_cancel (Fixture       *fixture,
                  gconstpointer  data)
{
  GtkTextView *view = edit (fixture, 0);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (view), "other", -1);
  gtk_widget_activate_action (GTK_WIDGET (view), "editor.cancel", NULL);
  assert_closed (fixture);
  assert_path (fixture, "one|one");
  view = edit (fixture, 0);
  gtk_widget_activate_action (GTK_WIDGET (view), "editor.cancel", NULL);
}

static void
test_edit_and_ask (Fixture       *fixture,
                   gconstpointer  data)
{
  GtkTextView *view = edit (fixture, 0);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (view), "two", -1);
  gtk_widget_activate_action (GTK_WIDGET (view), "editor.ask", NULL);
  finish (fixture);
  assert_closed (fixture);
  assert_path (fixture, "two|two");
  act (fixture, 0, "message.previous");
  assert_path (fixture, "one|one");
  assert_closed (fixture);
}

static void
test_answer_with (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autofree char *key = natter_provider_list_make_key (fixture->provider, "empty");
  GtkWidget *browser = NULL;

  act (fixture, 1, "message.retry-with");
  browser = ui_test_wait_for (
    GTK_WIDGET (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (
                                                             fixture->window))),
    NATTER_TYPE_MODEL_BROWSER, NULL);
  g_signal_emit_by_name (browser, "chosen", key);
  g_assert_cmpstr (natter_message_get_model (get (fixture, 1)), ==, "empty");
  finish (fixture);
  act (fixture, 1, "message.previous");
  assert_path (fixture, "one|one");
}

static void
test_fork (Fixture       *fixture,
           gconstpointer  data)
{
  NatterConversation *before = fixture->window->conversation;
  NatterConversationList *list = natter_chat_get_conversations (fixture->chat);

  act (fixture, 0, "message.fork");
  g_assert_true (fixture->window->conversation != before);
  assert_path (fixture, "one");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 2);
}

static void
test_menu (Fixture       *fixture,
           gconstpointer  data)
{
  GtkWidget *button = ui_test_wait_for (get_footer (fixture, 1), GTK_TYPE_MENU_BUTTON,
                                        "More Actions");

  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  natter_test_run_until (ui_test_is_mapped, gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)));
  g_assert_cmpint (g_menu_model_get_n_items (gtk_menu_button_get_menu_model (GTK_MENU_BUTTON (
                                                                               button))), ==, 2);
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
}

static void
add (const char *path,
     void      (*func) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, func, tear_down);
}

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);

  add ("/window-message/delete", test_delete);
  add ("/window-message/delete-branch", test_delete_branch);
  add ("/window-message/edit/save", test_edit);
  add ("/window-message/edit/the-same", test_edit_the_same);
  add ("/window-message/edit/cancel", test_edit_cancel);
  add ("/window-message/edit/ask", test_edit_and_ask);
  add ("/window-message/answer-with", test_answer_with);
  add ("/window-message/fork", test_fork);
  add ("/window-message/menu", test_menu);

  return g_test_run ();
}
