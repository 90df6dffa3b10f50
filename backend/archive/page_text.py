"""The text of one PDF, for a process of the workshop (`documents.workshop`): a hostile or broken
file can exhaust or end that process and nothing else."""

import os
from pathlib import Path

PAGES = 60
CHARACTERS = 100_000
_KINDNESS = 10


def text_of(path: Path) -> tuple[str, bool]:
    """The text, and whether it is all of it. Raises ValueError for what cannot be read.

    Nobody waits for it: desks and messages come first.
    """
    import pypdfium2  # not in the program that asks

    os.setpriority(os.PRIO_PROCESS, 0, _KINDNESS)
    found: list[str] = []
    left = CHARACTERS
    pages = 0
    try:
        document = pypdfium2.PdfDocument(path)
        total = len(document)
        while pages < min(total, PAGES) and left > 0:
            page = document[pages]
            text = page.get_textpage().get_text_bounded()[:left]
            page.close()
            found.append(text)
            left -= len(text)
            pages += 1
        document.close()
    except pypdfium2.PdfiumError as error:
        raise ValueError(str(error)) from None
    return "\n".join(found), pages == total
