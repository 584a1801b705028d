/* natter-highlighter.c: the colours of code, made in a process of its own and kept with the block.
 * What was asked for last is made first: it is what the reader looks at. The process is started
 * when there is code to colour and ended when there has been none for a while. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "natter-highlighter"

#include "config.h"

#include "natter-highlighter.h"

#include <adwaita.h>
#include <string.h>

#include "natter-contrast.h"
#include "natter-language.h"

#define IDLE_SECONDS 30
#define MAX_WAITING  64   /* blocks; they ask again when they are shown again */
#define MAX_FAILURES 3    /* of the process, one after the other */

struct _NatterHighlighter
{
  GObject                parent_instance;

  GArray                *styles;       /* NatterHighlightStyle, of all runs of all blocks */
  GQueue                 waiting;      /* Job */
  struct _Job           *job;          /* the one that is being worked on */

  GSubprocess           *process;
  guint                  idle_source;
  guint                  n_failures;
  NatterHighlightAnswer  answer;
};

/* Kept with the block. */
typedef struct
{
  NatterHighlightRun *runs;
  guint               n_runs;
  gsize               length;   /* bytes that were looked at */
  guint               hash;     /* of these */
} Colours;

typedef struct _Job
{
  NatterHighlighter *self;
  GWeakRef           block;
  GBytes            *request;
  guchar            *answer;
  gsize              length;
  guint              hash;
} Job;

enum
{
  SIGNAL_COLOURED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NatterHighlighter, natter_highlighter, G_TYPE_OBJECT)
static G_DEFINE_QUARK (natter-colours, colours)

static void work (NatterHighlighter *self);

static void
colours_free (gpointer data)
{
  Colours *self = data;

  g_free (self->runs);
  g_free (self);
}

