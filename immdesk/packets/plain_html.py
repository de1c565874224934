"""Plain HTML pages that open in any browser for years: no script, no outside link, all text escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from urllib.parse import quote

_STYLE = (
    "body{font:15px/1.5 sans-serif;max-width:60em;margin:2em auto;padding:0 1em;color:#1d252c;"
    "background:#fff}h1{font-size:1.5em}h2{font-size:1.15em;margin-top:2em}table{border-collapse:collapse;"
    "width:100%}th,td{text-align:left;vertical-align:top;padding:.35em .8em .35em 0;"
    "border-bottom:1px solid #d5dade}nav a{margin-right:1.2em}.quiet{color:#5b6770}"
    "td{white-space:pre-line;overflow-wrap:anywhere}"
)
_SAFE = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'"
_HEAD = (
    '<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
    '<meta http-equiv="Content-Security-Policy" content="{safe}">\n<title>{title}</title>\n'
    "<style>{style}</style>\n</head>\n<body>\n"
)


def page(
    title: str, parts: Iterable[str], language: str = "en", nav: Sequence[tuple[str, str]] = ()
) -> bytes:
    """Give a page with its heading; `parts` come from here, `nav` are (text, file) pairs at the top."""
    head = _HEAD.format(language=escape(language), title=escape(title), style=_STYLE, safe=_SAFE)
    links = " ".join(link(text, file) for text, file in nav)
    top = f"<nav>{links}</nav>\n" if links else ""
    body = "\n".join(parts)
    whole = f"{head}{top}<h1>{escape(title)}</h1>\n{body}\n</body>\n</html>\n"
    return whole.encode("utf-8", "replace")


def heading(text: str) -> str:
    """Give a heading below that of the page."""
    return f"<h2>{escape(text)}</h2>"


def words(text: str, quiet: bool = False) -> str:
    """Give a paragraph."""
    mark = ' class="quiet"' if quiet else ""
    return f"<p{mark}>{escape(text)}</p>"


def link(text: str, file: str) -> str:
    """Give a link to a file of the same folder."""
    return f'<a href="{escape(quote(file), quote=True)}">{escape(text)}</a>'


def table(columns: Sequence[str], rows: Iterable[Sequence[str | tuple[str, str]]]) -> str:
    """Give a table; a cell is a text, or a (text, file) pair that links to a file of the folder."""
    names = "".join(f"<th>{escape(one)}</th>" for one in columns)
    lines = "\n".join("<tr>" + "".join(map(_cell, row)) + "</tr>" for row in rows)
    return f"<table>\n<tr>{names}</tr>\n{lines}\n</table>"


def _cell(cell: str | tuple[str, str]) -> str:
    return f"<td>{link(*cell) if isinstance(cell, tuple) else escape(cell)}</td>"
