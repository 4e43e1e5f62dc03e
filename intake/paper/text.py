"""A sheet as plain text, to be pasted into a chart. The same words in the same order as on paper."""

from __future__ import annotations

from collections.abc import Iterator

from intake.paper.sheet import Block, Entry, Part, Sheet, Table


def as_text(sheet: Sheet) -> str:
    """The whole sheet; lines end with a line feed."""
    lines = [sheet.title, *sheet.about]
    for part in sheet.parts:
        lines += ["", *_part(part)]
    return "\n".join([*lines, "", *sheet.last, ""])


def _part(part: Part) -> Iterator[str]:
    yield part.title
    yield ("=" if part.level == 2 else "-") * len(part.title)
    yield from filter(None, (part.small,))
    for block in part.blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    if block.label:
        yield " ".join([block.label, *block.lead[:1]])
    yield from block.lead[1:] if block.label else block.lead
    for entry in block.entries:
        yield from _entry(entry)
    if block.table:
        yield from _table(block.table)
    yield from filter(None, (block.note,))


def _entry(entry: Entry) -> Iterator[str]:
    yield entry.question
    for line in (*entry.answer, *map(str, entry.asides)):
        yield f"    {line}"


def _table(table: Table) -> Iterator[str]:
    """Each row under the names of its columns: a chart has no columns."""
    for row in table.rows:
        yield "; ".join(f"{name}: {cell}" for name, cell in zip(table.columns, row, strict=True) if cell)
