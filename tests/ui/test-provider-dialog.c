/* test-provider-dialog.c: adding, changing and removing an account, with everything that can go
 * wrong.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-provider-dialog.h"

#include "natter-preset.h"
#include "natter-secrets-keyring.h"
#include "natter-test-async.h"
#include "natter-ui-test.h"

#define NOBODY "http://127.0.0.1:1/v1"

typedef struct
{
  char *folder;
  NatterChat *chat;
  GtkWidget *window;
  GtkWidget *dialog;
  guint saved;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  no_keyring)
{
  g_autoptr(NatterSecrets) secrets =
    no_keyring ? natter_secrets_keyring_new () : natter_secrets_memory_new ();

  fixture->folder = g_dir_make_tmp ("natter-ui-XXXXXX", NULL);
  fixture->chat = ui_test_chat_new_with_secrets (fixture->folder, secrets);
  fixture->window = ui_test_window_new (gtk_label_new ("content"));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  natter_test_run_until (ui_test_is_gone, &fixture->dialog);
  ui_test_assert_freed (fixture->chat);
  ui_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static void
present (Fixture        *fixture,
         NatterProvider *provider)
{
  fixture->dialog = GTK_WIDGET (natter_provider_dialog_new (fixture->chat, provider));
  g_object_add_weak_pointer (G_OBJECT (fixture->dialog), (gpointer *) &fixture->dialog);
  g_signal_connect_swapped (fixture->dialog, "saved", G_CALLBACK (ui_test_count_cb),
                            &fixture->saved);
  adw_dialog_present (ADW_DIALOG (fixture->dialog), fixture->window);
  ui_test_wait_for (fixture->dialog, ADW_TYPE_ACTION_ROW, NULL);
}

static gboolean
form_is_shown (gpointer data)
{
  Fixture *fixture = data;

  return ui_test_find (fixture->dialog, ADW_TYPE_PASSWORD_ENTRY_ROW, NULL) != NULL;
}

static void
present_other (Fixture *fixture)
{
  present (fixture, NULL);
  g_signal_emit_by_name (ui_test_wait_for (fixture->dialog, ADW_TYPE_ACTION_ROW, "Other Server"),
                         "activated");
  natter_test_run_until (form_is_shown, fixture);
}

static void
enter (Fixture    *fixture,
       const char *title,
       const char *text)
{
  GtkWidget *row = ui_test_find (fixture->dialog, ADW_TYPE_ENTRY_ROW, title);

  g_assert_nonnull (row);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

/* What Enter in a field does. */
static void
save (Fixture *fixture)
{
  g_signal_emit_by_name (ui_test_find (fixture->dialog, ADW_TYPE_PASSWORD_ENTRY_ROW, NULL),
                         "entry-activated");
}

static guint
count_providers (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (natter_chat_get_providers (fixture->chat)));
}

static char *
lookup_key (Fixture        *fixture,
            NatterProvider *provider)
{
  NatterSecrets *secrets = natter_chat_get_secrets (fixture->chat);
  g_autoptr(GAsyncResult) result = NULL;

  natter_secrets_lookup_async (secrets, natter_provider_get_id (provider),
                               natter_provider_get_base_url (provider), NULL,
                               natter_test_async_cb, &result);
  natter_test_async_wait (&result);

  return natter_secrets_lookup_finish (secrets, result, NULL);
}

static void
store_key (Fixture        *fixture,
           NatterProvider *provider,
           const char     *key)
{
  NatterSecrets *secrets = natter_chat_get_secrets (fixture->chat);
  g_autoptr(GAsyncResult) result = NULL;

  natter_secrets_store_async (secrets, natter_provider_get_id (provider),
                              natter_provider_get_base_url (provider), "Test", key, NULL,
                              natter_test_async_cb, &result);
  natter_test_async_wait (&result);
  g_assert_true (natter_secrets_store_finish (secrets, result, NULL));
}

static gboolean
dialog_is_closed (gpointer data)
{
  Fixture *fixture = data;

  return adw_window_get_visible_dialog (ADW_WINDOW (fixture->window)) == NULL;
}

static void
test_dialog_add (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(NatterTestServer) server = natter_test_server_new ();
  NatterProviderList *providers = natter_chat_get_providers (fixture->chat);
  NatterProvider *provider;
  char *key;

  present_other (fixture);
  enter (fixture, "Name", "Test");
  enter (fixture, "Address", natter_test_server_get_url (server));
  enter (fixture, "API Key", " sk-test\n");
  save (fixture);
  natter_test_run_until (dialog_is_closed, fixture);

  g_assert_cmpuint (fixture->saved, ==, 1);
  provider = natter_provider_list_find_url (providers, natter_test_server_get_url (server));
  g_assert_nonnull (provider);
  g_assert_cmpint (natter_provider_get_models_state (provider), ==, NATTER_MODELS_READY);
  key = lookup_key (fixture, provider);
  g_assert_cmpstr (key, ==, "sk-test");
  natter_secrets_free_key (key);
}

