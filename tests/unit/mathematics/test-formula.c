/* test-formula.c: formulas that a line of text can show, and those that it cannot.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-formula.h"

#include <string.h>

/* Superscripts are shown as ^{…}, subscripts as _{…}, bold letters as *…*; NULL: not faithful. */
static const struct
{
  const char *tex;
  const char *text;
} cases[] = {
  { "x",                                "x" },
  { "2x+1",                             "2x + 1" },
  { "  a  b  ",                         "ab" },
  { "a=-b",                             "a = −b" },
  { "-x - -y",                          "−x − −y" },
  { "a*b",                              "a ∗ b" },
  { "f(x,y) = x/y",                     "f(x, y) = x/y" },
  { "1,000.5",                          "1,000.5" },
  { "(1, 2)",                           "(1, 2)" },
  { "x := 2",                           "x := 2" },
  { "f: A \\to B",                      "f: A → B" },
  { "n!",                               "n!" },
  { "f'(x) + f''(x)",                   "f′(x) + f′′(x)" },

  { "x^2",                              "x²" },
  { "x^{10}",                           "x¹⁰" },
  { "10^{-6}",                          "10⁻⁶" },
  { "x_1",                              "x₁" },
  { "x_i^2",                            "x_{i}²" },
  { "e^{i\\pi} + 1 = 0",                "e^{iπ} + 1 = 0" },
  { "e^{x^2}",                          "e^{x²}" },
  { "2^{2^{n}}",                        "2^{2^{n}}" },
  { "a_{n+1}",                          "a_{n+1}" },
  { "a_{n_k}",                          "a_{n_{k}}" },
  { "A^T",                              "A^{T}" },
  { "90^\\circ",                        "90°" },
  { "f^{\\prime\\prime}",               "f′′" },
  { "{}^{14}C",                         "¹⁴C" },
  { "x^\\frac12",                       "x^{1/2}" },
  { "\\mathbf{x^2}",                    "*x²*" },

  { "\\frac{1}{2}",                     "1/2" },
  { "\\frac12",                         "1/2" },
  { "\\frac{a+b}{2}",                   "(a + b)/2" },
  { "\\frac{1}{2a}",                    "1/(2a)" },
  { "\\frac{ab}{c}",                    "ab/c" },
  { "\\frac{1}{2}x",                    "(1/2)x" },
  { "2\\frac{1}{2}",                    "2(1/2)" },
  { "\\frac{a}{b} + \\frac{c}{d}",      "a/b + c/d" },
  { "-\\frac{1}{2}",                    "−1/2" },
  { "\\frac{n(n+1)}{2}.",                "n(n + 1)/2." },
  { "\\frac{1}{(a+b)}",                 "1/(a + b)" },
  { "\\frac{1}{(a+b)c}",                "1/((a + b)c)" },
  { "\\frac{f(x)}{2}",                  "f(x)/2" },
  { "\\frac{dy}{dx}",                   "dy/dx" },
  { "\\frac{\\partial f}{\\partial x}", "∂f/∂x" },
  { "\\frac{d^2y}{dx^2}",               "d²y/dx²" },
  { "\\left(\\frac{a}{b}\\right)^2",    "(a/b)²" },
  { "\\frac{1}{2}^2",                   "(1/2)²" },
  { "\\frac{\\frac{1}{2}}{3}",          "(1/2)/3" },
  { "\\frac{1}{1+\\frac{1}{x}}",        "1/(1 + 1/x)" },
  { "\\frac{1}{1+\\frac{1}{1+\\frac{1}{x}}}", NULL },
  { "x = \\frac{-b \\pm \\sqrt{b^2 - 4ac}}{2a}", "x = (−b ± √(b² − 4ac))/(2a)" },

  { "\\sqrt{2}",                        "√2" },
  { "\\sqrt2",                          "√2" },
  { "\\sqrt{x+1}",                      "√(x + 1)" },
  { "\\sqrt{2}x",                       "(√2)x" },
  { "\\sqrt[3]{x}",                     "³√x" },
  { "\\sqrt[n]{x}",                     "^{n}√x" },
  { "\\frac{\\sqrt{2}}{2}",             "√2/2" },
  { "\\sqrt{\\frac{a}{b}}",             "√(a/b)" },

  { "\\alpha + \\beta \\le \\Gamma",    "α + β ≤ Γ" },
  { "a \\cdot b \\times c",             "a ⋅ b × c" },
  { "\\forall x \\in \\mathbb{R}",      "∀x ∈ ℝ" },
  { "A \\cup B \\subseteq C",           "A ∪ B ⊆ C" },
  { "a \\neq b, a \\not= b, a \\not\\in B", "a ≠ b, a ≠ b, a ∉ B" },
  { "x \\to \\infty",                   "x → ∞" },
  { "\\sin x + \\cos(2x)",              "sin x + cos(2x)" },
  { "\\sin^2\\theta",                   "sin² θ" },
  { "2\\sin x\\cos y",                  "2 sin x cos y" },
  { "\\log_2 n",                        "log₂ n" },
  { "\\operatorname{argmax}_x f",       "argmax_{x} f" },
  { "\\operatorname*{argmin} f",        "argmin f" },

  { "\\sum_{i=1}^{n} i^2",              "∑_{i=1}^{n} i²" },
  { "\\int_0^1 x^2\\,dx",               "∫₀¹ x²\342\200\211dx" },
  { "\\int_{-\\infty}^\\infty f",       "∫_{−∞}^{∞} f" },
  { "\\lim_{x \\to 0} \\frac{\\sin x}{x} = 1", "lim_{x→0} (sin x)/x = 1" },
  { "\\prod\\limits_{k} a_k",           "∏_{k} a_{k}" },
  { "\\sum\\sum x",                     "∑ ∑ x" },

  { "\\text{if } x > 0",                "if x > 0" },
  { "x \\text{ if } y",                 "x if y" },
  { "\\text{price: \\$5}",              "price: $5" },
  { "\\text{a $x$}",                    NULL },
  { "\\mathrm{kg}",                     "kg" },
  { "5\\,\\mathrm{m/s^2}",              "5\342\200\211m/s²" },
  { "\\frac{1}{\\mathrm{kg}}",          "1/kg" },
  { "\\mathcal{L}(\\theta)",            "ℒ(θ)" },
  { "\\mathbb{Z}/\\mathbb Q",           "ℤ/ℚ" },
  { "\\mathbb{xyz1}",                   "𝕩𝕪𝕫𝟙" },
  { "\\mathcal{x}",                     NULL },
  { "\\mathbf{v}",                      "*v*" },
  { "\\hat{x} + \\vec v",               "x̂ + v⃗" },
  { "\\bar{x}^2",                       "x̄²" },
  { "\\overline{AB}",                   "A̅B̅" },
  { "\\hat{xy}",                        NULL },

  { "\\left[ a, b \\right)",            "[a, b)" },
  { "\\left\\{ x \\mid x > 0 \\right\\}", "{x ∣ x > 0}" },
  { "\\left. x \\right|_{0}",           "x|₀" },
  { "\\lVert x \\rVert + |y| + \\|z\\|", "‖x‖ + |y| + ‖z‖" },
  { "\\bigl( a \\bigr)",                "(a)" },
  { "\\lfloor x \\rfloor",              "⌊x⌋" },
  { "\\langle u, v \\rangle",           "⟨u, v⟩" },
  { "a \\equiv b \\pmod{n}",            "a ≡ b\342\200\203(mod n)" },
  { "a \\bmod n",                       "a mod n" },
  { "a \\quad b",                       "a\342\200\203b" },
  { "a\\ b~c",                          "a b c" },
  { "100\\%",                           "100%" },
  { "1, 2, \\ldots, n",                 "1, 2, …, n" },
  { "Größe = 3",                        "Größe = 3" },

  /* Not in a line. */
  { "\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}", NULL },
  { "\\begin{cases} a \\\\ b \\end{cases}", NULL },
  { "\\binom{n}{k}",                    NULL },
  { "\\overset{a}{b}",                  NULL },
  { "\\boxed{42}",                      NULL },
  { "\\unknown x",                      NULL },
  { "a \\\\ b",                         NULL },

  /* Not right. */
  { "",                                 NULL },
  { "  ",                               NULL },
  { "{",                                NULL },
  { "}",                                NULL },
  { "x^",                               NULL },
  { "x^{}",                             NULL },
  { "^",                                NULL },
  { "\\frac{1}",                        NULL },
  { "\\frac",                           NULL },
  { "\\sqrt[",                          NULL },
  { "\\left(",                          NULL },
  { "\\right)",                         NULL },
  { "\\left( a \\right",                NULL },
  { "\\end{x}",                         NULL },
  { "\\begin{",                         NULL },
  { "\\text{",                          NULL },
  { "\\",                               NULL },
  { "a & b",                            NULL },
  { "a # b",                            NULL },
  { "a % b",                            NULL },
  { "a $ b",                            NULL },
  { "a\001b",                           NULL },
};

