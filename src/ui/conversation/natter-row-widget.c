/* natter-row-widget.c: the widget of one row of the transcript. List views bind rows to widgets
 * all the time: any row can be set at any time, and only a row of another kind builds new content.
 * Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-row-widget.h"

#include <glib/gi18n-lib.h>

#include "natter-block-widget.h"
#include "natter-image-block.h"
#include "natter-link.h"
#include "natter-message-editor.h"
#include "natter-message-footer.h"
#include "natter-reasoning-block.h"

/* The readable measure, about 46 em of the interface font with the bubble's padding. */
#define MEASURE 720

struct _NatterRowWidget
{
  GtkWidget      parent_instance;

  GtkWidget     *bubble;
  GtkWidget     *content;
  NatterRowKind  content_kind;
  NatterRow     *row;
  char          *author;   /* as it was told; the server may name another model later */
};

G_DEFINE_FINAL_TYPE (NatterRowWidget, natter_row_widget, GTK_TYPE_WIDGET)

static GtkWidget *
make_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, css_class);

  return label;
}

static GtkWidget *
make_header (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "author");

  return label;
}

static GtkWidget *
make_content (NatterRowKind kind)
{
  switch (kind)
    {
    case NATTER_ROW_HEADER:
      return make_header ();

    case NATTER_ROW_REASONING:
      return natter_reasoning_block_new ();

    case NATTER_ROW_BLOCK:
      return natter_block_widget_new ();

    case NATTER_ROW_REFUSAL:
      return make_label ("refusal");

    case NATTER_ROW_TOOL_CALL:
      return make_label ("tool-call");

    case NATTER_ROW_ATTACHMENT:
      return natter_image_block_new ();

    case NATTER_ROW_CITATIONS:
      return make_label ("citations");

    case NATTER_ROW_EDITOR:
      return natter_message_editor_new ();

    case NATTER_ROW_FOOTER:
      return natter_message_footer_new ();

    default:
      g_assert_not_reached ();
    }
}

static const char *
get_author (NatterMessage *message)
{
  const char *model = natter_message_get_model (message);

  if (natter_message_get_role (message) == NATTER_ROLE_USER)
    return _("You");

  return model ? model : _("Model");
}

static char *
dup_header (NatterMessage *message)
{
  g_autoptr(GDateTime) local = g_date_time_to_local (natter_message_get_time (message));
  /* Translators: the time of a message, as in g_date_time_format(); use what is usual in your
   * language, like "%H:%M" or "%l:%M %p" */
  g_autofree char *time = g_date_time_format (local, _("%H:%M"));

  if (natter_message_get_role (message) == NATTER_ROLE_USER)
    return g_steal_pointer (&time);

  /* Translators: the model that answered, then the time: "gpt-5 · 14:02" */
  return g_strdup_printf (_("%s · %s"), get_author (message), time);
}

static char *
dup_tool_call (NatterRow *row)
{
  GPtrArray *calls = natter_message_get_tool_calls (natter_row_get_message (row));
  NatterToolCall *call = g_ptr_array_index (calls, natter_row_get_part (row));

  return g_strdup_printf ("%s (%s)", call->name ? call->name : "", call->arguments->str);
}

/* What the row is part of, for those who do not see where it stands. */
static void
update_accessible (NatterRowWidget *self)
{
  const char *author = get_author (natter_row_get_message (self->row));
  g_autofree char *description = NULL;

  if (!g_set_str (&self->author, author))
    return;

  if (self->content_kind == NATTER_ROW_HEADER)
    {
      gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, author, -1);
      gtk_accessible_reset_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
      return;
    }

  /* Translators: which message a part of the transcript belongs to; %s is "You" or a model */
  description = g_strdup_printf (_("Message from %s"), author);
  gtk_accessible_reset_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
}

/* The sources as a numbered list of links. Markup of escaped text, and only what may be opened. */
static char *
dup_citations (NatterMessage *message)
{
  GPtrArray *citations = natter_message_get_citations (message);
  GString *markup = g_string_new (NULL);

  for (guint i = 0; i < citations->len; i++)
    {
      NatterCitation *citation = g_ptr_array_index (citations, i);
      const char *name = citation->title && *citation->title ? citation->title : citation->address;
      g_autofree char *line = NULL;

      if (natter_link_is_allowed (citation->address))
        line = g_markup_printf_escaped ("%u. <a href=\"%s\">%s</a>", i + 1, citation->address,
                                        name);
      else
        line = g_markup_printf_escaped ("%u. %s", i + 1, name);
      g_string_append_printf (markup, "%s%s", i > 0 ? "\n" : "", line);
    }

  return g_string_free_and_steal (markup);
}

static NatterAttachment *
get_attachment (NatterRow *row)
{
  return g_ptr_array_index (natter_message_get_attachments (natter_row_get_message (row)),
                            natter_row_get_part (row));
}

static void
update_footer (NatterRowWidget *self)
{
  NatterMessage *message = natter_row_get_message (self->row);

  natter_message_footer_update (NATTER_MESSAGE_FOOTER (self->content),
                                natter_row_get_conversation (self->row), message);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_BUSY,
                               natter_message_is_streaming (message), -1);
}

