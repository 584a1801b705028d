/* natter-hand-over.h: what the thread sanitizer can't see for itself. Nothing in any other build.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* GLib is not built for the thread sanitizer: it is told by hand that what one thread wrote before
 * it handed a pointer over, another may read after it took it. */
#if defined (__has_feature)
#if __has_feature (thread_sanitizer)
#define NATTER_THREAD_SANITIZER 1
#endif
#elif defined (__SANITIZE_THREAD__)
#define NATTER_THREAD_SANITIZER 1
#endif

#ifdef NATTER_THREAD_SANITIZER
void __tsan_acquire (void *address);
void __tsan_release (void *address);
#define NATTER_HAND_OVER(pointer) __tsan_release (pointer)
#define NATTER_TAKE_OVER(pointer) __tsan_acquire (pointer)
#else
#define NATTER_HAND_OVER(pointer) ((void) (pointer))
#define NATTER_TAKE_OVER(pointer) ((void) (pointer))
#endif

G_END_DECLS
