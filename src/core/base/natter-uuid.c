/* natter-uuid.c: UUIDs of version 7, RFC 9562 section 5.7. Any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-uuid.h"

#include <sys/random.h>

#define COUNTER_MAX 0xfff   /* the twelve bits after the version */
#define SEED_MASK   0x7ff   /* leaves room to count up within a millisecond */

static GMutex lock;
static guint64 last_time;   /* milliseconds since 1970 */
static guint last_counter;

static guint64
get_random (void)
{
  guint64 random = 0;

  if (getrandom (&random, sizeof random, 0) != sizeof random)
    random = ((guint64) g_random_int () << 32) | g_random_int ();

  return random;
}

/* A clock that is set back or stands still does not break the order. */
static guint64
take_moment (guint    seed,
             guint   *counter)
{
  guint64 now = (guint64) (g_get_real_time () / 1000);
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&lock);

  if (now > last_time)
    {
      last_time = now;
      last_counter = seed & SEED_MASK;
    }
  else if (last_counter < COUNTER_MAX)
    {
      last_counter++;
    }
  else
    {
      last_time++;
      last_counter = seed & SEED_MASK;
    }

  *counter = last_counter;
  return last_time;
}

/**
 * natter_uuid_new:
 *
 * Returns: (transfer full): a new UUID in its usual form. Within a process each is greater than
 *   the one before, whatever the clock does.
 */
char *
natter_uuid_new (void)
{
  guint64 random = get_random ();
  guint counter = 0;
  guint64 time = take_moment ((guint) get_random (), &counter);

  return g_strdup_printf ("%08x-%04x-7%03x-%04x-%012" G_GINT64_MODIFIER "x",
                          (guint) (time >> 16), (guint) (time & 0xffff), counter,
                          (guint) (0x8000 | ((random >> 48) & 0x3fff)),
                          random & G_GUINT64_CONSTANT (0xffffffffffff));
}
