/* natter-answer-settings.c: how models are asked to answer. Kept as members of "defaults" in
 * providers.json, each absent while it is automatic. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-answer-settings.h"

#include <math.h>
#include <string.h>

#include "natter-json.h"

G_DEFINE_BOXED_TYPE (NatterAnswerSettings, natter_answer_settings, natter_answer_settings_copy,
                     natter_answer_settings_free)

/**
 * natter_answer_settings_new:
 *
 * Returns: (transfer full): settings that are all automatic
 */
NatterAnswerSettings *
natter_answer_settings_new (void)
{
  return g_new0 (NatterAnswerSettings, 1);
}

/**
 * natter_answer_settings_copy:
 * @self: settings
 *
 * Returns: (transfer full): the same settings
 */
NatterAnswerSettings *
natter_answer_settings_copy (const NatterAnswerSettings *self)
{
  NatterAnswerSettings *copy = NULL;

  g_return_val_if_fail (self, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->effort = g_strdup (self->effort);
  copy->stop = g_strdupv (self->stop);

  return copy;
}

/**
 * natter_answer_settings_free:
 * @self: (transfer full): settings
 */
void
natter_answer_settings_free (NatterAnswerSettings *self)
{
  g_return_if_fail (self);

  g_free (self->effort);
  g_strfreev (self->stop);
  g_free (self);
}

static gboolean
is_same_number (gboolean has_one,
                double   one,
                gboolean has_other,
                double   other)
{
  return !has_one == !has_other && (!has_one || G_APPROX_VALUE (one, other, 1e-9));
}

static gboolean
is_same_list (GStrv one,
              GStrv other)
{
  gboolean has_one = one && *one;
  gboolean has_other = other && *other;

  if (!has_one || !has_other)
    return has_one == has_other;

  return g_strv_equal ((const char *const *) one, (const char *const *) other);
}

/**
 * natter_answer_settings_equal:
 * @self: settings
 * @other: settings
 *
 * Returns: whether the same would be asked for
 */
gboolean
natter_answer_settings_equal (const NatterAnswerSettings *self,
                              const NatterAnswerSettings *other)
{
  g_return_val_if_fail (self && other, FALSE);

  return is_same_number (self->has_temperature, self->temperature,
                         other->has_temperature, other->temperature) &&
         is_same_number (self->has_top_p, self->top_p, other->has_top_p, other->top_p) &&
         self->max_tokens == other->max_tokens &&
         g_strcmp0 (self->effort, other->effort) == 0 &&
         self->budget == other->budget &&
         is_same_list (self->stop, other->stop) &&
         !self->has_seed == !other->has_seed &&
         (!self->has_seed || self->seed == other->seed);
}

/**
 * natter_answer_settings_is_automatic:
 * @self: settings
 *
 * Returns: whether nothing of it is set, and all is left to the provider
 */
gboolean
natter_answer_settings_is_automatic (const NatterAnswerSettings *self)
{
  const NatterAnswerSettings automatic = { 0 };

  return natter_answer_settings_equal (self, &automatic);
}

static void
tidy_number (gboolean *is_set,
             double   *number,
             double    highest)
{
  *is_set = *is_set && !isnan (*number);
  *number = *is_set ? CLAMP (*number, 0.0, highest) : 0.0;
}

/* An empty one would end every answer at once, and twice the same counts against the most. */
static GStrv
tidy_stops (GStrv stops)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; stops && stops[i]; i++)
    if (*stops[i] && g_hash_table_size (seen) < NATTER_ANSWER_MAX_STOPS &&
        g_hash_table_add (seen, stops[i]))
      g_strv_builder_add (builder, stops[i]);

  return g_hash_table_size (seen) > 0 ? g_strv_builder_end (builder) : NULL;
}

/**
 * natter_answer_settings_tidy:
 * @self: settings
 *
 * Brings everything into its range: what is beyond it becomes the nearest that is allowed, and
 * what means nothing becomes automatic.
 */
