/* natter-test-text-demo.c: the guided tour, and one of every construct of Markdown. Pure; any
 * thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-test-scene.h"

#define QUOTED_WORDS 8

static const char tour[] =
  "I am not a language model: this answer is read from a script by a small server on **this "
  "computer**. "
  "I cannot think about what you wrote, but I can show you what Natter does with an answer.\n"
  "\n"
  "## While the answer comes\n"
  "\n"
  "You are watching it *stream*: each word appears as soon as it arrives. Scroll up and the "
  "page stays "
  "where you are reading; scroll to the end and it follows again. You may write your next "
  "message in "
  "the meantime.\n"
  "\n"
  "- **Stop** ends the answer at once and keeps what you have. Press it, or the Escape key.\n"
  "- **Retry** asks again. The new answer stands *beside* the old one, never in its place, and "
  "you can "
  "step between the two.\n"
  "\n"
  "## What it looks like\n"
  "\n"
  "Answers are Markdown. You have seen a heading and a list; this is a quotation:\n"
  "\n"
  "> A conversation with a machine is still your writing. It should be as easy to read, to "
  "copy and to "
  "keep as a letter.\n"
  "\n"
  "And this is code, with a button to copy it:\n"
  "\n"
  "```c\n"
  "#include <stdio.h>\n"
  "\n"
  "int\n"
  "main (void)\n"
  "{\n"
  "  puts (\"Hello from a scripted server.\");\n"
  "  return 0;\n"
  "}\n"
  "```\n"
  "\n"
  "## Connecting a real model\n"
  "\n"
  "1. Open *Preferences* and add a provider: a server on this computer, such as Ollama or "
  "llama.cpp, or "
  "an account on the web.\n"
  "2. If it needs a key, enter it once. Keys go to your **keyring**, not into a settings file, "
  "an export "
  "or a log.\n"
  "3. Pick a model at the top of the window.\n"
  "\n"
  "When something goes wrong, the reason and what you can do stand below the message: try a "
  "key that is "
  "wrong, or a network that is away, and see.\n"
  "\n"
  "## Keeping what you have\n"
  "\n"
  "*Export…* in the menu of a conversation saves it as plain text, Markdown or JSON. You can "
  "also copy a "
  "single message, or select part of one.\n"
  "\n"
  "Some shortcuts to remember:\n"
  "\n"
  "| Keys | What they do |\n"
  "|---|---|\n"
  "| `Ctrl+N` | start a new chat |\n"
  "| `Enter` | send the message |\n"
  "| `Shift+Enter` | begin a new line |\n"
  "| `Escape` | stop the answer |\n"
  "| `Ctrl+?` | show all shortcuts |\n"
  "\n"
  "That is the tour. Pick another of this server’s models to see more: `markdown` shows every "
  "construct, "
  "`thinker` reasons first, and `drop-2000` loses its connection in mid-sentence.";

/* The first words of what was asked, on one line and harmless as Markdown. */
static char *
dup_first_words (const char *prompt)
{
  g_auto(GStrv) words = g_strsplit_set (prompt, " \t\r\n", -1);
  GString *quoted = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; words[i]; i++)
    {
      if (*words[i] == '\0')
        continue;
      if (n == QUOTED_WORDS)
        {
          g_string_append (quoted, "…");
          break;
        }

      if (n > 0)
        g_string_append_c (quoted, ' ');
      g_string_append (quoted, words[i]);
      n++;
    }

  for (gsize i = 0; i < quoted->len; i++)
    {
      if (strchr ("*_`[]<>#|\\~$", quoted->str[i]))
        quoted->str[i] = ' ';
    }

  return g_string_free_and_steal (quoted);
}

char *
natter_test_text_new_demo (const char *prompt)
{
  g_autofree char *words = dup_first_words (prompt);
  g_autofree char *opening = NULL;

  if (*words)
    opening = g_strdup_printf ("You wrote “%s” — thank you. ", words);

  return g_strconcat (opening ? opening : "", tour, NULL);
}

char *
natter_test_text_new_markdown (void)
{
  return g_strdup (
    "# Heading one\n\n## Heading two\n\n### Heading three\n\n#### Heading four\n\n##### Heading "
    "five\n\n"
    "###### Heading six\n\nUnderlined heading\n==================\n\n"
    "A paragraph with *emphasis*, **strong**, ***both***, `code`, ~~strike~~, a\n"
    "soft break, a hard break\\\nand an escaped \\*star\\*.\n\n"
    "[A link](https://example.org/a \"title\"), <https://example.org/auto>, "
    "https://example.org/bare, "
    "[a reference][ref], [a dangerous one](javascript:alert(1)) and "
    "![an image](https://example.org/image.png).\n\n"
    "[ref]: https://example.org/reference\n\n"
    "- one\n- two\n  - two, nested\n    - deeper\n- three\n\n"
    "1. first\n2. second\n   1. nested\n3. third\n\n"
    "- [ ] to do\n- [x] done\n\n"
    "- loose\n\n  with a second paragraph\n\n- list\n\n"
    "> A quotation\n>\n> > nested, with\n> > - a list\n\n"
    "```python\ndef greet(name):\n    return f\"Hello, {name}!\"\n```\n\n"
    "~~~\na fence of tildes\n~~~\n\n"
    "    indented code\n\n"
    "| Left | Centre | Right |\n|:---|:---:|---:|\n| a | b | 1 |\n| `code` | **bold** | 22 |\n\n"
    "---\n\n"
    "Inline math $E = mc^2$ and display math:\n\n$$\\int_0^1 x^2 \\, dx = \\frac{1}{3}$$\n\n"
    "Line<br>break, <b>raw HTML</b>, &amp; &copy; entities.\n\n"
    "<details><summary>An HTML block</summary>Its text.</details>\n\n"
    "A long word: Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen. "
    "Right to left: שלום עולם, مرحبا بالعالم. Emoji: 🚀 👩‍👩‍👧‍👦 🇨🇭.\n");
}