static void
job_free (Job *job)
{
  g_weak_ref_clear (&job->block);
  g_clear_pointer (&job->request, g_bytes_unref);
  g_free (job->answer);
  g_object_unref (job->self);
  g_free (job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

static guint
hash_text (const char *text,
           gsize       length)
{
  guint hash = 2166136261u;

  for (gsize i = 0; i < length; i++)
    hash = (hash ^ (guchar) text[i]) * 16777619u;

  return hash;
}

/* Beside the program where it was built, in its own folder where it is installed. */
static char *
find_program (void)
{
  const char *told = g_getenv ("NATTER_HIGHLIGHTER");
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = program ? g_path_get_dirname (program) : NULL;
  g_autofree char *sibling = folder ? g_build_filename (folder, "natter-highlighter", NULL) : NULL;

  if (told)
    return g_strdup (told);
  if (sibling && g_file_test (sibling, G_FILE_TEST_IS_EXECUTABLE))
    return g_steal_pointer (&sibling);

  return g_build_filename (LIBEXEC_DIR, "natter-highlighter", NULL);
}

static void
stop (NatterHighlighter *self)
{
  if (self->process)
    g_subprocess_force_exit (self->process);
  g_clear_object (&self->process);
}

static gboolean
start (NatterHighlighter *self)
{
  g_autofree char *program = NULL;
  g_autoptr(GError) error = NULL;

  if (self->process)
    return TRUE;
  if (self->n_failures >= MAX_FAILURES)
    return FALSE;

  program = find_program ();
  /* With INHERIT_FDS GLib does not fork: copying the window's page tables takes tens of
   * milliseconds. Nothing is inherited all the same: descriptors are closed on exec. */
  self->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                    G_SUBPROCESS_FLAGS_STDERR_SILENCE |
                                    G_SUBPROCESS_FLAGS_INHERIT_FDS,
                                    &error, program, NULL);
  if (!self->process)
    {
      g_debug ("Code stays without colours: %s", error->message);
      self->n_failures = MAX_FAILURES;
    }

  return self->process != NULL;
}

static gboolean
idle_cb (gpointer data)
{
  NatterHighlighter *self = data;

  self->idle_source = 0;
  stop (self);

  return G_SOURCE_REMOVE;
}

static guint
intern_style (NatterHighlighter          *self,
              const NatterHighlightStyle *style)
{
  for (guint i = 0; i < self->styles->len; i++)
    {
      if (memcmp (&g_array_index (self->styles, NatterHighlightStyle, i), style,
                  sizeof (*style)) == 0)
        return i;
    }

  g_array_append_vals (self->styles, style, 1);

  return self->styles->len - 1;
}

/* Nothing is believed: a run that is not within the text, not behind the one before it, or not at
 * the beginning of a character ends the list. */
static guint
check_runs (NatterHighlighter  *self,
            Job                *job,
            NatterHighlightRun *runs,
            const guint        *styles)
{
  const char *text = g_bytes_get_data (job->request, NULL);
  guint last = 0;

  text += g_bytes_get_size (job->request) - job->length;
  for (guint i = 0; i < self->answer.n_runs; i++)
    {
      NatterHighlightRun *run = &runs[i];

      if (run->start < last || run->end <= run->start || run->end > job->length ||
          run->style >= self->answer.n_styles || ((guchar) text[run->start] & 0xC0) == 0x80 ||
          (run->end < job->length && ((guchar) text[run->end] & 0xC0) == 0x80))
        return i;
      run->style = styles[run->style];
      last = run->end;
    }

  return self->answer.n_runs;
}

/* What the block says now may be another text than what was looked at. */
static void
keep (NatterHighlighter  *self,
      Job                *job,
      NatterHighlightRun *runs,
      guint               n_runs)
{
  g_autoptr(NatterBlock) block = g_weak_ref_get (&job->block);
  Colours *colours;

  if (!block || natter_block_get_length (block) < job->length ||
      hash_text (natter_block_get_text (block), job->length) != job->hash)
    return;

  colours = g_new (Colours, 1);
  *colours = (Colours) {
    .runs = n_runs > 0 ? g_memdup2 (runs, n_runs * sizeof (*runs)) : NULL,
    .n_runs = n_runs,
    .length = job->length,
    .hash = job->hash,
  };
  g_object_set_qdata_full (G_OBJECT (block), colours_quark (), colours, colours_free);
  g_signal_emit (self, signals[SIGNAL_COLOURED], 0, block);
}

static void
take_answer (NatterHighlighter *self,
             Job               *job)
{
  gsize styles_size = self->answer.n_styles * sizeof (NatterHighlightStyle);
  const NatterHighlightStyle *styles = (gpointer) job->answer;
  NatterHighlightRun *runs = (gpointer) (job->answer + styles_size);
  guint indices[NATTER_HIGHLIGHT_MAX_STYLES];

  for (guint i = 0; i < self->answer.n_styles; i++)
    indices[i] = intern_style (self, &styles[i]);
  keep (self, job, runs, check_runs (self, job, runs, indices));
}

static void
finish_job (NatterHighlighter *self,
            gboolean           success)
{
  g_autoptr(Job) job = g_steal_pointer (&self->job);

  if (success)
    {
      self->n_failures = 0;
      take_answer (self, job);
    }
  else
    {
      /* It stays as it is, and is not asked for again. */
      g_debug ("The process that colours code has ended");
      self->n_failures++;
      stop (self);
      keep (self, job, NULL, 0);
    }

  work (self);
}

static void
body_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  NatterHighlighter *self = data;
  gsize size = self->answer.n_styles * sizeof (NatterHighlightStyle) +
               self->answer.n_runs * sizeof (NatterHighlightRun);
  gsize n = 0;

  g_input_stream_read_all_finish (G_INPUT_STREAM (source), result, &n, NULL);
  finish_job (self, n == size);
  g_object_unref (self);
}

static void
head_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  NatterHighlighter *self = data;
  gsize n = 0;
  gsize size;

  g_input_stream_read_all_finish (G_INPUT_STREAM (source), result, &n, NULL);
  if (n != sizeof (self->answer) || self->answer.n_styles > NATTER_HIGHLIGHT_MAX_STYLES ||
      self->answer.n_runs > self->job->length)
    {
      finish_job (self, FALSE);
      g_object_unref (self);
      return;
    }

  size = self->answer.n_styles * sizeof (NatterHighlightStyle) +
         self->answer.n_runs * sizeof (NatterHighlightRun);
  self->job->answer = g_malloc (MAX (size, 1));
  g_input_stream_read_all_async (G_INPUT_STREAM (source), self->job->answer, size,
                                 G_PRIORITY_DEFAULT_IDLE, NULL, body_read_cb, self);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(NatterHighlighter) self = data;

  /* If it was not read, there is no answer either: that is where failure is noticed. */
  g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL);
}