void
natter_answer_settings_tidy (NatterAnswerSettings *self)
{
  GStrv stop = NULL;

  g_return_if_fail (self);

  tidy_number (&self->has_temperature, &self->temperature, NATTER_ANSWER_MAX_TEMPERATURE);
  tidy_number (&self->has_top_p, &self->top_p, 1.0);
  self->max_tokens = MAX (self->max_tokens, 0);
  self->budget = MAX (self->budget, 0);
  if (!self->has_seed)
    self->seed = 0;
  if (self->effort && !*self->effort)
    g_clear_pointer (&self->effort, g_free);

  stop = tidy_stops (self->stop);
  g_strfreev (self->stop);
  self->stop = stop;
}

/**
 * natter_answer_settings_get_efforts:
 *
 * Returns: (transfer none): the efforts of reasoning that can be asked for, from none to high
 */
const char *const *
natter_answer_settings_get_efforts (void)
{
  static const char *const efforts[] = { "none", "minimal", "low", "medium", "high", NULL };

  return efforts;
}

/**
 * natter_answer_settings_apply:
 * @self: settings
 * @request: a request, which may point into @self from then on
 *
 * Asks for all that is set, and leaves the rest to the provider. An effort that this version does
 * not know is not asked for.
 */
void
natter_answer_settings_apply (const NatterAnswerSettings *self,
                              NatterRequest              *request)
{
  g_return_if_fail (self && request);

  request->has_temperature = self->has_temperature;
  request->temperature = self->temperature;
  request->has_top_p = self->has_top_p;
  request->top_p = self->top_p;
  request->max_tokens = self->max_tokens;
  request->effort = self->effort &&
                    g_strv_contains (natter_answer_settings_get_efforts (), self->effort)
                      ? self->effort : NULL;
  request->budget = self->budget;
  request->stop = (const char *const *) self->stop;
  request->has_seed = self->has_seed;
  request->seed = self->seed;
}

static gboolean
is_absent (JsonObject *object,
           const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return !node || JSON_NODE_HOLDS_NULL (node);
}

/* These say whether the member has the shape that it should have, or is not there. */
static gboolean
read_double (JsonObject *object,
             const char *name,
             gboolean   *is_set,
             double     *value)
{
  *is_set = natter_json_get_double (object, name, value);

  return *is_set || is_absent (object, name);
}

static gboolean
read_int (JsonObject *object,
          const char *name,
          gboolean   *is_set,
          gint64     *value)
{
  double number = 0;
  gint64 whole = natter_json_get_int (object, name, G_MININT64);

  *is_set = whole != G_MININT64;
  *value = *is_set ? whole : 0;

  return natter_json_get_double (object, name, &number) || is_absent (object, name);
}

static gboolean
read_stop (JsonObject *object,
           GStrv      *stop)
{
  JsonArray *array = natter_json_get_array (object, "stop");
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; array && i < json_array_get_length (array); i++)
    {
      const char *text = natter_json_as_string (json_array_get_element (array, i));

      if (!text)
        return FALSE;
      g_strv_builder_add (builder, text);
    }

  *stop = g_strv_builder_end (builder);

  return array || is_absent (object, "stop");
}

/**
 * natter_answer_settings_read:
 * @self: settings that are all automatic
 * @object: (type JsonObject): "defaults" of providers.json
 *
 * Reads the members "temperature" (0 to 2), "top-p" (0 to 1), "max-tokens", "effort" (a word),
 * "reasoning-budget" (tokens), "stop" (array of strings) and "seed" (a whole number). One that is
 * absent or null is automatic; so is a number that means nothing. A word for the effort that only
 * another version knows is kept and not asked for.
 *
 * Returns: whether they all have the shape that some version writes; those that have are read
 */