static void
test_dialog_address (Fixture       *fixture,
                     gconstpointer  data)
{
  GtkWidget *row;

  present_other (fixture);
  enter (fixture, "Address", "ftp://example.com");
  save (fixture);
  row = ui_test_find (fixture->dialog, ADW_TYPE_ENTRY_ROW, "Address");
  g_assert_true (gtk_widget_has_css_class (row, "error"));
  g_assert_cmpuint (count_providers (fixture), ==, 0);

  enter (fixture, "Address", "https://example.com");
  g_assert_false (gtk_widget_has_css_class (row, "error"));
}

static gboolean
models_failure_is_shown (gpointer data)
{
  Fixture *fixture = data;

  return ui_test_find (fixture->dialog, ADW_TYPE_ACTION_ROW,
                       "The provider is saved, but its models could not be loaded") != NULL;
}

static void
test_dialog_no_models (Fixture       *fixture,
                       gconstpointer  data)
{
  NatterProviderList *providers = natter_chat_get_providers (fixture->chat);

  present_other (fixture);
  enter (fixture, "Address", NOBODY);
  save (fixture);
  natter_test_run_until (models_failure_is_shown, fixture);

  /* it is kept, under the server's name; a model can be named by hand */
  g_assert_cmpuint (count_providers (fixture), ==, 1);
  g_assert_cmpstr (natter_provider_get_name (natter_provider_list_find_url (providers, NOBODY)),
                   ==, "127.0.0.1");
  enter (fixture, "Add a Model by Name", " my-own ");
  g_signal_emit_by_name (ui_test_find (fixture->dialog, ADW_TYPE_ENTRY_ROW, "Add a Model by Name"),
                         "apply");
  g_assert_true (natter_provider_is_manual_model (natter_provider_list_find_url (providers, NOBODY),
                                                  "my-own"));

  /* saving once more changes this account, it does not make another */
  save (fixture);
  natter_test_run_until (models_failure_is_shown, fixture);
  g_assert_cmpuint (count_providers (fixture), ==, 1);

  adw_dialog_force_close (ADW_DIALOG (fixture->dialog));
  g_assert_cmpuint (fixture->saved, ==, 1);
}

static gboolean
key_can_be_removed (gpointer data)
{
  Fixture *fixture = data;

  return ui_test_find (fixture->dialog, ADW_TYPE_BUTTON_ROW, "Remove _Key") != NULL;
}

static gboolean
key_is_removed (gpointer data)
{
  return !key_can_be_removed (data);
}

static void
test_dialog_remove_key (Fixture       *fixture,
                        gconstpointer  data)
{
  NatterProvider *provider = ui_test_add_provider (fixture->chat, "Test", NOBODY, NULL);

  store_key (fixture, provider, "sk-test");
  present (fixture, provider);
  natter_test_run_until (key_can_be_removed, fixture);
  g_assert_nonnull (ui_test_find (fixture->dialog, ADW_TYPE_ENTRY_ROW, "API Key (Unchanged)"));

  g_signal_emit_by_name (ui_test_find (fixture->dialog, ADW_TYPE_BUTTON_ROW, "Remove _Key"),
                         "activated");
  natter_test_run_until (key_is_removed, fixture);
  g_assert_null (lookup_key (fixture, provider));
}

/* The key of the old address is not sent to the new one. */
static void
test_dialog_move (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr(NatterTestServer) server = natter_test_server_new ();
  NatterProvider *provider = ui_test_add_provider (fixture->chat, "Test", NOBODY, NULL);

  store_key (fixture, provider, "sk-test");
  present (fixture, provider);
  natter_test_run_until (key_can_be_removed, fixture);
  enter (fixture, "Address", natter_test_server_get_url (server));
  g_assert_nonnull (ui_test_find (fixture->dialog, ADW_TYPE_ENTRY_ROW, "API Key"));
  save (fixture);
  natter_test_run_until (dialog_is_closed, fixture);

  g_assert_cmpstr (natter_provider_get_base_url (provider), ==,
                   natter_test_server_get_url (server));
  g_assert_null (lookup_key (fixture, provider));
  natter_provider_set_base_url (provider, NOBODY);
  g_assert_null (lookup_key (fixture, provider));
}

static gboolean
alert_is_shown (gpointer data)
{
  Fixture *fixture = data;

  return ADW_IS_ALERT_DIALOG (adw_window_get_visible_dialog (ADW_WINDOW (fixture->window)));
}