static void
update_content (NatterRowWidget *self)
{
  NatterMessage *message = natter_row_get_message (self->row);
  g_autofree char *text = NULL;

  switch (self->content_kind)
    {
    case NATTER_ROW_HEADER:
      text = dup_header (message);
      gtk_label_set_text (GTK_LABEL (self->content), text);
      break;

    case NATTER_ROW_REASONING:
      natter_reasoning_block_update (NATTER_REASONING_BLOCK (self->content), message);
      break;

    case NATTER_ROW_BLOCK:
      natter_block_widget_set_block (NATTER_BLOCK_WIDGET (self->content),
                                     natter_row_get_block (self->row));
      break;

    case NATTER_ROW_REFUSAL:
      gtk_label_set_text (GTK_LABEL (self->content), natter_message_get_refusal (message));
      break;

    case NATTER_ROW_TOOL_CALL:
      text = dup_tool_call (self->row);
      gtk_label_set_text (GTK_LABEL (self->content), text);
      break;

    case NATTER_ROW_ATTACHMENT:
      natter_image_block_set_attachment (NATTER_IMAGE_BLOCK (self->content),
                                         get_attachment (self->row));
      break;

    case NATTER_ROW_CITATIONS:
      text = dup_citations (message);
      gtk_label_set_markup (GTK_LABEL (self->content), text);
      break;

    case NATTER_ROW_EDITOR:
      natter_message_editor_set_row (NATTER_MESSAGE_EDITOR (self->content), self->row);
      break;

    case NATTER_ROW_FOOTER:
      update_footer (self);
      break;

    default:
      g_assert_not_reached ();
    }

  update_accessible (self);
}

static const char *
get_kind_class (NatterRowKind kind)
{
  switch (kind)
    {
    case NATTER_ROW_HEADER:
      return "header-row";

    case NATTER_ROW_FOOTER:
      return "footer-row";

    case NATTER_ROW_EDITOR:
      return "editor-row";

    case NATTER_ROW_REASONING:
    case NATTER_ROW_BLOCK:
    case NATTER_ROW_REFUSAL:
    case NATTER_ROW_TOOL_CALL:
    case NATTER_ROW_ATTACHMENT:
    case NATTER_ROW_CITATIONS:
    default:
      return "text-row";
    }
}

static void
update_look (NatterRowWidget *self)
{
  gboolean is_user =
    natter_message_get_role (natter_row_get_message (self->row)) == NATTER_ROLE_USER;
  const char *classes[] = { is_user ? "user" : "assistant", get_kind_class (self->content_kind),
                            NULL };

  gtk_widget_set_css_classes (GTK_WIDGET (self), classes);
  gtk_widget_set_halign (self->bubble, is_user && self->content_kind != NATTER_ROW_EDITOR
                                         ? GTK_ALIGN_END : GTK_ALIGN_FILL);
}

static void
set_content_kind (NatterRowWidget *self,
                  NatterRowKind    kind)
{
  if (self->content && self->content_kind == kind)
    return;

  if (self->content)
    gtk_box_remove (GTK_BOX (self->bubble), self->content);
  /* Only a footer is ever busy. */
  gtk_accessible_reset_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_BUSY);
  self->content = make_content (kind);
  self->content_kind = kind;
  gtk_widget_set_hexpand (self->content, TRUE);
  gtk_box_append (GTK_BOX (self->bubble), self->content);
}

static void
natter_row_widget_dispose (GObject *object)
{
  NatterRowWidget *self = NATTER_ROW_WIDGET (object);

  if (self->row)
    g_signal_handlers_disconnect_by_data (self->row, self);
  g_clear_object (&self->row);
  g_clear_pointer (&self->author, g_free);
  g_clear_pointer (&self->bubble, gtk_widget_unparent);

  G_OBJECT_CLASS (natter_row_widget_parent_class)->dispose (object);
}

static void
natter_row_widget_class_init (NatterRowWidgetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = natter_row_widget_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, ADW_TYPE_CLAMP_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "message");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
natter_row_widget_init (NatterRowWidget *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  adw_clamp_layout_set_maximum_size (ADW_CLAMP_LAYOUT (layout), MEASURE);
  adw_clamp_layout_set_tightening_threshold (ADW_CLAMP_LAYOUT (layout), MEASURE);

  self->bubble = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (self->bubble, "bubble");
  gtk_widget_set_parent (self->bubble, GTK_WIDGET (self));
}

/**
 * natter_row_widget_new:
 *
 * Returns: (transfer floating): a widget that shows no row yet
 */
GtkWidget *
natter_row_widget_new (void)
{
  return g_object_new (NATTER_TYPE_ROW_WIDGET, NULL);
}

/**
 * natter_row_widget_get_row:
 *
 * Returns: (transfer none) (nullable): the row that is shown
 */
NatterRow *
natter_row_widget_get_row (NatterRowWidget *self)
{
  g_return_val_if_fail (NATTER_IS_ROW_WIDGET (self), NULL);

  return self->row;
}

/**
 * natter_row_widget_set_row:
 * @row: (nullable): the row to show; %NULL lets go of the last one
 */
void
natter_row_widget_set_row (NatterRowWidget *self,
                           NatterRow       *row)
{
  g_return_if_fail (NATTER_IS_ROW_WIDGET (self));

  if (self->row)
    g_signal_handlers_disconnect_by_func (self->row, update_content, self);
  g_set_object (&self->row, row);
  if (!row)
    return;

  g_signal_connect_object (row, "changed", G_CALLBACK (update_content), self, G_CONNECT_SWAPPED);
  set_content_kind (self, natter_row_get_kind (row));
  update_look (self);
  g_clear_pointer (&self->author, g_free);
  update_content (self);
}

/**
 * natter_row_widget_set_hovered:
 * @hovered: whether the pointer is over the row's message
 */
void
natter_row_widget_set_hovered (NatterRowWidget *self,
                               gboolean         hovered)
{
  g_return_if_fail (NATTER_IS_ROW_WIDGET (self));

  if (self->content && self->content_kind == NATTER_ROW_FOOTER)
    natter_message_footer_set_hovered (NATTER_MESSAGE_FOOTER (self->content), hovered);
}