static void
work (NatterHighlighter *self)
{
  Job *job;

  if (self->job)
    return;

  g_clear_handle_id (&self->idle_source, g_source_remove);
  job = g_queue_pop_head (&self->waiting);
  if (!job)
    {
      self->idle_source = g_timeout_add_seconds (IDLE_SECONDS, idle_cb, self);
      return;
    }
  if (!start (self))
    {
      job_free (job);
      return;
    }

  self->job = job;
  g_output_stream_write_all_async (g_subprocess_get_stdin_pipe (self->process),
                                   g_bytes_get_data (job->request, NULL),
                                   g_bytes_get_size (job->request), G_PRIORITY_DEFAULT_IDLE, NULL,
                                   written_cb, g_object_ref (self));
  g_input_stream_read_all_async (g_subprocess_get_stdout_pipe (self->process), &self->answer,
                                 sizeof (self->answer), G_PRIORITY_DEFAULT_IDLE, NULL,
                                 head_read_cb, g_object_ref (self));
}

static void
natter_highlighter_dispose (GObject *object)
{
  NatterHighlighter *self = NATTER_HIGHLIGHTER (object);

  g_clear_handle_id (&self->idle_source, g_source_remove);
  stop (self);

  G_OBJECT_CLASS (natter_highlighter_parent_class)->dispose (object);
}

static void
natter_highlighter_finalize (GObject *object)
{
  NatterHighlighter *self = NATTER_HIGHLIGHTER (object);

  g_clear_pointer (&self->styles, g_array_unref);

  G_OBJECT_CLASS (natter_highlighter_parent_class)->finalize (object);
}

static void
natter_highlighter_class_init (NatterHighlighterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = natter_highlighter_dispose;
  object_class->finalize = natter_highlighter_finalize;

  /**
   * NatterHighlighter::coloured:
   * @block: the block whose text has colours now
   */
  signals[SIGNAL_COLOURED] =
    g_signal_new ("coloured", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 1, NATTER_TYPE_BLOCK);
}

static void
natter_highlighter_init (NatterHighlighter *self)
{
  self->styles = g_array_new (FALSE, FALSE, sizeof (NatterHighlightStyle));
  g_queue_init (&self->waiting);
}

/**
 * natter_highlighter_get_default:
 *
 * Returns: (transfer none): the one of the program; it has no process until there is code
 */
NatterHighlighter *
natter_highlighter_get_default (void)
{
  static NatterHighlighter *the_one;

  if (!the_one)
    the_one = g_object_new (NATTER_TYPE_HIGHLIGHTER, NULL);

  return the_one;
}

static Colours *
get_colours (NatterBlock *block)
{
  Colours *colours = g_object_get_qdata (G_OBJECT (block), colours_quark ());

  if (!colours || natter_block_get_length (block) < colours->length ||
      hash_text (natter_block_get_text (block), colours->length) != colours->hash)
    return NULL;

  return colours;
}

/**
 * natter_highlighter_get_runs:
 * @block: a block of code
 * @n_runs: (out): how many there are
 *
 * Returns: (transfer none) (nullable) (array length=n_runs): what is known of its colours
 */
const NatterHighlightRun *
natter_highlighter_get_runs (NatterHighlighter *self,
                             NatterBlock       *block,
                             guint             *n_runs)
{
  const Colours *colours = get_colours (block);

  *n_runs = colours ? colours->n_runs : 0;

  return colours ? colours->runs : NULL;
}

