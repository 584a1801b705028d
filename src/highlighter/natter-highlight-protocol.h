/* natter-highlight-protocol.h: what the window and the process that colours code say to each other,
 * over pipes, in this machine's byte order. A request is its head, the language, the text; an
 * answer is its head, the styles, the runs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define NATTER_HIGHLIGHT_MAX_LANGUAGE 64
#define NATTER_HIGHLIGHT_MAX_TEXT     (256 * 1024)
#define NATTER_HIGHLIGHT_MAX_STYLES   256
#define NATTER_HIGHLIGHT_NO_COLOUR    0xFFFFFFFFu

typedef struct
{
  guint32 language_length;   /* a language id of GtkSourceView */
  guint32 text_length;       /* valid UTF-8 without NUL */
} NatterHighlightRequest;

typedef struct
{
  guint32 n_styles;
  guint32 n_runs;            /* never more than the bytes of the text */
} NatterHighlightAnswer;

typedef enum
{
  NATTER_HIGHLIGHT_BOLD      = 1 << 0,
  NATTER_HIGHLIGHT_ITALIC    = 1 << 1,
  NATTER_HIGHLIGHT_UNDERLINE = 1 << 2,
  NATTER_HIGHLIGHT_STRIKE    = 1 << 3,
} NatterHighlightFlags;

typedef struct
{
  guint32 light;             /* 0xRRGGBB on a light background, or none */
  guint32 dark;              /* … on a dark one */
  guint32 flags;
} NatterHighlightStyle;

typedef struct
{
  guint32 start;             /* bytes of the text; runs are in order and do not overlap */
  guint32 end;
  guint32 style;             /* among those of the answer */
} NatterHighlightRun;

G_END_DECLS