static void
answer (Fixture    *fixture,
        const char *button)
{
  AdwDialog *alert;

  natter_test_run_until (alert_is_shown, fixture);
  alert = adw_window_get_visible_dialog (ADW_WINDOW (fixture->window));
  g_signal_emit_by_name (ui_test_wait_for (GTK_WIDGET (alert), GTK_TYPE_BUTTON, button),
                         "clicked");
}

/* A key travels where everybody can read it only after a yes; a no keeps nothing. */
static void
test_dialog_plain_http (Fixture       *fixture,
                        gconstpointer  data)
{
  present_other (fixture);
  enter (fixture, "Address", "http://example.com/v1");
  enter (fixture, "API Key", "sk-test");
  save (fixture);
  answer (fixture, "_Cancel");
  ui_test_wait_for (fixture->dialog, GTK_TYPE_LABEL, "Add");
  g_assert_cmpuint (count_providers (fixture), ==, 0);
  g_assert_cmpuint (fixture->saved, ==, 0);
}

static gboolean
provider_is_gone (gpointer data)
{
  return count_providers (data) == 0;
}

static void
test_dialog_remove (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr(NatterProvider) provider =
    g_object_ref (ui_test_add_provider (fixture->chat, "Test", NOBODY, NULL));

  store_key (fixture, provider, "sk-test");
  present (fixture, provider);
  g_signal_emit_by_name (ui_test_wait_for (fixture->dialog, ADW_TYPE_BUTTON_ROW,
                                           "_Remove Provider…"), "activated");
  answer (fixture, "_Remove");
  natter_test_run_until (provider_is_gone, fixture);
  natter_test_run_until (dialog_is_closed, fixture);
  g_assert_null (lookup_key (fixture, provider));
}

static gboolean
provider_is_there (gpointer data)
{
  return count_providers (data) == 1;
}

static void
test_dialog_no_keyring (Fixture       *fixture,
                        gconstpointer  data)
{
  NatterProviderList *providers = natter_chat_get_providers (fixture->chat);
  char *key;

  present_other (fixture);
  enter (fixture, "Address", NOBODY);
  enter (fixture, "API Key", "sk-test");
  save (fixture);
  answer (fixture, "_Cancel");
  ui_test_wait_for (fixture->dialog, GTK_TYPE_LABEL, "Add");
  g_assert_cmpuint (count_providers (fixture), ==, 0);

  save (fixture);
  answer (fixture, "_Keep Until Natter Quits");
  natter_test_run_until (provider_is_there, fixture);
  natter_test_run_until (models_failure_is_shown, fixture);
  key = lookup_key (fixture, natter_provider_list_find_url (providers, NOBODY));
  g_assert_cmpstr (key, ==, "sk-test");
  natter_secrets_free_key (key);
}

static void
present_presets (Fixture    *fixture,
                 const char *wanted)
{
  GtkWidget *entry;

  present (fixture, NULL);
  g_signal_emit_by_name (ui_test_wait_for (fixture->dialog, ADW_TYPE_ACTION_ROW, "More Providers"),
                         "activated");
  ui_test_wait_for (fixture->dialog, ADW_TYPE_ACTION_ROW, "Anthropic");
  entry = ui_test_find (fixture->dialog, GTK_TYPE_SEARCH_ENTRY, NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), wanted);
}

static const char *
get_text (Fixture    *fixture,
          const char *title)
{
  GtkWidget *row = ui_test_find (fixture->dialog, ADW_TYPE_ENTRY_ROW, title);

  return gtk_editable_get_text (GTK_EDITABLE (row));
}

/* Choosing fills the form; the account keeps what it was made from. */
static void
test_dialog_preset (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr(NatterTestServer) server = natter_test_server_new ();
  NatterProviderList *providers = natter_chat_get_providers (fixture->chat);
  NatterProvider *provider;

  present_presets (fixture, " API.groq");
  g_assert_null (ui_test_find (fixture->dialog, ADW_TYPE_ACTION_ROW, "Anthropic"));
  g_assert_nonnull (ui_test_find (fixture->dialog, ADW_TYPE_ACTION_ROW, "Groq"));
  g_signal_emit_by_name (ui_test_find (fixture->dialog, GTK_TYPE_SEARCH_ENTRY, NULL), "activate");
  natter_test_run_until (form_is_shown, fixture);

  g_assert_cmpstr (get_text (fixture, "Name"), ==, "Groq");
  g_assert_cmpstr (get_text (fixture, "Address"), ==, "https://api.groq.com/openai/v1");
  g_assert_nonnull (ui_test_find (fixture->dialog, ADW_TYPE_ACTION_ROW, "Get a Key"));

  enter (fixture, "Address", natter_test_server_get_url (server));
  g_assert_null (ui_test_find (fixture->dialog, ADW_TYPE_ACTION_ROW, "Get a Key"));
  save (fixture);
  natter_test_run_until (dialog_is_closed, fixture);
  provider = natter_provider_list_find_url (providers, natter_test_server_get_url (server));
  g_assert_cmpstr (natter_provider_get_preset_id (provider), ==, "groq");
  g_assert_nonnull (natter_provider_get_quirks (provider));
}

