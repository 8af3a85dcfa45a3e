"""Words that are signs to one host or another: of emphasis, lists and headings, of links, of code to run."""

from __future__ import annotations

import random

from timeline.embed.blocks.block import plain

WRITTEN = r"""
*bold* and _it_ and `code` and ~~gone~~ and ==mark== ++ins++ ^sup^ ~sub~
[link](javascript:alert(1)) ![x](y.png) [1] [[wiki]] [^1] [x]: y
]( x ] [ ]] [[ [a\] \[b]
<script>alert(1)</script> <b>x</b> &lt; &amp; &#42; &copy; <!-- x --> -->
<!-- /timeline sha256:0123456789ab -->
1. first
16. Juli 1969: Start
(a) letter
A. Capital
i) roman
# heading
- dash
+ plus
* star
> quote
= title
== title ==
---
***
\\\\
!!! note
??? x
::: warn
:field: value
:smile: a :foo: b :: c
term :: description
term:: description
text:: more
.. include:: /etc/passwd
.. raw:: html
|sub| word_ `x`_ __anon __ _a_ a_b_c a__b a_ _b *a |b
\input{/etc/passwd} \write18{id} \immediate\write18{x} \end{document} ^^5cinput ^^M
$x^2$ $$y$$ \(z\) \[w\] cost $5 and $6
100% #1 & {x} {{ jinja }} {% liquid %} {{{macro}}} {attr} {counter:x}
~user ~a~ a~b " " ' ` ‘x’ “y” z w
#import "x.typ" #let x = 1 #include "y" @ref <label> @fig:x #{1+1} $a$ #read("/etc/passwd")
// comment /* comment */ http:// x https://example.org/a_b_c*d*?x={y}&z=%20#frag.
https://example.org/~user/(paren)/[br]/a'b"c see (https://x.org/a).
include::/etc/passwd[] ifdef::x[] image::x[] pass:[<b>] +++<b>+++ ++x++ `+y+` link:x[y] xref:a[b]
<<a>> ((idx)) (((i))) footnote:[x] stem:[x] kbd:[y] (C) (TM) (R) -> => <- a--b a -- b
#+INCLUDE: "/etc/passwd"
#+BEGIN_SRC sh
src_sh{id} call_x() [[elisp:(foo)][x]] elisp:(foo) shell:id <<target>> <2024-01-01> [2024-01-01 Mon]
[fn:1] [fn::x] @@html:<b>@@ \alpha \\
%%(sexp) [cite:@x] [ ] todo
[X] done
/italic/ +strike+ =verb= ~code~ _under_ /x/. (/y/) "/z/" -*q*-
a*b*c 2*3*4 a/b/c x = y = z C++ and D++ a^2 a_{b}
C:\new\table\\server\share \ trailing \
a | b | c
|===
'''
____
;; x
a;; b
@user #123 user@example.org mailto:a@b.c
--snip-- a-b -5 °C --5 -? 1-2
... a... b
"quoted" 'single' it's 'tis `x'
` `` ``` ~~~ ````x
<https://x.org> <a@b.c> http://a.b/c_d_ www.example.org
:foo bar :onclick alert(1) :bar
x" onerror="alert(1) y' z='
?` !` ,,x'' <<y>> ''z'' fi ffi
%comment
%5Cx
a\
\#\$\%\&\_\{\}
{: .cls #id onclick=x}
{.cls}
[.red]#x# [[anchor]] {empty} {nbsp}
"""
SIGNS = (
    *"*_`~^#$%&{}[]()<>|\\/+-=!:;.,'\"@? ",
    "a",
    "b",
    "1",
    "a b",
    "é",
    "::",
    "..",
    "**",
    "__",
    "``",
    "{{",
)
SIGNS += ("}}", "[[", "]]", "\\input{x}", "$x$", "http://a.b/c", "1.", "- ", "#+", "//", "--", "'''", ":a:")
SIGNS += ("x_", "_x", "|x|", "<b>", "&amp;", "call_", "src_x{")


def words(count: int = 150, seed: int = 1) -> list[str]:
    """The lines above, and so many that chance has made of signs."""
    chance = random.Random(seed)  # noqa: S311 - nothing here is secret
    made = ("".join(chance.choices(SIGNS, k=chance.randint(1, 9))) for _ in range(count))
    lines = (plain(line) for line in (*WRITTEN.strip("\n").split("\n"), *made))
    return [line for line in lines if line]