gboolean
natter_answer_settings_read (NatterAnswerSettings *self,
                             JsonObject           *object)
{
  gboolean good = TRUE;
  gboolean is_set = FALSE;

  g_return_val_if_fail (self && object, FALSE);

  good = read_double (object, "temperature", &self->has_temperature, &self->temperature) && good;
  good = read_double (object, "top-p", &self->has_top_p, &self->top_p) && good;
  good = read_int (object, "max-tokens", &is_set, &self->max_tokens) && good;
  good = read_int (object, "reasoning-budget", &is_set, &self->budget) && good;
  good = read_int (object, "seed", &self->has_seed, &self->seed) && good;
  good = read_stop (object, &self->stop) && good;
  g_set_str (&self->effort, natter_json_get_string (object, "effort"));
  good = (self->effort || is_absent (object, "effort")) && good;
  natter_answer_settings_tidy (self);

  return good;
}

static void
write_member (JsonObject *object,
              const char *name,
              JsonNode   *node)
{
  if (node)
    json_object_set_member (object, name, node);
  else if (json_object_has_member (object, name))
    json_object_remove_member (object, name);
}

static JsonNode *
double_node (gboolean is_set,
             double   value)
{
  return is_set ? json_node_init_double (json_node_alloc (), value) : NULL;
}

static JsonNode *
int_node (gboolean is_set,
          gint64   value)
{
  return is_set ? json_node_init_int (json_node_alloc (), value) : NULL;
}

static JsonNode *
stop_node (GStrv stop)
{
  JsonArray *array = NULL;
  JsonNode *node = NULL;

  if (!stop || !*stop)
    return NULL;

  array = json_array_new ();
  for (guint i = 0; stop[i]; i++)
    json_array_add_string_element (array, stop[i]);
  node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, array);

  return node;
}

/**
 * natter_answer_settings_write:
 * @self: settings
 * @object: (type JsonObject): "defaults" of providers.json
 *
 * Sets the members that natter_answer_settings_read() reads, and takes out those that are
 * automatic. Others stay as they are.
 */
void
natter_answer_settings_write (const NatterAnswerSettings *self,
                              JsonObject                 *object)
{
  g_return_if_fail (self && object);

  write_member (object, "temperature", double_node (self->has_temperature, self->temperature));
  write_member (object, "top-p", double_node (self->has_top_p, self->top_p));
  write_member (object, "max-tokens", int_node (self->max_tokens > 0, self->max_tokens));
  write_member (object, "reasoning-budget", int_node (self->budget > 0, self->budget));
  write_member (object, "seed", int_node (self->has_seed, self->seed));
  write_member (object, "stop", stop_node (self->stop));
  write_member (object, "effort", self->effort
                ? json_node_init_string (json_node_alloc (), self->effort) : NULL);
}

/**
 * natter_answer_settings_escape_stop:
 * @stop: a stop sequence
 *
 * Returns: (transfer full): the same in one line, for a person to read and change
 */
char *
natter_answer_settings_escape_stop (const char *stop)
{
  g_autoptr(GString) text = g_string_new (NULL);

  g_return_val_if_fail (stop, NULL);

  for (; *stop; stop++)
    {
      if (*stop == '\n')
        g_string_append (text, "\\n");
      else if (*stop == '\r')
        g_string_append (text, "\\r");
      else if (*stop == '\t')
        g_string_append (text, "\\t");
      else if (*stop == '\\')
        g_string_append (text, "\\\\");
      else
        g_string_append_c (text, *stop);
    }

  return g_string_free_and_steal (g_steal_pointer (&text));
}

/**
 * natter_answer_settings_unescape_stop:
 * @text: what a person wrote
 *
 * Reads `\n`, `\r`, `\t` and `\\`. A backslash before anything else stands for itself, as few who
 * write one know that it means more.
 *
 * Returns: (transfer full): the stop sequence
 */
char *
natter_answer_settings_unescape_stop (const char *text)
{
  g_autoptr(GString) stop = g_string_new (NULL);

  g_return_val_if_fail (text, NULL);

  for (; *text; text++)
    {
      static const char letters[] = "nrt\\";
      static const char meanings[] = "\n\r\t\\";
      const char *letter = *text == '\\' && text[1] ? strchr (letters, text[1]) : NULL;

      if (letter)
        text++;
      g_string_append_c (stop, letter ? meanings[letter - letters] : *text);
    }

  return g_string_free_and_steal (g_steal_pointer (&stop));
}
