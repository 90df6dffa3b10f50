"""What is left of a text or spreadsheet: headings, paragraphs, list items, tables, notes."""

from dataclasses import dataclass, field
from typing import Any

MOST_LETTERS = 150_000
MOST_ROWS = 2_000  # of all tables together
MOST_COLUMNS = 40
_LONGEST_WORD = 24  # longer ones get places to break, so that no cell overflows
_BREAK = "\u200b"


class NotReadable(Exception):
    """The reader of this kind of file cannot open it."""


@dataclass(slots=True)
class Block:
    """`kind`: heading, text, item, table or note. A table has rows of cells and no words."""

    kind: str
    words: str = ""
    level: int = 1
    bold: bool = False
    centred: bool = False
    rows: list[list[str]] = field(default_factory=list)

    def shown(self) -> dict[str, Any]:
        """As the template takes it: every row as long as the longest."""
        width = max((len(row) for row in self.rows), default=0)
        return {
            "kind": self.kind,
            "words": breakable(self.words),
            "level": self.level,
            "bold": self.bold,
            "centred": self.centred,
            "columns": width,
            "rows": [
                [breakable(cell) for cell in row] + [""] * (width - len(row)) for row in self.rows
            ],
        }


def bounded(blocks: list[Block]) -> tuple[list[Block], bool]:
    """As much as a reader looks through on a screen, and whether something was left out."""
    kept: list[Block] = []
    letters, rows, left_out = 0, 0, False
    for block in blocks:
        if letters >= MOST_LETTERS or rows >= MOST_ROWS:
            return kept, True
        if block.rows:
            wide = any(len(row) > MOST_COLUMNS for row in block.rows)
            taken = [row[:MOST_COLUMNS] for row in block.rows[: MOST_ROWS - rows]]
            left_out = left_out or wide or len(taken) < len(block.rows)
            block.rows, rows = taken, rows + len(taken)
            letters += sum(len(cell) for row in taken for cell in row)
        elif len(block.words) > MOST_LETTERS - letters:
            block.words = block.words[: MOST_LETTERS - letters]
            left_out, letters = True, MOST_LETTERS
        else:
            letters += len(block.words)
        kept.append(block)
    return kept, left_out


def breakable(words: str) -> str:
    """The words with places where a very long one may be broken."""
    plain = "".join(c for c in words if c.isprintable() or c in "\n\t ")
    parts = plain.split(" ")
    return " ".join(
        part
        if len(part) <= _LONGEST_WORD
        else _BREAK.join(part[at : at + _LONGEST_WORD] for at in range(0, len(part), _LONGEST_WORD))
        for part in parts
    )