static GBytes *
make_request (const NatterLanguage *language,
              const char           *text,
              gsize                 length)
{
  NatterHighlightRequest head = {
    .language_length = (guint32) strlen (language->id),
    .text_length = (guint32) length,
  };
  GByteArray *request = g_byte_array_new ();

  g_byte_array_append (request, (const guint8 *) &head, sizeof (head));
  g_byte_array_append (request, (const guint8 *) language->id, head.language_length);
  g_byte_array_append (request, (const guint8 *) text, head.text_length);

  return g_byte_array_free_to_bytes (request);
}

/**
 * natter_highlighter_request:
 * @block: a block of code that is shown
 * @length: the bytes of it that are: the end of a line
 *
 * Asks for colours, unless they are known. #NatterHighlighter::coloured tells when they are; it
 * never does for a language that nobody knows, nor for more than 256 KiB.
 */
void
natter_highlighter_request (NatterHighlighter *self,
                            NatterBlock       *block,
                            gsize              length)
{
  const NatterLanguage *language = natter_language_find (natter_block_get_language (block));
  const Colours *colours;
  Job *job;

  g_return_if_fail (NATTER_IS_HIGHLIGHTER (self));

  if (!language || length == 0 || length > NATTER_HIGHLIGHT_MAX_TEXT)
    return;
  colours = get_colours (block);
  if (colours && colours->length >= length)
    return;

  job = g_new0 (Job, 1);
  job->self = g_object_ref (self);
  g_weak_ref_init (&job->block, block);
  job->request = make_request (language, natter_block_get_text (block), length);
  job->length = length;
  job->hash = hash_text (natter_block_get_text (block), length);
  g_queue_push_head (&self->waiting, job);
  if (g_queue_get_length (&self->waiting) > MAX_WAITING)
    job_free (g_queue_pop_tail (&self->waiting));

  work (self);
}

static void
add (PangoAttrList  *attributes,
     PangoAttribute *attribute,
     guint           start,
     guint           end)
{
  attribute->start_index = start;
  attribute->end_index = end;
  pango_attr_list_insert (attributes, attribute);
}

static void
add_colour (guint32        rgb,
            PangoAttrList *attributes,
            guint          start,
            guint          end)
{
  GdkRGBA colour = {
    (float) (rgb >> 16) / 255, (float) ((rgb >> 8) & 0xFF) / 255, (float) (rgb & 0xFF) / 255, 1,
  };

  if (adw_style_manager_get_high_contrast (adw_style_manager_get_default ()))
    natter_contrast_raise (&colour, adw_style_manager_get_dark (adw_style_manager_get_default ()));
  add (attributes,
       pango_attr_foreground_new ((guint16) (colour.red * 65535), (guint16) (colour.green * 65535),
                                  (guint16) (colour.blue * 65535)),
       start, end);
}

/**
 * natter_highlighter_add_run:
 * @run: from natter_highlighter_get_runs()
 * @attributes: where its looks are added
 * @start: where it begins there
 * @end: where it ends there
 *
 * Adds the looks that the current colour scheme gives to a run.
 */
void
natter_highlighter_add_run (NatterHighlighter        *self,
                            const NatterHighlightRun *run,
                            PangoAttrList            *attributes,
                            guint                     start,
                            guint                     end)
{
  const NatterHighlightStyle *style =
    &g_array_index (self->styles, NatterHighlightStyle, run->style);
  guint32 rgb = adw_style_manager_get_dark (adw_style_manager_get_default ()) ? style->dark
                                                                             : style->light;

  if (rgb != NATTER_HIGHLIGHT_NO_COLOUR)
    add_colour (rgb, attributes, start, end);
  if (style->flags & NATTER_HIGHLIGHT_BOLD)
    add (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD), start, end);
  if (style->flags & NATTER_HIGHLIGHT_ITALIC)
    add (attributes, pango_attr_style_new (PANGO_STYLE_ITALIC), start, end);
  if (style->flags & NATTER_HIGHLIGHT_UNDERLINE)
    add (attributes, pango_attr_underline_new (PANGO_UNDERLINE_SINGLE), start, end);
  if (style->flags & NATTER_HIGHLIGHT_STRIKE)
    add (attributes, pango_attr_strikethrough_new (TRUE), start, end);
}
