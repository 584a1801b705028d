/* natter-language.c: the languages that code is written in, by what models call them. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-language.h"

#include <string.h>

/* The ids are those of GtkSourceView 5.16; the names are what follows fences in answers. */
static const NatterLanguage languages[] = {
  { "ada", "Ada", "adb", "ada adb ads" },
  { "asciidoc", "AsciiDoc", "adoc", "asciidoc adoc" },
  { "awk", "AWK", "awk", "awk gawk" },
  { "bibtex", "BibTeX", "bib", "bibtex bib" },
  { "blueprint", "Blueprint", "blp", "blueprint blp" },
  { "c", "C", "c", "c h" },
  { "c-sharp", "C#", "cs", "c# csharp cs c-sharp dotnet" },
  { "cmake", "CMake", "cmake", "cmake" },
  { "cobol", "COBOL", "cob", "cobol cob" },
  { "commonlisp", "Common Lisp", "lisp", "lisp commonlisp common-lisp elisp emacs-lisp" },
  { "cpp", "C++", "cpp", "c++ cpp cxx cc hpp hxx h++ arduino ino" },
  { "css", "CSS", "css", "css" },
  { "csv", "CSV", "csv", "csv" },
  { "cuda", "CUDA", "cu", "cuda cu" },
  { "d", "D", "d", "d dlang" },
  { "dart", "Dart", "dart", "dart flutter" },
  { "diff", "Diff", "diff", "diff patch udiff" },
  { "docker", "Dockerfile", "dockerfile", "docker dockerfile containerfile" },
  { "dosbatch", "Batch", "bat", "bat batch cmd dosbatch" },
  { "dot", "Graphviz", "dot", "dot graphviz gv" },
  { "elixir", "Elixir", "ex", "elixir ex exs" },
  { "erlang", "Erlang", "erl", "erlang erl" },
  { "fortran", "Fortran", "f90", "fortran f90 f95 f77" },
  { "fsharp", "F#", "fs", "f# fsharp fs" },
  { "gdscript", "GDScript", "gd", "gdscript gd godot" },
  { "gettext-translation", "Gettext", "po", "po pot gettext" },
  { "glsl", "GLSL", "glsl", "glsl vert frag hlsl wgsl" },
  { "go", "Go", "go", "go golang" },
  { "gradle", "Gradle", "gradle", "gradle" },
  { "groovy", "Groovy", "groovy", "groovy" },
  { "haskell", "Haskell", "hs", "haskell hs" },
  { "html", "HTML", "html", "html htm xhtml vue svelte" },
  { "ini", "INI", "ini", "ini cfg conf dosini properties desktop systemd" },
  { "java", "Java", "java", "java" },
  { "js", "JavaScript", "js", "javascript js node nodejs mjs cjs" },
  { "json", "JSON", "json", "json json5 jsonc jsonl ndjson geojson" },
  { "jsx", "JSX", "jsx", "jsx react" },
  { "julia", "Julia", "jl", "julia jl" },
  { "kotlin", "Kotlin", "kt", "kotlin kt kts" },
  { "latex", "LaTeX", "tex", "latex tex" },
  { "less", "Less", "less", "less" },
  { "lua", "Lua", "lua", "lua luau" },
  { "makefile", "Makefile", "mk", "makefile make mk gnumake" },
  { "markdown", "Markdown", "md", "markdown md mdx gfm" },
  { "matlab", "MATLAB", "m", "matlab octave" },
  { "meson", "Meson", "build", "meson" },
  { "nix", "Nix", "nix", "nix" },
  { "objc", "Objective-C", "m", "objective-c objectivec objc obj-c" },
  { "ocaml", "OCaml", "ml", "ocaml ml" },
  { "pascal", "Pascal", "pas", "pascal delphi pas" },
  { "perl", "Perl", "pl", "perl pl pm" },
  { "php", "PHP", "php", "php" },
  { "powershell", "PowerShell", "ps1", "powershell ps1 pwsh ps" },
  { "prolog", "Prolog", "pl", "prolog" },
  { "proto", "Protocol Buffers", "proto", "proto protobuf proto3" },
  { "python3", "Python", "py", "python py python3 py3 pyi pycon ipython sage" },
  { "r", "R", "r", "r rlang rscript" },
  { "ruby", "Ruby", "rb", "ruby rb rake rails erb" },
  { "rust", "Rust", "rs", "rust rs" },
  { "scala", "Scala", "scala", "scala sbt" },
  { "scheme", "Scheme", "scm", "scheme scm racket clojure clj" },
  { "scss", "SCSS", "scss", "scss sass" },
  { "sh", "Shell", "sh", "sh bash shell zsh fish ksh dash console shell-session shellscript" },
  { "solidity", "Solidity", "sol", "solidity sol" },
  { "sql", "SQL", "sql",
    "sql mysql postgresql postgres psql sqlite plsql tsql mariadb" },
  { "swift", "Swift", "swift", "swift" },
  { "tcl", "Tcl", "tcl", "tcl" },
  { "terraform", "Terraform", "tf", "terraform tf hcl" },
  { "toml", "TOML", "toml", "toml" },
  { "typescript", "TypeScript", "ts", "typescript ts mts cts deno" },
  { "typescript-jsx", "TSX", "tsx", "tsx" },
  { "vala", "Vala", "vala", "vala vapi" },
  { "vbnet", "Visual Basic", "vb", "vb vbnet vb.net visual-basic visualbasic vba" },
  { "verilog", "Verilog", "v", "verilog v systemverilog sv" },
  { "vhdl", "VHDL", "vhd", "vhdl vhd" },
  { "xml", "XML", "xml", "xml svg xsd xaml rss plist" },
  { "yaml", "YAML", "yaml", "yaml yml" },
  { "zig", "Zig", "zig", "zig" },
};

static gboolean
has_alias (const NatterLanguage *language,
           const char           *alias,
           gsize                 length)
{
  const char *found = language->aliases;

  while ((found = strstr (found, alias)))
    {
      if ((found == language->aliases || found[-1] == ' ') &&
          (found[length] == ' ' || found[length] == '\0'))
        return TRUE;
      found += length;
    }

  return FALSE;
}

/**
 * natter_language_find:
 * @alias: what stands behind a fence: "js", "C++", "python"
 *
 * Looks a language up by any of its names, whatever their case. What else people write there,
 * "js{1,3}", "python:main.py" or "{.rust}", is seen through.
 *
 * Returns: (nullable): the language, or %NULL where it is not known
 */
const NatterLanguage *
natter_language_find (const char *alias)
{
  g_autofree char *name = NULL;
  gsize length;

  g_return_val_if_fail (alias != NULL, NULL);

  alias += strspn (alias, "{.");
  length = strcspn (alias, "{}:,;= \t");
  if (length == 0)
    return NULL;

  name = g_ascii_strdown (alias, (gssize) length);
  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      if (has_alias (&languages[i], name, length))
        return &languages[i];
    }

  return NULL;
}
