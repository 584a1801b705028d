/* natter-connection-test-page.c: a connection test, run and shown: its steps, what they come to,
 * and a report to copy. Pushed by an account's form; main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-connection-test-page.h"

#include <glib/gi18n-lib.h>

#include "natter-announce.h"
#include "natter-connection-step-row.h"
#include "natter-connection-test.h"
#include "natter-save.h"

struct _NatterConnectionTestPage
{
  AdwNavigationPage parent_instance;

  NatterConnectionTest *test;
  GCancellable *cancellable;   /* of the run; NULL: none */

  AdwPreferencesGroup *steps_group;
  GtkLabel *verdict_label;
  GtkButton *again_button;
  GtkWidget *copy_button;
};

G_DEFINE_FINAL_TYPE (NatterConnectionTestPage, natter_connection_test_page,
                     ADW_TYPE_NAVIGATION_PAGE)

enum
{
  SIGNAL_LEARNED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
update (NatterConnectionTestPage *self)
{
  const char *css_class = "dimmed";

  if (natter_connection_test_get_failure (self->test))
    css_class = "error";
  else if (!self->cancellable && natter_connection_test_has_passed (self->test))
    css_class = "success";

  gtk_label_set_label (self->verdict_label, natter_connection_test_get_verdict (self->test));
  gtk_widget_remove_css_class (GTK_WIDGET (self->verdict_label), "dimmed");
  gtk_widget_remove_css_class (GTK_WIDGET (self->verdict_label), "error");
  gtk_widget_remove_css_class (GTK_WIDGET (self->verdict_label), "success");
  gtk_widget_add_css_class (GTK_WIDGET (self->verdict_label), css_class);

  gtk_button_set_label (self->again_button, self->cancellable ? _("_Stop") : _("_Test Again"));
  gtk_widget_set_sensitive (self->copy_button, !self->cancellable);
}

static void
announce (NatterConnectionTestPage *self)
{
  NatterConnectionStep *failure = natter_connection_test_get_failure (self->test);
  const char *verdict = natter_connection_test_get_verdict (self->test);
  g_autofree char *sentence = NULL;

  if (failure)
    sentence = g_strdup_printf ("%s. %s", verdict, natter_connection_step_get_detail (failure));
  natter_announce (GTK_ACCESSIBLE (self), sentence ? sentence : verdict,
                   GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* What was not tried is no news. */
static void
step_changed_cb (NatterConnectionTestPage *self,
                 GParamSpec               *pspec,
                 NatterConnectionStep     *step)
{
  NatterConnectionStepState state = natter_connection_step_get_state (step);
  g_autofree char *sentence = NULL;

  if (state != NATTER_CONNECTION_STEP_PASSED && state != NATTER_CONNECTION_STEP_FAILED)
    return;

  /* Translators: a step of a test and how it went: "Authentication: Failed" */
  sentence = g_strdup_printf (_("%s: %s"), natter_connection_step_get_title (step),
                              natter_connection_step_get_state_name (step));
  natter_announce (GTK_ACCESSIBLE (self), sentence, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_LOW);
}

static void
run_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr(NatterConnectionTestPage) self = NATTER_CONNECTION_TEST_PAGE (user_data);
  g_autoptr(GError) error = NULL;

  /* what went wrong is shown by its step */
  natter_connection_test_run_finish (NATTER_CONNECTION_TEST (source), result, &error);
  g_clear_object (&self->cancellable);
  if (!self->test)
    return;

  update (self);
  announce (self);
}

static void
run (NatterConnectionTestPage *self)
{
  self->cancellable = g_cancellable_new ();
  natter_connection_test_run_async (self->test, self->cancellable, run_cb, g_object_ref (self));
  update (self);
}

static void
again_cb (NatterConnectionTestPage *self)
{
  if (self->cancellable)
    g_cancellable_cancel (self->cancellable);
  else
    run (self);
}

static void
copy_cb (NatterConnectionTestPage *self)
{
  g_autofree char *report = natter_connection_test_dup_report (self->test);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), report);
  natter_announce (GTK_ACCESSIBLE (self), _("Report copied"),
                   GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
learned_cb (NatterConnectionTestPage *self)
{
  g_signal_emit (self, signals[SIGNAL_LEARNED], 0);
}

/* Who has gone elsewhere does not wait for the answer. A page that is pushed is unmapped once. */
static void
natter_connection_test_page_unroot (GtkWidget *widget)
{
  NatterConnectionTestPage *self = NATTER_CONNECTION_TEST_PAGE (widget);

  if (self->cancellable)
    g_cancellable_cancel (self->cancellable);

  GTK_WIDGET_CLASS (natter_connection_test_page_parent_class)->unroot (widget);
}

static void
natter_connection_test_page_dispose (GObject *object)
{
  NatterConnectionTestPage *self = NATTER_CONNECTION_TEST_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), NATTER_TYPE_CONNECTION_TEST_PAGE);
  g_clear_object (&self->test);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (natter_connection_test_page_parent_class)->dispose (object);
}

