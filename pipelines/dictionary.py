"""The data dictionary, ``output/README.md``, written from the schema.

``python -m pipelines.dictionary`` writes it anew; a test shows that the committed one is up to date.
"""

from __future__ import annotations

from pathlib import Path

from pipelines.schema import ALL_TABLES, Column, Table

_HEAD = """# What the files mean

Written by `python -m pipelines.dictionary` from `pipelines/schema.py`; do not edit.

`khenthuong extract` writes these files. `sample/` holds what it writes for `corpus/sample`.

All tables are UTF-8 with a byte-order mark (Excel then shows Vietnamese), comma-separated (RFC 4180), lines ended by LF,
with a header row. An empty cell means unknown or not applicable. Days and times are ISO 8601, with `+07:00` where the
page gives a time. Booleans are `true` and `false`. Cells of type `list` hold several values joined by `;`. Rows are sorted by time of
publication, article and place in the text. The same articles and the same version give the same bytes.

`char_start` and `char_end` count Unicode code points in the article's text in normal form C:
`text[char_start:char_end] == evidence`. `khenthuong show ARTICLE --text` prints that text.

## Counting without mistakes

- Do not add rows with a `part_of` to the others: they break down a row that is there already.
- Rows of `status` `proposed` were asked for, not given.
- `count` is empty for a named recipient (one row is one recipient) and where only an order of magnitude is stated.
- Several newspapers report the same event: count each `event_id` once, and leave out those with a `part_of_event`: another
  row, maybe of another article, holds their total.
- `scope` tells a ceremony (`occasion`) from the total of a year (`period`) that contains it, and from everything up to now
  (`cumulative`). Add only rows of one scope.
- `summary.csv` follows these rules.

## Text that looks like a formula

A cell of text that begins with `=`, `+`, `-`, `@`, a tab or a carriage return would be run by a spreadsheet. In the CSV files
it has an apostrophe in front (`'=1+1`), and one more where it began with apostrophes. Take one off to get the text back.
The other formats hold the text as it is, marked as text.

"""

_RUN = """## run.json

How the tables came to be: `version`, `inputs` as given, `counts`, `seconds`, `warnings` (`where`, `what`) of articles
and of input that gave no article, `conflicts`: corrections that could not be applied, and `dropped`: rows that people dropped. The only file that differs between two runs over the same articles.

`reading` names the code, lexicon and libraries that read the articles. `.readings.sqlite` keeps what they read: a page that
has not changed is not analysed twice by the same `reading`. It can be deleted at any time.

## Corrections

`khenthuong review` writes the rows worth a look to a sheet; `khenthuong review --take SHEET` stores what people decided in
`corrections.csv` in the corpus folder. Every later run applies it: dropped rows are gone, the others say `keep` or `change` in
`reviewed`. A correction whose article has changed is not applied, told of on every run, and stays stored.

## Which articles have a row

Every saved page has one, also when nothing could be read from it (`warnings` says why), with these exceptions, counted in
`run.json`: the same file given twice is read once; of several copies of a page (same `article_id`, same content) the
first has the row (`duplicates`); of several versions of a page (same address, other content) the one with text that was
fetched last has it (`superseded`).

`article_id` comes from the address without scheme, `www.`, default port, fragment and closing slash. Where no address is
known, it comes from the file's name and content: moving the corpus keeps it, renaming a file changes it.
"""


def dictionary() -> str:
    """The text of the data dictionary, in Markdown."""
    return _HEAD + "\n".join(_section(table) for table in ALL_TABLES) + "\n" + _RUN


def _section(table: Table) -> str:
    lines = [
        f"## {table.file}",
        "",
        f"{table.en} {table.vi} Key: {', '.join(f'`{name}`' for name in table.key)}.",
        "",
        "| column | type | meaning | ý nghĩa |",
        "|---|---|---|---|",
    ]
    lines += [f"| `{c.name}` | {c.type} | {_meaning(c)} | {c.vi} |" for c in table.columns]
    return "\n".join(lines) + "\n"


def _meaning(column: Column) -> str:
    notes = [column.en]
    if column.refers_to:
        notes.append(f"Refers to `{column.refers_to}`.")
    if column.values:
        notes.append("One of " + ", ".join(f"`{value}`" for value in column.values) + ".")
    return " ".join(notes)


if __name__ == "__main__":
    Path("output/README.md").write_text(dictionary(), encoding="utf-8")
