"""Words of letters and spreadsheets in the archive."""

import io
import uuid
from collections.abc import Awaitable, Callable

import docx
import pytest

from shared.client.base import ApiClient
from tests.api.test_archive import closed, found, read
from tests.files.written import written_xlsx

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]


@pytest.mark.criterion("II.15")
async def test_words_of_a_letter_and_of_a_spreadsheet_are_found_too(
    citizen: Citizen, officer: Officer
) -> None:
    word = f"zq{uuid.uuid4().hex[:8]}"
    opened = docx.Document()
    opened.add_paragraph(f"Đơn {word}")
    opened.save(out := io.BytesIO())
    files = {"don.docx": out.getvalue(), "bang.xlsx": written_xlsx()}
    id_ = await closed(citizen, officer, 32, *files.values(), names=list(files))
    clerk = await officer("vanthu.kylua")
    assert (await read(clerk, id_)).text_label == "Đã đọc chữ trong tệp"
    assert [row.dossier_id for row in await found(clerk, text=word)] == [id_]
    assert [row.dossier_id for row in await found(clerk, text=f"{word} Trang1")] == [id_]
