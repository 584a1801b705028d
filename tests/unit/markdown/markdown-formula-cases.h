/* markdown-formula-cases.h: formulas in Markdown, and dollars that are none, for tests.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "markdown-case.h"

static const MarkdownCase markdown_formula_cases[] = {
  {
    "two prices",
    TEXT ("It costs $5 and $10."),
    "P |It costs $5 and $10.|\n",
  },
  {
    "dollars of countries",
    TEXT ("US$5 and US$6, A$3"),
    "P |US$5 and US$6, A$3|\n",
  },
  {
    "variables of a shell",
    TEXT ("$HOME and $PATH, $HOME/$PATH, ${HOME}"),
    "P |$HOME and $PATH, $HOME/$PATH, ${HOME}|\n",
  },
  {
    "prices and a slash",
    TEXT ("$5/$6 and (~$5) and (~$6)"),
    "P |$5/$6 and (~$5) and (~$6)|\n",
  },
  {
    "dollar behind the number",
    TEXT ("I paid $5 and you 10$."),
    "P |I paid $5 and you 10$.|\n",
  },
  {
    "two numbers",
    TEXT ("$5, 6$"),
    "P |$5, 6$|\n",
  },
  {
    "price and price",
    TEXT ("$100 vs. $200$"),
    "P |$100 vs. $200$|\n",
  },
  {
    "many in a line",
    TEXT ("Let $x$ be $5$, and $y=2$; the $n$th, \\$5, $ a $, 质量$m$和"),
    "P |Let x be 5, and y = 2; the nth, $5, $ a $, 质量m和| math 4-5 $x$ variable 4-5 math 9-10"
    " $5$ math 16-21 $y=2$ variable 16-17 math 27-28 $n$ variable 27-28 math 49-50 $m$"
    " variable 49-50\n",
  },
  {
    "display",
    TEXT ("$$E=mc^2$$"),
    "M |E = mc²| math 0-8 $$E=mc^2$$ variable 0-1 variable 4-6\n",
  },
  {
    "display over lines",
    TEXT ("The formula\n"
          "$$\n"
          "a\n"
          "= b\n"
          "+ c\n"
          "- d\n"
          "$$\n"
          "shows it."),
    "P |The formula|\n"
    "M |a = b + c − d| math 0-15 $$\n"
    "a\n"
    "= b\n"
    "+ c\n"
    "- d\n"
    "$$ variable 0-1 variable 4-5 variable 8-9 variable 14-15\n"
    "P |shows it.|\n",
  },
  {
    "display in a paragraph",
    TEXT ("Inline $$x^2$$, then more."),
    "P |Inline|\n"
    "M |x²,| math 0-3 $$x^2$$ variable 0-1\n"
    "P |then more.|\n",
  },
  {
    "brackets with backslashes",
    TEXT ("So \\(a_b\\) and \\(c_d\\), \\[ x^2 + y^2 \\]."),
    "P |So ab and cd,| math 3-5 \\(a_b\\) variable 3-5 sub 4-5 math 10-12 \\(c_d\\) variable"
    " 10-12 sub 11-12\n"
    "M |x² + y².| math 0-9 \\[ x^2 + y^2 \\] variable 0-1 variable 6-7\n",
  },
  {
    "in code",
    TEXT ("`$x$` and `\\(y\\)` and ``` $z$ ```\n"
          "\n"
          "```\n"
          "$a$ \\(b\\)\n"
          "$$\n"
          "c\n"
          "$$\n"
          "```\n"
          "\n"
          "    $d$"),
    "P |$x$ and \\(y\\) and $z$| code 0-3 code 8-13 code 18-21\n"
    "C |$a$ \\(b\\)↵$$↵c↵$$|\n"
    "C |$d$|\n",
  },
  {
    "in items",
    TEXT ("1. Item:\n"
          "   \\[\n"
          "   x = 1\n"
          "   \\]\n"
          "   more\n"
          "2. $$y = 2$$"),
    "P l1 1. tight |Item:|\n"
    "M l1 tight |x = 1| math 0-5 \\[\n"
    "x = 1\n"
    "\\] variable 0-1\n"
    "P l1 tight |more|\n"
    "M l1 2. tight |y = 2| math 0-5 $$y = 2$$ variable 0-1\n",
  },
  {
    "in a quote",
    TEXT ("> Quote $x$\n"
          "> $$\n"
          "> a\n"
          "> + b\n"
          "> $$\n"
          "> end"),
    "P q1 |Quote x| math 6-7 $x$ variable 6-7\n"
    "M q1 |a + b| math 0-5 $$\n"
    "a\n"
    "+ b\n"
    "$$ variable 0-1 variable 4-5\n"
    "P q1 |end|\n",
  },
  {
    "in a table",
    TEXT ("| a | b |\n"
          "|---|---|\n"
          "| $x^2$ | $|y|$ |\n"
          "| $5 | $6 |"),
    "T << |a→b↵x²→\342\201\246""|y|\342\201\251""↵$5→$6| math 4-7 $x^2$ variable 4-5 math"
    " 8-17 $|y|$ variable 12-13\n",
  },
  {
    "in a heading and in styles",
    TEXT ("# Heading $x^2$ and $$y$$\n"
          "\n"
          "**bold $a*b$** *$c$* ~~$d$~~ [link $e$](http://a.b/$x$)"),
    "H1 |Heading x² and y| math 8-11 $x^2$ variable 8-9 math 16-17 $$y$$ variable 16-17\n"
    "P |bold a ∗ b c d link e| strong 0-12 math 5-12 $a*b$ variable 5-6 variable 11-12"
    " emphasis 13-14 math 13-14 $c$ variable 13-14 strike 15-16 math 15-16 $d$ variable 15-16"
    " link 17-23 http://a.b/$x$ math 22-23 $e$ variable 22-23\n",
  },
  {
    "never closed",
    TEXT ("$a $b $c"),
    "P |$a $b $c|\n",
  },
  {
    "displays never closed",
    TEXT ("$$ never closed\n"
          "\n"
          "next $$"),
    "P |$$ never closed|\n"
    "P |next $$|\n",
  },
  {
    "escaped brackets",
    TEXT ("\\[1\\] and \\[citation\\] and \\[x\\](http://a.b)"),
    "P |[1] and [citation] and [x](http://a.b)| link 27-37 http://a.b\n",
  },
  {
    "escaped backslashes",
    TEXT ("\\\\(x\\\\) and \\\\[y\\\\]"),
    "P |\\(x\\) and \\[y\\]|\n",
  },
  {
    "matrix",
    TEXT ("$\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}$"),
    "P |\342\201\246""\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}\342\201\251""| tex"
    " 0-50 $\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}$\n",
  },
  {
    "signs of dearness",
    TEXT ("cheap ($$) or dear ($$$), ($$) again"),
    "P |cheap ($$) or dear ($$$), ($$) again|\n",
  },
  {
    "among arabic",
    TEXT ("مرحبا $x + 1 = 2$ عالم"),
    "P |مرحبا \342\201\246""x + 1 = 2\342\201\251"" عالم| math 11-26 $x + 1 = 2$ variable"
    " 14-15\n",
  },
  {
    "digits first",
    TEXT ("$2 + 3 = 5$"),
    "P |\342\201\246""2 + 3 = 5\342\201\251""| math 0-15 $2 + 3 = 5$\n",
  },
  {
    "display with a blank line",
    TEXT ("$$\n"
          "a\n"
          "\n"
          "b\n"
          "$$"),
    "P |$$ a|\n"
    "P |b $$|\n",
  },
  {
    "over the end of a heading",
    TEXT ("# a $x\n"
          "y$ b"),
    "H1 |a $x|\n"
    "P |y$ b|\n",
  },
  {
    "in a picture's description",
    TEXT ("![alt $x^2$](http://a.b/c.png)"),
    "I <http://a.b/c.png> |alt x²|\n",
  },
  {
    "over a delimiter row",
    TEXT ("a | b $x\n"
          "--|--\n"
          "1$ | 2"),
    "T << |a→b $x↵1$→2|\n",
  },
  {
    "in a task",
    TEXT ("- $x$\n"
          "- [ ] $y$ and $$z$$"),
    "P l1 • tight |x| math 0-1 $x$ variable 0-1\n"
    "P l1 ☐ tight |y and| math 0-1 $y$ variable 0-1\n"
    "M l1 tight |z| math 0-1 $$z$$ variable 0-1\n",
  },
  {
    "two displays",
    TEXT ("$$x$$\n"
          "$$y$$"),
    "M |x| math 0-1 $$x$$ variable 0-1\n"
    "M |y| math 0-1 $$y$$ variable 0-1\n",
  },
  {
    "items and a plus",
    TEXT ("$$ a\n"
          "- b$$\n"
          "\n"
          "$$ a\n"
          "+ b$$"),
    "P |$$ a|\n"
    "P l1 • tight |b$$|\n"
    "M |a + b| math 0-5 $$ a\n"
    "+ b$$ variable 0-1 variable 4-5\n",
  },
  {
    "over lines",
    TEXT ("a $x$\n"
          "b $y\n"
          "z$ c"),
    "P |a x b yz c| math 2-3 $x$ variable 2-3 math 6-8 $y\n"
    "z$ variable 6-8\n",
  },
  {
    "escapes in formulas",
    TEXT ("$a\\$b$ $a\\\\$ \\$5$ $\\{x\\}$"),
    "P |a$b a\\\\ $5$ \342\201\246""{x}\342\201\251""| math 0-3 $a\\$b$ variable 0-1 variable"
    " 2-3 tex 4-7 $a\\\\$ math 12-21 $\\{x\\}$ variable 16-17\n",
  },
  {
    "backtick in a formula",
    TEXT ("$a`b$ `c$"),
    "P |$ab$ c$| code 2-5\n",
  },
  {
    "brackets in brackets",
    TEXT ("\\(a \\(b\\) c\\)"),
    "P |(a b c)| math 3-4 \\(b\\) variable 3-4\n",
  },
  {
    "more dollars",
    TEXT ("$$$x$$$ $$$$"),
    "P |$$$x$$$ $$$$|\n",
  },
  {
    "signs like items",
    TEXT ("$$\n"
          "- x\n"
          "- y\n"
          "$$"),
    "M |−x − y| math 0-10 $$\n"
    "- x\n"
    "- y\n"
    "$$ variable 3-4 variable 9-10\n",
  },
  {
    "dollars in items",
    TEXT ("- $$ cheap\n"
          "- $$ dear"),
    "P l1 • tight |$$ cheap|\n"
    "P l1 • tight |$$ dear|\n",
  },
  {
    "setext heading",
    TEXT ("text $$x\n"
          "=\n"
          "y$$\n"
          "==="),
    "H1 |text x = y| math 5-10 $$x\n"
    "=\n"
    "y$$ variable 5-6 variable 9-10\n",
  },
  {
    "in links",
    TEXT ("$x$ [$y$][r] <http://a.b/$z$>\n"
          "\n"
          "[r]: http://c.d/$e$"),
    "P |x y http://a.b/$z$| math 0-1 $x$ variable 0-1 link 2-3 http://c.d/$e$ math 2-3 $y$"
    " variable 2-3 link 4-18 http://a.b/$z$\n",
  },
  {
    "display in bold",
    TEXT ("**$$a$$** and $$b$$!"),
    "P |a and| strong 0-1 math 0-1 $$a$$ variable 0-1\n"
    "M |b!| math 0-1 $$b$$ variable 0-1\n",
  },
  {
    "displays between styles",
    TEXT ("`a` $$x$$ `b` **c** $$y$$\n"
          "\n"
          "$$z$$ d"),
    "P |a| code 0-1\n"
    "M |x| math 0-1 $$x$$ variable 0-1\n"
    "P |b c| code 0-1 strong 2-3\n"
    "M |y| math 0-1 $$y$$ variable 0-1\n"
    "M |z| math 0-1 $$z$$ variable 0-1\n"
    "P |d|\n",
  },
  {
    "dollars behind numbers",
    TEXT ("5$ 6$ $7 8$"),
    "P |5$ 6$ $7 8$|\n",
  },
  {
    "directly before words",
    TEXT ("$x$-axis, $k$s, $n$-th, ($a$)"),
    "P |x-axis, ks, n-th, (a)| math 0-1 $x$ variable 0-1 math 8-9 $k$ variable 8-9 math 12-13"
    " $n$ variable 12-13 math 19-20 $a$ variable 19-20\n",
  },
  {
    "words in brackets",
    TEXT ("\\(see below\\) \\(x\\) \\(ABC\\)"),
    "P |(see below) x ABC| math 12-13 \\(x\\) variable 12-13 math 14-17 \\(ABC\\) variable"
    " 14-17\n",
  },
  {
    "aligned lines",
    TEXT ("$$\\begin{aligned}\n"
          "x &= 1 \\\\\n"
          "  &= 2\n"
          "\\end{aligned}$$"),
    "M |x = 1↵= 2| math 0-9 $$\\begin{aligned}\n"
    "x &= 1 \\\\\n"
    "&= 2\n"
    "\\end{aligned}$$ variable 0-1\n",
  },
  {
    "not readable",
    TEXT ("$$\\int_0^1 \\unknown x$$\n"
          "\n"
          "$\\unknown$"),
    "M |\\int_0^1 \\unknown x| tex 0-19 $$\\int_0^1 \\unknown x$$\n"
    "P |\342\201\246""\\unknown\342\201\251""| tex 0-14 $\\unknown$\n",
  },
  {
    "hard breaks",
    TEXT ("a\\\n"
          "$x$\\\n"
          "$$y$$\\\n"
          "b"),
    "P |a↵x| math 2-3 $x$ variable 2-3\n"
    "M |y| math 0-1 $$y$$ variable 0-1\n"
    "P |b|\n",
  },
  {
    "in a table without bars",
    TEXT ("$x$|$y$\n"
          "---|---\n"
          "$$z$$|$a\\\\b$"),
    "T << |x→y↵z→a\\\\b| math 0-1 $x$ variable 0-1 math 2-3 $y$ variable 2-3 math 4-5 $$z$$"
    " variable 4-5 tex 6-10 $a\\\\b$\n",
  },
  {
    "hidden characters",
    TEXT ("$\342\200\256""x$ $a^2\342\200\256""b$"),
    "P |\342\201\246""U+202Ex\342\201\251"" a²U+202Eb| math 0-13 $\342\200\256""x$ hidden 3-9"
    " \342\200\256"" variable 9-10 math 14-24 $a^2\342\200\256""b$ variable 14-15 hidden"
    " 17-23 \342\200\256"" variable 23-24\n",
  },
};
