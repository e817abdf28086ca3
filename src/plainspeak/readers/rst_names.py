"""Directives and roles of docutils and Sphinx, by what a reader sees of them."""

from __future__ import annotations

# Roles whose text is no prose.
CODE_ROLES = frozenset(
    (
        "code literal file samp kbd command program option envvar makevar mimetype newsgroup regexp token "
        "func class meth mod attr obj data const exc var macro type member enum struct union concept "
        "keyword confval setting dir filepath path cmd parsed-literal download"
    ).split()
)
MATH_ROLES = frozenset({"math", "eq"})
# Roles that show the title of what they point at, which only Sphinx knows, unless they bring their own.
TARGET_ROLES = frozenset("ref doc numref any cite cite:p cite:t download index envvar need issue".split())

# Directives without arguments: all that stands behind the colons is content.
CONTENT = frozenset(
    (
        "attention caution danger error hint important note tip warning seealso todo epigraph highlights "
        "pull-quote compound header footer glossary hlist abstract dedication line-block"
    ).split()
)
# Directives whose argument is text: a title, or words of its own.
TITLED = frozenset(
    (
        "admonition topic sidebar rubric centered versionadded versionchanged versionremoved deprecated "
        "dropdown card grid-item-card tab-item tab details collapse"
    ).split()
)
TABLES = frozenset({"table", "list-table", "csv-table", "flat-table"})
# Directives whose argument steers something and whose content is text.
CONTAINERS = frozenset(
    (
        "container class rst-class cssclass only ifconfig tab-set tabs grid grid-item toggle figure image "
        "automodule autoclass autofunction automethod autoattribute autodata autoexception "
        "acks div block column columns"
    ).split()
)
QUOTED = frozenset({"epigraph", "pull-quote"})
CODE = frozenset(
    (
        "code code-block sourcecode parsed-literal math prompt doctest testcode testoutput testsetup "
        "testcleanup productionlist graphviz digraph graph uml plantuml mermaid ipython command-output "
        "program-output jupyter-execute console terminal termynal aafig ditaa inheritance-diagram plot"
    ).split()
)
# Directives that show nothing, or nothing that stands in this file.
SILENT = frozenset(
    (
        "raw include toctree contents sectnum section-numbering index highlight role default-role "
        "currentmodule module py:module py:currentmodule js:module meta date target-notes tabularcolumns "
        "literalinclude title bibliography footbibliography autosummary unicode replace sectionauthor "
        "moduleauthor codeauthor restructuredtext-test-directive default-domain program"
    ).split()
)
# Descriptions of things in programs: the argument is a signature.
SIGNATURES = frozenset(
    (
        "function class method attribute data exception decorator describe object option cmdoption envvar "
        "confval setting cfunction cmember cmacro ctype cvar staticmethod classmethod property directive "
        "directive:option rst:role rst:directive variable"
    ).split()
)
