/* test-block-pictures.c: what each kind of block looks like: light, dark, from right to left, and
 * with text of twice the size. NATTER_UPDATE_PICTURES=1 makes the pictures anew.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>

#include "natter-block-widget.h"
#include "natter-end-notice.h"
#include "natter-error.h"
#include "natter-highlighter.h"
#include "natter-markdown.h"
#include "natter-message-rows.h"
#include "natter-picture.h"
#include "natter-row-widget.h"
#include "natter-test-image.h"

#define WIDTH 420

typedef struct
{
  const char   *name;
  const char   *text;      /* Markdown; NULL: of a message of all kinds, the rows of one */
  gboolean      coloured;  /* it has code that gets colours */
  NatterRowKind kind;
} Case;

static const Case cases[] = {
  { "paragraph",
    "A paragraph with *emphasis*, **weight**, `code`, ~~what was struck~~ and [a link]"
    "(https://example.org/a), long enough to go on in a second and a third line.\n\n"
    "שלום עולם, and back.",
    FALSE },
  { "heading", "# First\n## Second\n### Third\n#### Fourth", FALSE },
  { "list",
    "- One\n- Two\n  1. Nested\n  2. Again, with words enough to need another line of its own\n"
    "- [ ] To do\n- [x] Done\n\n7. Seven\n8. Eight",
    FALSE },
  { "quote", "> A quote\n>\n> > of a quote\n>\n> - with a list", FALSE },
  { "rule", "Above\n\n---\n\nBelow", FALSE },
  { "code",
    "```python\ndef add(a, b):\n    \"\"\"Adds.\"\"\"\n    return a + b  # and says so\n```\n\n"
    "```\nno language, and a line that is far too long to be seen without scrolling\n```",
    TRUE },
  { "table",
    "| Left | Middle | Right |\n|---|:-:|--:|\n| one | **two** | 3 |\n"
    "| some words that need more than one line of the column | `x` | 14.50 |\n"
    "| [link](https://example.org) | | 1,000 |",
    FALSE },
  { "math",
    "Let $x_i \\in \\mathbb{R}$ with $\\alpha^2 + \\beta^{n+1} \\le \\sqrt{2}$, then for each $k$\n"
    "$$x = \\frac{-b \\pm \\sqrt{b^2 - 4ac}}{2a}, \\quad \\sum_{i=1}^{n} i = \\frac{n(n+1)}{2}.$$\n"
    "1. \\(e^{i\\pi} + 1 = 0\\)\n2. $$\\int_0^1 x^2\\,dx = \\frac13$$\n\n"
    "> $\\begin{pmatrix} a & b \\end{pmatrix}$ and $\\hat{x}$, $f'(x)$, $90^\\circ$\n\n"
    "$$\\lim_{n \\to \\infty} \\left(1 + \\frac{1}{n}\\right)^n = e"
    " \\approx 2.71828182845904523536$$\n\n"
    "שלום $2 + 3 = 5$ עולם",
    FALSE },
  { "hidden",
    "A name\u202Egpj.exe that `reads\u200B other`[wise\u2066](https://example.org).\n\n"
    "```\nif (a\u202E) b;\n```\n\n| a\u200Fb | c |\n|--|--|\n| d | e |",
    FALSE },
  { "image", NULL, FALSE, NATTER_ROW_ATTACHMENT },
  { "image-remote", "![A cat on a mat](https://images.example.org/cats/mat.jpg?size=large)", FALSE },
  { "reasoning", NULL, FALSE, NATTER_ROW_REASONING },
  { "tool-call", NULL, FALSE, NATTER_ROW_TOOL_CALL },
  { "citations", NULL, FALSE, NATTER_ROW_CITATIONS },
  { "refusal", NULL, FALSE, NATTER_ROW_REFUSAL },
  { "error", NULL, FALSE, NATTER_ROW_FOOTER },
};

/* The window is as tall as what it shows. */
static GtkWidget *
show_box (GtkWidget *box)
{
  GtkWidget *window = adw_window_new ();

  /* What has the focus may select its text. */
  gtk_widget_set_can_focus (box, FALSE);
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, -1);
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_present (GTK_WINDOW (window));
  natter_test_run_until (ui_test_is_mapped, box);

  return window;
}

static GtkWidget *
show_blocks (const char *text)
{
  g_autoptr(GPtrArray) blocks = natter_markdown_parse (text, strlen (text));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  for (guint i = 0; i < blocks->len; i++)
    {
      GtkWidget *widget = natter_block_widget_new ();

      natter_block_widget_set_block (NATTER_BLOCK_WIDGET (widget), g_ptr_array_index (blocks, i));
      gtk_box_append (GTK_BOX (box), widget);
    }

  return show_box (box);
}

