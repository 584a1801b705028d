/* markdown-span-cases.h: Markdown and what it becomes, for tests.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "markdown-case.h"

static const MarkdownCase markdown_span_cases[] = {
  {
    "soft and hard breaks",
    TEXT ("a\n"
          "b  \n"
          "c\\\n"
          "d"),
    "P |a b↵c↵d|\n",
  },
  {
    "trailing blanks",
    TEXT ("  a  "),
    "P |a|\n",
  },
  {
    "emphasis",
    TEXT ("*a* **b** ***c*** _d_ __e__ a*b*c snake_case_name\n"),
    "P |a b c d e abc snake_case_name| emphasis 0-1 strong 2-3 emphasis 4-5 strong 4-5 emphasis"
    " 6-7 strong 8-9 emphasis 11-12\n",
  },
  {
    "nested emphasis",
    TEXT ("**a *b* c**"),
    "P |a b c| strong 0-5 emphasis 2-3\n",
  },
  {
    "unclosed",
    TEXT ("**bold un `code un [link](http://"),
    "P |**bold un `code un [link](http://|\n",
  },
  {
    "code span",
    TEXT ("`a` `` b`c `` ` d `"),
    "P |a b`c d| code 0-1 code 2-5 code 6-7\n",
  },
  {
    "code span over lines",
    TEXT ("`a\n"
          "b`"),
    "P |a b| code 0-3\n",
  },
  {
    "strike",
    TEXT ("~~a~~ b"),
    "P |a b| strike 0-1\n",
  },
  {
    "one tilde",
    TEXT ("costs (~$5) and (~$6), ~x~"),
    "P |costs (~$5) and (~$6), ~x~|\n",
  },
  {
    "tildes and others",
    TEXT ("~**a**~ **~b~** ~~*c*~~ ~`d`~ ~~`e`~~"),
    "P |~a~ ~b~ c ~d~ e| strong 1-2 strong 4-7 strike 8-9 emphasis 8-9 code 11-12 strike 14-15 "
    "code 14-15\n",
  },
  {
    "tildes and links",
    TEXT ("~[a](http://b.c)~ ~~<http://d.e>~~ ~~![f](http://g.h)~~"),
    "P |~a~ http://d.e f| link 1-2 http://b.c strike 4-14 link 4-14 http://d.e strike 15-16 lin"
    "k 15-16 http://g.h\n",
  },
  {
    "escaped behind tildes",
    TEXT ("~~\\*a~~ ~\\*b~"),
    "P |*a ~*b~| strike 0-2\n",
  },
  {
    "escapes",
    TEXT ("\\*a\\* \\# \\\\ \\q"),
    "P |*a* # \\ \\q|\n",
  },
  {
    "entities",
    TEXT ("&amp;&lt;&copy;&nbsp;&#65;&#x42;&#X43;&hellip;"),
    "P |&<©\302\240ABC…|\n",
  },
  {
    "unknown entities",
    TEXT ("&bogus; &amp &#; &#x; & &;"),
    "P |&bogus; &amp &#; &#x; & &;|\n",
  },
  {
    "numbers that are no characters",
    TEXT ("&#0; &#xD800; &#x110000; &#99999999;"),
    "P |� � � &#99999999;|\n",
  },
  {
    "nul",
    TEXT ("a\000b"),
    "P |a�b|\n",
  },
  {
    "html is text",
    TEXT ("<b>x</b> <script>alert(1)</script>\n"
          "\n"
          "<div>\n"
          "*y*\n"
          "</div>\n"),
    "P |<b>x</b> <script>alert(1)</script>|\n"
    "P |<div> y </div>| emphasis 6-7\n",
  },
  {
    "links",
    TEXT ("[a](https://a.example) [b](<https://b.example> \"title\") <https://c.example> [d](ma"
          "ilto:d@e.f)"),
    "P |a b https://c.example d| link 0-1 https://a.example link 2-3 https://b.example link 4-2"
    "1 https://c.example link 22-23 mailto:d@e.f\n",
  },
  {
    "bare links",
    TEXT ("see https://a.example/b?c=d, www.e.example and f@g.example."),
    "P |see https://a.example/b?c=d, www.e.example and f@g.example.| link 4-27 https://a.exampl"
    "e/b?c=d link 29-42 http://www.e.example link 47-58 mailto:f@g.example\n",
  },
  {
    "reference links",
    TEXT ("[a][1] [b] [c][]\n"
          "\n"
          "[1]: https://a.example\n"
          "[b]: https://b.example 'title'\n"
          "[c]: https://c.example\n"),
    "P |a b c| link 0-1 https://a.example link 2-3 https://b.example link 4-5 https://c.example"
    "\n",
  },
  {
    "reference without a definition",
    TEXT ("[x][1]"),
    "P |[x][1]|\n",
  },
  {
    "links that are none",
    TEXT ("[a](javascript:alert(1)) [b](file:///etc/passwd) [c](data:text/html,x) [d](/rel) [e]"
          "()"),
    "P |a b c d e|\n",
  },
  {
    "evil references",
    TEXT ("[a][1] [b][2]\n"
          "\n"
          "[1]: javascript:alert(1)\n"
          "[2]: smb://host/share\n"),
    "P |a b|\n",
  },
  {
    "evil entities in a target",
    TEXT ("[a](java&#115;cript:x) [b](https&#58;//b.example) [c](https://c.example/&#x202E;x) ["
          "d](https://d.example/&#10;)"),
    "P |a b c d| link 2-3 https://b.example\n",
  },
  {
    "evil autolink",
    TEXT ("<javascript:alert(1)> <file:///etc/passwd>"),
    "P |javascript:alert(1) file:///etc/passwd|\n",
  },
  {
    "styles in a link",
    TEXT ("[**a** `b`](https://a.example)"),
    "P |a b| link 0-3 https://a.example strong 0-1 code 2-3\n",
  },
  {
    "pictures",
    TEXT ("![alt *text*](https://a.example/b.png) ![c](data:image/png;base64,AA) ![](https://d."
          "example) ![](x)"),
    "P |alt text c https://d.example | link 0-8 https://a.example/b.png link 11-28 https://d.ex"
    "ample\n",
  },
  {
    "picture in a link",
    TEXT ("[![alt](https://a.example/b.png)](https://c.example) [![](https://d.example)](https:"
          "//e.example)"),
    "P |alt https://e.example| link 0-3 https://c.example link 4-21 https://e.example\n",
  },
  {
    "picture in a picture",
    TEXT ("![a ![b](http://b.c) ~d~](https://e.example)"),
    "I <https://e.example> |a b ~d~|\n",
  },
  {
    "text in many scripts",
    TEXT ("漢字かな *é* العربية 😀 **ß**"),
    "P |漢字かな é العربية 😀 ß| emphasis 13-15 strong 36-38\n",
  },
  {
    "direction controls",
    TEXT ("a \342\200\256b\342\200\254 c"),
    "P |a U+202EbU+202C c| hidden 2-8 \342\200\256 hidden 9-15 \342\200\254\n",
  },
  {
    "links without a text",
    TEXT ("[](https://a.example) [](javascript:x) [``](https://b.example)"),
    "P |https://a.example  ``| link 0-17 https://a.example link 19-21 https://b.example\n",
  },
  {
    "marks that overlap",
    TEXT ("[](*)* a[**b](c)** *[d*](http://e.f) ~~[g~~](h)"),
    "P | a**b** *d* ~~g~~| link 9-11 http://e.f\n",
  },
};
