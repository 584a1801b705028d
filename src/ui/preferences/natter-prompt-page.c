/* natter-prompt-page.c: where the system prompt is written. Pushed by the preferences; main thread
 * only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-prompt-page.h"

struct _NatterPromptPage
{
  AdwNavigationPage parent_instance;

  GtkTextView *text_view;
  GtkTextBuffer *buffer;
};

G_DEFINE_FINAL_TYPE (NatterPromptPage, natter_prompt_page, ADW_TYPE_NAVIGATION_PAGE)

typedef enum
{
  PROP_TEXT = 1,
} NatterPromptPageProps;

static GParamSpec *properties[PROP_TEXT + 1];

static void
changed_cb (NatterPromptPage *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
}

static void
natter_prompt_page_shown (AdwNavigationPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (NATTER_PROMPT_PAGE (page)->text_view));
}

static void
natter_prompt_page_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  NatterPromptPage *self = NATTER_PROMPT_PAGE (object);

  switch ((NatterPromptPageProps) prop_id)
    {
    case PROP_TEXT:
      g_value_take_string (value, natter_prompt_page_dup_text (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
natter_prompt_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), NATTER_TYPE_PROMPT_PAGE);

  G_OBJECT_CLASS (natter_prompt_page_parent_class)->dispose (object);
}

static void
natter_prompt_page_class_init (NatterPromptPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = natter_prompt_page_get_property;
  object_class->dispose = natter_prompt_page_dispose;
  ADW_NAVIGATION_PAGE_CLASS (klass)->shown = natter_prompt_page_shown;

  properties[PROP_TEXT] =
    g_param_spec_string ("text", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_BASE "/prompt-page.ui");
  gtk_widget_class_bind_template_child (widget_class, NatterPromptPage, text_view);
  gtk_widget_class_bind_template_child (widget_class, NatterPromptPage, buffer);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
natter_prompt_page_init (NatterPromptPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * natter_prompt_page_new:
 * @text: (nullable): the prompt so far
 *
 * Returns: (transfer floating): a page to push
 */
NatterPromptPage *
natter_prompt_page_new (const char *text)
{
  NatterPromptPage *self = g_object_new (NATTER_TYPE_PROMPT_PAGE, NULL);

  gtk_text_buffer_set_text (self->buffer, text ? text : "", -1);

  return self;
}

/**
 * natter_prompt_page_dup_text:
 * @self: the page
 *
 * Returns: (transfer full): the prompt as it is written now
 */
char *
natter_prompt_page_dup_text (NatterPromptPage *self)
{
  GtkTextIter start;
  GtkTextIter end;

  g_return_val_if_fail (NATTER_IS_PROMPT_PAGE (self), NULL);

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);

  return gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);
}
