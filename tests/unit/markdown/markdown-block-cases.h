/* markdown-block-cases.h: Markdown and what it becomes, for tests.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "markdown-case.h"

static const MarkdownCase markdown_block_cases[] = {
  {
    "nothing",
    TEXT (""),
    "",
  },
  {
    "blank lines",
    TEXT ("\n"
          " \n"
          "\t\n"),
    "",
  },
  {
    "paragraphs",
    TEXT ("one\n"
          "\n"
          "two\n"),
    "P |one|\n"
    "P |two|\n",
  },
  {
    "carriage returns",
    TEXT ("a\r\n"
          "\r\n"
          "b\rc\r\n"),
    "P |a|\n"
    "P |b c|\n",
  },
  {
    "headings",
    TEXT ("# one\n"
          "## two ##\n"
          "###### six\n"
          "####### seven\n"
          "#none\n"
          "#\n"),
    "H1 |one|\n"
    "H2 |two|\n"
    "H6 |six|\n"
    "P |####### seven #none|\n"
    "H1 ||\n",
  },
  {
    "setext headings",
    TEXT ("one\n"
          "===\n"
          "two\n"
          "lines\n"
          "---\n"),
    "H1 |one|\n"
    "H2 |two lines|\n",
  },
  {
    "bold numbered heading",
    TEXT ("### **1. X**\n"),
    "H3 |1. X| strong 0-4\n",
  },
  {
    "rules",
    TEXT ("---\n"
          "***\n"
          "_ _ _\n"),
    "R ||\n"
    "R ||\n"
    "R ||\n",
  },
  {
    "rule or heading",
    TEXT ("para\n"
          "-\n"
          "\n"
          "para\n"
          "- x\n"),
    "H2 |para|\n"
    "P |para|\n"
    "P l1 • tight |x|\n",
  },
  {
    "bullets",
    TEXT ("- a\n"
          "- b\n"
          "* c\n"
          "+ d\n"),
    "P l1 • tight |a|\n"
    "P l1 • tight |b|\n"
    "P l1 • tight |c|\n"
    "P l1 • tight |d|\n",
  },
  {
    "numbers",
    TEXT ("7. a\n"
          "8. b\n"
          "1. c\n"
          "\n"
          "3) d\n"
          "4) e\n"),
    "P l1 7. tight |a|\n"
    "P l1 8. tight |b|\n"
    "P l1 9. tight |c|\n"
    "P l1 3) tight |d|\n"
    "P l1 4) tight |e|\n",
  },
  {
    "highest number",
    TEXT ("999999999. a\n"
          "1. b\n"),
    "P l1 999999999. tight |a|\n"
    "P l1 1000000000. tight |b|\n",
  },
  {
    "loose list",
    TEXT ("- a\n"
          "\n"
          "- b\n"),
    "P l1 • loose |a|\n"
    "P l1 • loose |b|\n",
  },
  {
    "paragraphs in an item",
    TEXT ("1. a\n"
          "\n"
          "   b\n"
          "2. c\n"),
    "P l1 1. loose |a|\n"
    "P l1 loose |b|\n"
    "P l1 2. loose |c|\n",
  },
  {
    "nested lists",
    TEXT ("- a\n"
          "  - b\n"
          "    1. c\n"
          "  - d\n"
          "- e\n"),
    "P l1 • tight |a|\n"
    "P l2 • tight |b|\n"
    "P l3 1. tight |c|\n"
    "P l2 • tight |d|\n"
    "P l1 • tight |e|\n",
  },
  {
    "loose inside of tight",
    TEXT ("- a\n"
          "  - b\n"
          "\n"
          "  - c\n"
          "- d\n"),
    "P l1 • tight |a|\n"
    "P l2 • loose |b|\n"
    "P l2 • loose |c|\n"
    "P l1 • tight |d|\n",
  },
  {
    "tasks",
    TEXT ("- [ ] a\n"
          "- [x] b\n"
          "- [X] c\n"
          "1. [ ] d\n"),
    "P l1 ☐ tight |a|\n"
    "P l1 ☑ tight |b|\n"
    "P l1 ☑ tight |c|\n"
    "P l1 ☐ tight |d|\n",
  },
  {
    "empty items",
    TEXT ("-\n"
          "- a\n"
          "-\n"),
    "P l1 • tight ||\n"
    "P l1 • tight |a|\n"
    "P l1 • tight ||\n",
  },
  {
    "lists at once",
    TEXT ("- - a\n"
          "- 1. b\n"
          "\n"
          "text\n"
          "\n"
          "1. - c\n"
          "2) 3. d\n"),
    "P l1 • tight ||\n"
    "P l2 • tight |a|\n"
    "P l1 • tight ||\n"
    "P l2 1. tight |b|\n"
    "P |text|\n"
    "P l1 1. tight ||\n"
    "P l2 • tight |c|\n"
    "P l1 2) tight ||\n"
    "P l2 3. tight |d|\n",
  },
  {
    "blocks in an item",
    TEXT ("- # a\n"
          "- ---\n"
          "- ```c\n"
          "  b\n"
          "  ```\n"
          "- > c\n"
          "- | d |\n"
          "  |---|\n"
          "  | e |\n"),
    "H1 l1 • tight |a|\n"
    "R ||\n"
    "C l1 • tight (c) |b|\n"
    "P q1 l1 • tight |c|\n"
    "T l1 • tight < |d↵e|\n",
  },
  {
    "code in a numbered item",
    TEXT ("1. a\n"
          "   ```sh\n"
          "   b\n"
          "     c\n"
          "   ```\n"
          "   d\n"
          "2. e\n"),
    "P l1 1. tight |a|\n"
    "C l1 tight (sh) |b↵  c|\n"
    "P l1 tight |d|\n"
    "P l1 2. tight |e|\n",
  },
  {
    "quotes",
    TEXT ("> a\n"
          "lazy\n"
          "> > b\n"
          ">\n"
          "> c\n"
          "\n"
          "> d\n"),
    "P q1 |a lazy|\n"
    "P q2 |b|\n"
    "P q1 |c|\n"
    "P q1 |d|\n",
  },
  {
    "blocks in a quote",
    TEXT ("> # a\n"
          "> - b\n"
          ">   - c\n"
          "> ```\n"
          "> d\n"
          "> ```\n"),
    "H1 q1 |a|\n"
    "P q1 l1 • tight |b|\n"
    "P q1 l2 • tight |c|\n"
    "C q1 |d|\n",
  },
  {
    "quote in a list in a quote",
    TEXT ("> - > a\n"
          ">   b\n"),
    "P q2 l1 • tight |a b|\n",
  },
  {
    "empty quote",
    TEXT (">\n"),
    "",
  },
  {
    "fences",
    TEXT ("```c\n"
          "int x;\n"
          "\n"
          "  y\n"
          "```\n"
          "~~~ py  more words\n"
          "`\n"
          "~~~\n"),
    "C (c) |int x;↵↵  y|\n"
    "C (py) |`|\n",
  },
  {
    "long fence",
    TEXT ("````\n"
          "```\n"
          "````\n"),
    "C |```|\n",
  },
  {
    "unclosed fence",
    TEXT ("```c\n"
          "a\n"),
    "C (c) |a|\n",
  },
  {
    "empty fences",
    TEXT ("```\n"
          "```\n"
          "\n"
          "```x\n"
          "\n"
          "```\n"),
    "C ||\n"
    "C (x) ||\n",
  },
  {
    "fence in capitals",
    TEXT ("```C++ title=\"x\"\n"
          "```\n"),
    "C (C++) ||\n",
  },
  {
    "entity in a language",
    TEXT ("```&lt;x\n"
          "```\n"),
    "C (<x) ||\n",
  },
  {
    "blanks in code",
    TEXT ("```\n"
          "  \n"
          "\ta\tb\n"
          "\n"
          "```\n"),
    "C |  ↵\ta\tb↵|\n",
  },
  {
    "tabs in nested code",
    TEXT ("- a\n"
          "\n"
          "  ```make\n"
          "  all:\n"
          "  \tcc\n"
          "  ```\n"),
    "P l1 • loose |a|\n"
    "C l1 loose (make) |all:↵\tcc|\n",
  },
  {
    "indented code",
    TEXT ("    a\n"
          "\n"
          "      b\n"
          "\tc\n"
          "\t\td\n"),
    "C |a↵↵  b↵c↵\td|\n",
  },
  {
    "indented fence",
    TEXT ("   ```\n"
          "   a\n"
          " b\n"
          "   ```\n"),
    "C |a↵b|\n",
  },
  {
    "code is not markdown",
    TEXT ("```\n"
          "**a** &amp; <b> [x](y)\n"
          "```\n"),
    "C |**a** &amp; <b> [x](y)|\n",
  },
  {
    "fence after an item",
    TEXT ("- a\n"
          "```\n"
          "b\n"
          "```\n"
          "- c\n"),
    "P l1 • tight |a|\n"
    "C |b|\n"
    "P l1 • tight |c|\n",
  },
  {
    "table",
    TEXT ("| a | b | c |\n"
          "|:--|:-:|--:|\n"
          "| 1 | 2 | 3 |\n"
          "| long one | x | y |\n"),
    "T <=> |a→b→c↵1→2→3↵long one→x→y|\n",
  },
  {
    "table without a body",
    TEXT ("a | b\n"
          "--|--\n"),
    "T << |a→b|\n",
  },
  {
    "table with styles",
    TEXT ("| **a** | [b](https://c.example) |\n"
          "|---|---|\n"
          "| `d\\|e` | ~~f~~ *g* |\n"),
    "T << |a→b↵d|e→f g| strong 0-1 link 2-3 https://c.example code 4-7 strike 8-9 emphasis 10-11\n",
  },
  {
    "wide characters",
    TEXT ("| 漢字 | a |\n"
          "|---|---|\n"
          "| b | é |\n"
          "| e\314\201e | c |\n"),
    "T << |漢字→a↵b→é↵e\314\201e→c|\n",
  },
  {
    "cells missing",
    TEXT ("| a | b |\n"
          "|---|---|\n"
          "| c |\n"
          "| d | e | f |\n"
          "||\n"),
    "T << |a→b↵c→↵d→e↵→|\n",
  },
  {
    "table in a list",
    TEXT ("- | a | b |\n"
          "  |---|---|\n"
          "  | c | d |\n"),
    "T l1 • tight << |a→b↵c→d|\n",
  },
  {
    "table in the middle of a paragraph",
    TEXT ("text\n"
          "a | b\n"
          "--|--\n"),
    "P |text a | b --|--|\n",
  },
  {
    "tabs in cells",
    TEXT ("|a\tb|`c\td`|\n"
          "|-|-|\n"
          "|e&#10;f|g&#9;h|\n"),
    "T << |a b→c d↵e f→g h| code 4-7\n",
  },
  {
    "image alone",
    TEXT ("![a *b*](https://a.example/b.png \"c\")\n"
          "\n"
          "- ![](data:image/png;base64,AA)\n"),
    "I <https://a.example/b.png> |a b|\n"
    "I l1 • tight <data:image/png;base64,AA> ||\n",
  },
  {
    "images in words",
    TEXT ("![a](https://b.c) d\n"
          "\n"
          "![a](https://b.c) ![d](https://e.f)\n"
          "\n"
          "![]()\n"),
    "P |a d| link 0-1 https://b.c\n"
    "P |a d| link 0-1 https://b.c link 2-3 https://e.f\n"
    "P ||\n",
  },
  {
    "image in a heading",
    TEXT ("# ![a](https://b.c)\n"),
    "H1 |a| link 0-1 https://b.c\n",
  },
  {
    "image in a link",
    TEXT ("[![a](https://b.c)](https://d.e)\n"),
    "P |a| link 0-1 https://d.e\n",
  },
  {
    "definition alone",
    TEXT ("[a]: https://a.example\n"),
    "",
  },
  {
    "deep quotes",
    TEXT ("> > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > a\n"),
    "P q32 |a|\n",
  },
};