static void
append (NatterMessage   *message,
        NatterDeltaKind  kind,
        const char      *text)
{
  NatterDelta delta = { .kind = kind, .text = text, .length = strlen (text),
                        .id = "https://example.org/source", .name = "Where it says so" };

  natter_message_append (message, &delta);
}

static void
append_image (NatterMessage *message)
{
  g_autoptr(GBytes) bytes = test_image_new (240, 120);
  g_autoptr(NatterAttachment) image = natter_attachment_new ("image/png", "sunset.png", bytes);
  NatterDelta delta = { .kind = NATTER_DELTA_IMAGE, .image = image };

  natter_message_append (message, &delta);
}

static NatterMessage *
make_message (NatterConversation *conversation)
{
  g_autoptr(NatterMessage) message = natter_message_new (NATTER_ROLE_ASSISTANT, "model");
  g_autoptr(GError) error = g_error_new_literal (NATTER_ERROR, NATTER_ERROR_OVERLOADED,
                                                 "The model has too much to do. Try again later.");

  natter_conversation_append (conversation, message);
  natter_message_begin (message);
  append (message, NATTER_DELTA_REASONING, "The user asks why. I know.");
  append (message, NATTER_DELTA_TEXT, "Because.");
  append (message, NATTER_DELTA_TOOL_CALL, "{\"city\":\"Paris\"}");
  append (message, NATTER_DELTA_REFUSAL, "There I can't help.");
  append (message, NATTER_DELTA_CITATION, "");
  append_image (message);
  natter_message_finish (message, NATTER_END_PROVIDER_ERROR, error);

  return natter_conversation_get_last (conversation);
}

/* The rest of a footer tells how long it took. */
static GtkWidget *
make_notice (NatterRow *row)
{
  GtkWidget *notice = natter_end_notice_new ();

  natter_end_notice_update (NATTER_END_NOTICE (notice), natter_row_get_message (row));

  return notice;
}

static GtkWidget *
show_rows (NatterRowKind kind)
{
  NatterConversation *conversation = natter_conversation_new ();
  NatterMessageRows *rows = natter_message_rows_new (conversation, make_message (conversation));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  natter_message_rows_flush (rows);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (rows)); i++)
    {
      g_autoptr(NatterRow) row = g_list_model_get_item (G_LIST_MODEL (rows), i);
      GtkWidget *widget;

      if (natter_row_get_kind (row) != kind)
        continue;
      widget = kind == NATTER_ROW_FOOTER ? make_notice (row) : natter_row_widget_new ();
      if (kind != NATTER_ROW_FOOTER)
        natter_row_widget_set_row (NATTER_ROW_WIDGET (widget), row);
      gtk_box_append (GTK_BOX (box), widget);
    }
  g_object_set_data_full (G_OBJECT (box), "rows", rows, g_object_unref);
  g_object_set_data_full (G_OBJECT (box), "conversation", conversation, g_object_unref);

  return show_box (box);
}

static gboolean
has_image (gpointer window)
{
  GtkWidget *picture = ui_test_find (window, GTK_TYPE_PICTURE, NULL);

  return picture && gtk_picture_get_paintable (GTK_PICTURE (picture));
}

static gboolean has_fonts;

static void
test_picture (gconstpointer data)
{
  const Case *test = &cases[GPOINTER_TO_UINT (data) / G_N_ELEMENTS (picture_looks)];
  const PictureLook *look =
    &picture_looks[GPOINTER_TO_UINT (data) % G_N_ELEMENTS (picture_looks)];
  guint coloured = 0;
  gulong id = g_signal_connect_swapped (natter_highlighter_get_default (), "coloured",
                                        G_CALLBACK (ui_test_count_cb), &coloured);
  GtkWidget *window;

  if (!has_fonts)
    {
      g_test_skip ("The fonts are others than those of the pictures.");
      g_signal_handler_disconnect (natter_highlighter_get_default (), id);
      return;
    }

  picture_set_look (look);
  window = test->text ? show_blocks (test->text) : show_rows (test->kind);
  if (test->kind == NATTER_ROW_ATTACHMENT)
    natter_test_run_until (has_image, window);
  if (test->coloured)
    natter_test_run_until (ui_test_is_counted, &coloured);
  picture_check (window, test->name, look->name);
  gtk_window_destroy (GTK_WINDOW (window));
  g_signal_handler_disconnect (natter_highlighter_get_default (), id);
}

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);
  ui_test_load_style ();
  has_fonts = picture_has_fonts ();

  for (guint i = 0; i < G_N_ELEMENTS (cases) * G_N_ELEMENTS (picture_looks); i++)
    {
      g_autofree char *path =
        g_strdup_printf ("/block-pictures/%s/%s", cases[i / G_N_ELEMENTS (picture_looks)].name,
                         picture_looks[i % G_N_ELEMENTS (picture_looks)].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_picture);
    }

  return g_test_run ();
}
