/* natter-continuation.c: an answer that goes on. Where the server lets a model go on with words
 * that are put into its mouth (prefill), they are the last turn; else a question asks for the rest.
 * A server that refuses the first way is asked in the second. Owned by a generation; main thread
 * only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-continuation.h"

#include "natter-error.h"
#include "natter-seam.h"
#include "natter-turns.h"

struct _NatterContinuation
{
  GPtrArray  *turns;       /* that end with the answer as far as it is there */
  GPtrArray  *sent;        /* what is sent of them, and behind them */
  NatterSeam *seam;
  gboolean    is_prefill;
  gboolean    is_refused;  /* the first way, by a refusal that was about the request */
};

static GPtrArray *
copy_turns (GPtrArray *turns,
            guint      n)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (copy, g_object_ref (g_ptr_array_index (turns, i)));

  return copy;
}

/* What the answer carries for a dialect belonged to a whole answer and stays behind. */
static void
put_words (NatterContinuation *self)
{
  NatterMessage *answer = g_ptr_array_index (self->turns, self->turns->len - 1);
  NatterMessage *stem = natter_message_new (NATTER_ROLE_ASSISTANT,
                                            natter_seam_get_stem (self->seam));

  natter_message_set_model (stem, natter_message_get_model (answer));
  self->sent = copy_turns (self->turns, self->turns->len - 1);
  g_ptr_array_add (self->sent, stem);
}

static void
put_question (NatterContinuation *self)
{
  g_autofree char *words = natter_seam_dup_last_words (self->seam);

  g_clear_pointer (&self->sent, g_ptr_array_unref);
  self->sent = copy_turns (self->turns, self->turns->len);
  natter_turns_ask_to_go_on (self->sent, words);
}

/**
 * natter_continuation_new:
 * @turns: (element-type NatterMessage): what is above the answer, and what there is of it
 * @can_prefill: whether its server is known to let a model go on with words of its own
 *
 * Returns: (transfer full): how to ask for the rest
 */
NatterContinuation *
natter_continuation_new (GPtrArray *turns,
                         gboolean   can_prefill)
{
  NatterContinuation *self = NULL;

  g_return_val_if_fail (turns != NULL && turns->len > 0, NULL);

  self = g_new0 (NatterContinuation, 1);
  self->turns = g_ptr_array_ref (turns);
  self->seam = natter_seam_new (natter_message_get_text (g_ptr_array_index (turns,
                                                                            turns->len - 1)));
  self->is_prefill = can_prefill && *natter_seam_get_stem (self->seam);
  if (self->is_prefill)
    put_words (self);
  else
    put_question (self);

  return self;
}

void
natter_continuation_free (NatterContinuation *self)
{
  g_ptr_array_unref (self->turns);
  g_ptr_array_unref (self->sent);
  natter_seam_free (self->seam);
  g_free (self);
}

/**
 * natter_continuation_get_turns:
 *
 * Returns: (transfer none) (element-type NatterMessage): what to send
 */
GPtrArray *
natter_continuation_get_turns (NatterContinuation *self)
{
  return self->sent;
}

/**
 * natter_continuation_is_prefill:
 *
 * Returns: whether the last turn is the answer itself, for the model to go on with
 */
gboolean
natter_continuation_is_prefill (NatterContinuation *self)
{
  return self->is_prefill;
}

/**
 * natter_continuation_teach:
 * @self: (nullable): an answer that has gone on, or %NULL for one that does not
 * @provider: whom it was asked of
 * @model: and which model
 *
 * Where the model was not let go on by itself, and answered as soon as it was asked, nothing else
 * was wrong: it is asked at once the next time.
 *
 * Returns: whether @provider has learned something
 */
gboolean
natter_continuation_teach (NatterContinuation *self,
                           NatterProvider     *provider,
                           const char         *model)
{
  char member[] = "prefill";
  const NatterLesson lesson = { .member = member };

  return self && self->is_refused && natter_provider_learn (provider, model, &lesson);
}

/**
 * natter_continuation_give_way:
 * @self: (nullable): how the rest was asked for, or %NULL for an answer that does not go on
 * @error: (nullable): why no answer came; %NULL when one came that says nothing
 *
 * After a refusal that may be of the way in which the rest was asked for, takes the other one. No
 * server names this in a way that the next one does, so any complaint about the request counts;
 * templates of models that can't end with an answer fail with an error of the server's.
 *
 * Returns: whether there is another way; natter_continuation_get_turns() has it then
 */
gboolean
natter_continuation_give_way (NatterContinuation *self,
                              const GError       *error)
{
  guint status = natter_error_get_http_status (error);

  if (!self || !self->is_prefill)
    return FALSE;
  if (error &&
      !(g_error_matches (error, NATTER_ERROR, NATTER_ERROR_BAD_REQUEST) ||
        g_error_matches (error, NATTER_ERROR, NATTER_ERROR_FAILED) ||
        status == 404 || status == 405 || status == 500 || status == 501))
    return FALSE;

  self->is_prefill = FALSE;
  self->is_refused = error && status < 500;
  put_question (self);

  return TRUE;
}

/**
 * natter_continuation_begin:
 * @self: (nullable): how the rest is asked for, or %NULL for an answer that does not go on
 *
 * A request leaves.
 */
void
natter_continuation_begin (NatterContinuation *self)
{
  if (self)
    natter_seam_begin (self->seam, !self->is_prefill);
}

static void
tell (GString         *text,
      NatterDeltaFunc  func,
      gpointer         data)
{
  const NatterDelta delta = { .kind = NATTER_DELTA_TEXT, .text = text->str, .length = text->len };

  if (text->len > 0)
    func (&delta, data);
}

/**
 * natter_continuation_feed:
 * @self: (nullable): how the rest was asked for, or %NULL for an answer of which all is new
 * @delta: what was read of the rest
 * @func: gets what is new of it
 * @data: for @func
 */
void
natter_continuation_feed (NatterContinuation *self,
                          const NatterDelta  *delta,
                          NatterDeltaFunc     func,
                          gpointer            data)
{
  g_autoptr(GString) text = NULL;

  if (!self || delta->kind != NATTER_DELTA_TEXT || natter_seam_is_closed (self->seam))
    {
      func (delta, data);
      return;
    }

  text = g_string_new (NULL);
  natter_seam_feed (self->seam, delta->text, delta->length, text);
  tell (text, func, data);
}

/**
 * natter_continuation_finish:
 * @self: (nullable): how the rest was asked for, or %NULL for an answer that does not go on
 * @func: gets what was held back and is new after all
 * @data: for @func
 *
 * The attempt has ended.
 */
void
natter_continuation_finish (NatterContinuation *self,
                            NatterDeltaFunc     func,
                            gpointer            data)
{
  g_autoptr(GString) text = NULL;

  if (!self)
    return;

  text = g_string_new (NULL);
  natter_seam_finish (self->seam, text);
  tell (text, func, data);
}