static const struct
{
  const char *tex;
  const char *text;
} display_cases[] = {
  { "E = mc^2",                                             "E = mc²" },
  { "a \\\\ b",                                             "a\nb" },
  { "\\begin{aligned} x &= 1 \\\\[4pt] &= 2 \\end{aligned}", "x = 1\n= 2" },
  { "\n\\begin{align*}\na &= b\\\\\nc &= d\n\\end{align*}\n", "a = b\nc = d" },
  { "\\begin{equation} x \\tag{1} \\end{equation}",         "x\342\200\203\342\200\203(1)" },
  { "\\begin{aligned} \\begin{aligned} a \\end{aligned} \\end{aligned}", NULL },
  { "\\left\\{ \\begin{aligned} a \\\\ b \\end{aligned} \\right.", NULL },
  { "{a \\\\ b}",                                           NULL },
  { "\\begin{aligned} a",                                   NULL },
};

/* Writes the styles out; they are ordered, and begin and end between characters. */
static char *
write_out (const GString *text,
           const GArray  *runs)
{
  static const char *const before[] = { "", "*", "^{", "_{" };
  static const char *const behind[] = { "", "*", "}", "}" };
  GString *out = g_string_new (NULL);

  for (gsize i = 0; i <= text->len; i++)
    {
      for (guint j = runs->len; j > 0; j--)
        {
          NatterFormulaRun run = g_array_index (runs, NatterFormulaRun, j - 1);

          g_assert_cmpuint (run.start, <, run.end);
          g_assert_cmpuint (run.end, <=, text->len);
          g_assert_true (j == 1 ||
                         g_array_index (runs, NatterFormulaRun, j - 2).start <= run.start);
          g_assert_true (((guchar) text->str[run.start] & 0xC0) != 0x80);
          g_assert_true (((guchar) text->str[run.end] & 0xC0) != 0x80);
          if (run.end == i)
            g_string_append (out, behind[run.style]);
        }
      for (guint j = 0; j < runs->len; j++)
        {
          NatterFormulaRun run = g_array_index (runs, NatterFormulaRun, j);

          if (run.start == i)
            g_string_append (out, before[run.style]);
        }
      if (i < text->len)
        g_string_append_c (out, text->str[i]);
    }

  return g_string_free_and_steal (out);
}