static void
natter_connection_test_page_class_init (NatterConnectionTestPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = natter_connection_test_page_dispose;
  widget_class->unroot = natter_connection_test_page_unroot;

  /**
   * NatterConnectionTestPage::learned:
   *
   * The test taught the provider something of a model that is worth keeping.
   */
  signals[SIGNAL_LEARNED] =
    g_signal_new ("learned", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_BASE "/connection-test-page.ui");
  gtk_widget_class_bind_template_child (widget_class, NatterConnectionTestPage, steps_group);
  gtk_widget_class_bind_template_child (widget_class, NatterConnectionTestPage, verdict_label);
  gtk_widget_class_bind_template_child (widget_class, NatterConnectionTestPage, again_button);
  gtk_widget_class_bind_template_child (widget_class, NatterConnectionTestPage, copy_button);
  gtk_widget_class_bind_template_callback (widget_class, again_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
}

static void
natter_connection_test_page_init (NatterConnectionTestPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * natter_connection_test_page_new:
 * @http: what to ask through
 * @secrets: where the provider's key is, if it has one
 * @provider: whose server is tested
 * @model_id: (nullable): the model to ask, %NULL for the first one for chats
 *
 * Returns: (transfer floating): a page whose test runs already, and stops when the page goes
 */
NatterConnectionTestPage *
natter_connection_test_page_new (NatterHttp     *http,
                                 NatterSecrets  *secrets,
                                 NatterProvider *provider,
                                 const char     *model_id)
{
  NatterConnectionTestPage *self;

  g_return_val_if_fail (NATTER_IS_HTTP (http), NULL);
  g_return_val_if_fail (NATTER_IS_SECRETS (secrets), NULL);
  g_return_val_if_fail (NATTER_IS_PROVIDER (provider), NULL);

  self = g_object_new (NATTER_TYPE_CONNECTION_TEST_PAGE, NULL);
  self->test = natter_connection_test_new (http, secrets, provider, model_id);
  g_signal_connect_object (self->test, "learned", G_CALLBACK (learned_cb), self,
                           G_CONNECT_SWAPPED);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->test)); i++)
    {
      g_autoptr(NatterConnectionStep) step = g_list_model_get_item (G_LIST_MODEL (self->test), i);

      g_signal_connect_object (step, "notify::state", G_CALLBACK (step_changed_cb), self,
                               G_CONNECT_SWAPPED);
      adw_preferences_group_add (self->steps_group, natter_connection_step_row_new (step));
    }

  run (self);

  return self;
}

static void
save_cb (NatterConnectionTestPage *self,
         NatterProviderList       *providers)
{
  natter_save_providers (providers, GTK_WIDGET (self));
}

/**
 * natter_connection_test_page_push:
 * @from: a widget of a navigation view
 * @chat: whose account it is
 * @provider: the account to test, as it is saved
 *
 * Tests an account on a page of its own. The default model is asked if it is the account's.
 */
void
natter_connection_test_page_push (GtkWidget      *from,
                                  NatterChat     *chat,
                                  NatterProvider *provider)
{
  GtkWidget *view = gtk_widget_get_ancestor (from, ADW_TYPE_NAVIGATION_VIEW);
  NatterProviderList *providers;
  NatterConnectionTestPage *self;
  const char *key;
  const char *model = NULL;

  g_return_if_fail (ADW_IS_NAVIGATION_VIEW (view));
  g_return_if_fail (NATTER_IS_CHAT (chat));
  g_return_if_fail (NATTER_IS_PROVIDER (provider));

  providers = natter_chat_get_providers (chat);
  key = natter_provider_list_get_default_model (providers);
  if (key && natter_provider_list_resolve (providers, key, &model) != provider)
    model = NULL;

  self = natter_connection_test_page_new (natter_chat_get_http (chat),
                                          natter_chat_get_secrets (chat), provider, model);
  g_signal_connect_object (self, "learned", G_CALLBACK (save_cb), providers, 0);
  adw_navigation_view_push (ADW_NAVIGATION_VIEW (view), ADW_NAVIGATION_PAGE (self));
}
