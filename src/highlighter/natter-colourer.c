/* natter-colourer.c: which part of a program has which colours, asked of GtkSourceView, in both of
 * Adwaita's schemes at once. One thread, no display and no main loop: what GtkSourceView would do
 * later in idle time never comes up.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-colourer.h"

#include <string.h>

struct _NatterColourer
{
  GObject               parent_instance;

  GtkSourceStyleScheme *light;
  GtkSourceStyleScheme *dark;
  GHashTable           *buffers;   /* language id → buffer; a language without one is forgotten, and
                                    * read and compiled again for the next */
};

G_DEFINE_FINAL_TYPE (NatterColourer, natter_colourer, G_TYPE_OBJECT)

static void
natter_colourer_finalize (GObject *object)
{
  NatterColourer *self = NATTER_COLOURER (object);

  g_clear_pointer (&self->buffers, g_hash_table_unref);

  G_OBJECT_CLASS (natter_colourer_parent_class)->finalize (object);
}

static void
natter_colourer_class_init (NatterColourerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = natter_colourer_finalize;
}

static void
natter_colourer_init (NatterColourer *self)
{
  GtkSourceStyleSchemeManager *schemes = gtk_source_style_scheme_manager_get_default ();

  self->light = gtk_source_style_scheme_manager_get_scheme (schemes, "Adwaita");
  self->dark = gtk_source_style_scheme_manager_get_scheme (schemes, "Adwaita-dark");
  self->buffers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

/**
 * natter_colourer_new:
 *
 * Returns: (transfer full): a colourer that knows no language yet
 */
NatterColourer *
natter_colourer_new (void)
{
  return g_object_new (NATTER_TYPE_COLOURER, NULL);
}

static GtkTextBuffer *
get_buffer (NatterColourer *self,
            const char     *id)
{
  GtkSourceLanguageManager *manager = gtk_source_language_manager_get_default ();
  GtkSourceBuffer *buffer = g_hash_table_lookup (self->buffers, id);
  GtkSourceLanguage *language;

  if (buffer)
    return GTK_TEXT_BUFFER (buffer);

  language = gtk_source_language_manager_get_language (manager, id);
  if (!language)
    return NULL;

  buffer = gtk_source_buffer_new_with_language (language);
  gtk_source_buffer_set_highlight_matching_brackets (buffer, FALSE);
  gtk_text_buffer_set_enable_undo (GTK_TEXT_BUFFER (buffer), FALSE);
  g_hash_table_insert (self->buffers, g_strdup (id), buffer);

  return GTK_TEXT_BUFFER (buffer);
}

/* The tag of highest priority is the one that is seen, and the last of the list. Those with a name
 * say what a place is, as that no spelling is checked there, and have no looks. */
static GtkTextTag *
find_tag (GSList *here)
{
  GtkTextTag *found = NULL;

  for (GSList *link = here; link; link = link->next)
    {
      g_autofree char *name = NULL;

      g_object_get (link->data, "name", &name, NULL);
      if (!name)
        found = link->data;
    }

  return found;
}

static guint
add_tag (GPtrArray  *tags,
         GtkTextTag *tag)
{
  guint index = 0;

  if (g_ptr_array_find (tags, tag, &index))
    return index;

  g_ptr_array_add (tags, tag);

  return tags->len - 1;
}

/* Keeps a running offset: counting from the start at each run would be quadratic. */
static void
collect_runs (GtkTextBuffer *buffer,
              GPtrArray     *tags,
              GArray        *runs)
{
  GtkTextIter iter, next, end;
  guint offset = 0;

  gtk_text_buffer_get_bounds (buffer, &iter, &end);
  while (gtk_text_iter_compare (&iter, &end) < 0)
    {
      g_autofree char *slice = NULL;
      g_autoptr(GSList) here = gtk_text_iter_get_tags (&iter);
      GtkTextTag *tag = find_tag (here);
      NatterHighlightRun run = { .start = offset };

      next = iter;
      if (!gtk_text_iter_forward_to_tag_toggle (&next, NULL))
        next = end;
      slice = gtk_text_iter_get_slice (&iter, &next);
      offset += (guint) strlen (slice);

      if (tag)
        {
          run.end = offset;
          run.style = add_tag (tags, tag);
          g_array_append_val (runs, run);
        }
      iter = next;
    }
}

static guint32
get_colour (GtkTextTag *tag)
{
  g_autoptr(GdkRGBA) colour = NULL;
  gboolean is_set;

  g_object_get (tag, "foreground-set", &is_set, "foreground-rgba", &colour, NULL);
  if (!is_set || !colour)
    return NATTER_HIGHLIGHT_NO_COLOUR;

  return ((guint32) (colour->red * 255 + 0.5f) << 16) |
         ((guint32) (colour->green * 255 + 0.5f) << 8) |
         (guint32) (colour->blue * 255 + 0.5f);
}

static guint32
get_flags (GtkTextTag *tag)
{
  int weight;
  PangoStyle style;
  PangoUnderline underline;
  gboolean strike;

  g_object_get (tag, "weight", &weight, "style", &style, "underline", &underline,
                "strikethrough", &strike, NULL);

  return (weight >= PANGO_WEIGHT_BOLD ? NATTER_HIGHLIGHT_BOLD : 0u) |
         (style != PANGO_STYLE_NORMAL ? NATTER_HIGHLIGHT_ITALIC : 0u) |
         (underline != PANGO_UNDERLINE_NONE ? NATTER_HIGHLIGHT_UNDERLINE : 0u) |
         (strike ? NATTER_HIGHLIGHT_STRIKE : 0u);
}

/* A scheme sets the looks of the tags; the text is not looked at again for another one. */
static void
collect_styles (NatterColourer  *self,
                GtkSourceBuffer *buffer,
                GPtrArray       *tags,
                GArray          *styles)
{
  gtk_source_buffer_set_style_scheme (buffer, self->dark);
  for (guint i = 0; i < tags->len; i++)
    {
      NatterHighlightStyle style = { .dark = get_colour (g_ptr_array_index (tags, i)) };

      g_array_append_val (styles, style);
    }

  gtk_source_buffer_set_style_scheme (buffer, self->light);
  for (guint i = 0; i < tags->len; i++)
    {
      NatterHighlightStyle *style = &g_array_index (styles, NatterHighlightStyle, i);
      GtkTextTag *tag = g_ptr_array_index (tags, i);

      style->light = get_colour (tag);
      style->flags = get_flags (tag);
    }
}

/**
 * natter_colourer_colour:
 * @language: an id of GtkSourceView
 * @text: a program, valid UTF-8
 * @length: bytes of @text
 * @styles: (element-type NatterHighlightStyle): where the looks are appended
 * @runs: (element-type NatterHighlightRun): where the parts of @text are appended that have one
 *
 * Takes as long as it takes, up to seconds for a large text. Nothing is appended for a language
 * that is not known.
 */
void
natter_colourer_colour (NatterColourer *self,
                        const char     *language,
                        const char     *text,
                        gsize           length,
                        GArray         *styles,
                        GArray         *runs)
{
  GtkTextBuffer *buffer = get_buffer (self, language);
  g_autoptr(GPtrArray) tags = g_ptr_array_new ();
  GtkTextIter start, end;

  if (!buffer)
    return;

  gtk_text_buffer_set_text (buffer, text, (int) length);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_source_buffer_ensure_highlight (GTK_SOURCE_BUFFER (buffer), &start, &end);
  collect_runs (buffer, tags, runs);
  collect_styles (self, GTK_SOURCE_BUFFER (buffer), tags, styles);
  gtk_text_buffer_set_text (buffer, "", 0);
}