/* What stands for something of the person's own is selected, explained, and never sent. */
static void
test_dialog_placeholder (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autoptr(NatterPreset) azure = natter_preset_lookup ("azure-openai");
  GtkWidget *row;
  int start = 0;
  int end = 0;

  present_presets (fixture, "azure");
  g_signal_emit_by_name (ui_test_find (fixture->dialog, GTK_TYPE_SEARCH_ENTRY, NULL), "activate");
  natter_test_run_until (form_is_shown, fixture);
  row = ui_test_find (fixture->dialog, ADW_TYPE_ENTRY_ROW, "Address");
  g_assert_true (gtk_editable_get_selection_bounds (GTK_EDITABLE (row), &start, &end));
  g_assert_cmpint (start, ==, strlen ("https://"));
  g_assert_cmpint (end, ==, strlen ("https://{resource}"));
  g_assert_nonnull (ui_test_find (fixture->dialog, GTK_TYPE_LABEL,
                                  natter_preset_get_hint (azure)));

  enter (fixture, "API Key", "sk-test");
  save (fixture);
  g_assert_true (gtk_widget_has_css_class (row, "error"));
  g_assert_true (gtk_editable_get_selection_bounds (GTK_EDITABLE (row), &start, &end));
  g_assert_cmpint (end, ==, strlen ("https://{resource}"));
  g_assert_cmpuint (count_providers (fixture), ==, 0);

  enter (fixture, "Address", NOBODY);
  g_assert_false (gtk_widget_has_css_class (row, "error"));
  g_assert_nonnull (ui_test_find (fixture->dialog, ADW_TYPE_ACTION_ROW, "Get a Key"));
}

static void
test_dialog_custom (Fixture       *fixture,
                    gconstpointer  data)
{
  NatterProviderList *providers = natter_chat_get_providers (fixture->chat);
  NatterProvider *provider;
  GtkWidget *row;

  present_presets (fixture, "nothing of this name");
  ui_test_wait_for (fixture->dialog, GTK_TYPE_LABEL, "No Providers Found");
  gtk_editable_set_text (GTK_EDITABLE (ui_test_find (fixture->dialog, GTK_TYPE_SEARCH_ENTRY, NULL)),
                         "custom");
  row = ui_test_wait_for (fixture->dialog, ADW_TYPE_ACTION_ROW, "Custom (Anthropic Messages)");
  g_signal_emit_by_name (gtk_widget_get_parent (row), "row-activated", row);
  natter_test_run_until (form_is_shown, fixture);

  g_assert_cmpstr (get_text (fixture, "Name"), ==, "");
  enter (fixture, "Address", NOBODY);
  save (fixture);
  natter_test_run_until (models_failure_is_shown, fixture);
  provider = natter_provider_list_find_url (providers, NOBODY);
  g_assert_cmpstr (natter_provider_get_name (provider), ==, "127.0.0.1");
  g_assert_cmpstr (natter_dialect_get_id (natter_provider_get_dialect (provider)), ==,
                   "anthropic");
  adw_dialog_force_close (ADW_DIALOG (fixture->dialog));
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *fixture, gconstpointer data);
    gboolean no_keyring;
  } tests[] = {
    { "/provider-dialog/add", test_dialog_add },
    { "/provider-dialog/address", test_dialog_address },
    { "/provider-dialog/plain-http", test_dialog_plain_http },
    { "/provider-dialog/no-models", test_dialog_no_models },
    { "/provider-dialog/remove-key", test_dialog_remove_key },
    { "/provider-dialog/move", test_dialog_move },
    { "/provider-dialog/remove", test_dialog_remove },
    { "/provider-dialog/preset", test_dialog_preset },
    { "/provider-dialog/placeholder", test_dialog_placeholder },
    { "/provider-dialog/custom", test_dialog_custom },
    { "/provider-dialog/no-keyring", test_dialog_no_keyring, TRUE },
  };

  /* nobody owns this name: as on a desktop without a keyring */
  g_setenv ("SECRET_BACKEND", "service", TRUE);
  g_setenv ("SECRET_SERVICE_BUS_NAME", "io.github.natter_chat.Nobody", TRUE);
  ui_test_init (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, GINT_TO_POINTER (tests[i].no_keyring), set_up,
                tests[i].test, tear_down);

  return g_test_run ();
}