static void
check (const char *tex,
       gboolean    display,
       const char *expected)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GArray) runs = g_array_new (FALSE, FALSE, sizeof (NatterFormulaRun));
  gboolean faithful = natter_formula_read (tex, strlen (tex), display, text, runs);
  g_autofree char *found = faithful ? write_out (text, runs) : NULL;

  if (!faithful)
    g_assert_cmpuint (text->len + runs->len, ==, 0);
  if (g_strcmp0 (found, expected) != 0)
    g_test_message ("%s", tex);
  g_assert_cmpstr (found, ==, expected);
}

static void
test_inline (gconstpointer data)
{
  check (cases[GPOINTER_TO_UINT (data)].tex, FALSE, cases[GPOINTER_TO_UINT (data)].text);
}

static void
test_display (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);

  check (display_cases[i].tex, TRUE, display_cases[i].text);
}

/* What is appended stands behind what was there. */
static void
test_append (void)
{
  g_autoptr(GString) text = g_string_new ("é ");
  g_autoptr(GArray) runs = g_array_new (FALSE, FALSE, sizeof (NatterFormulaRun));

  g_assert_true (natter_formula_read ("2x", 2, FALSE, text, runs));
  g_assert_cmpstr (text->str, ==, "é 2x");
  g_assert_cmpuint (runs->len, ==, 1);
  g_assert_cmpint (g_array_index (runs, NatterFormulaRun, 0).style, ==, NATTER_FORMULA_VARIABLE);
  g_assert_cmpuint (g_array_index (runs, NatterFormulaRun, 0).start, ==, 4);
  g_assert_cmpuint (g_array_index (runs, NatterFormulaRun, 0).end, ==, 5);
}

/* Whatever the depth and the size, it neither takes long nor falls over. */
static void
test_hostile (void)
{
  static const char *const pieces[] = {
    "{", "\\frac{", "x^{", "\\sqrt{", "\\left(", "\\hat{", "\\mathrm{", "^", "\\not", "\\text{",
    "\\frac12", "\\sqrt[", "_x", "'", "\\,", "\\begin{aligned}", "x_{", "\\hat x",
  };

  g_test_timer_start ();
  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr(GString) tex = g_string_new (NULL);
      g_autoptr(GString) text = g_string_new (NULL);
      g_autoptr(GArray) runs = g_array_new (FALSE, FALSE, sizeof (NatterFormulaRun));

      while (tex->len < 8000)
        g_string_append (tex, pieces[i]);
      natter_formula_read (tex->str, tex->len, TRUE, text, runs);
      g_assert_cmpuint (text->len, <=, 4 * tex->len);
    }
  g_assert_cmpfloat (g_test_timer_elapsed (), <, 5);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/formula/inline/%u", i);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_inline);
    }
  for (guint i = 0; i < G_N_ELEMENTS (display_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/formula/display/%u", i);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_display);
    }
  g_test_add_func ("/formula/append", test_append);
  g_test_add_func ("/formula/hostile", test_hostile);

  return g_test_run ();
}
