"""The printed tờ khai: from the same questions and answers, read back; and blank."""

import io
from collections.abc import Awaitable, Callable

import pypdf
import pytest

from shared.client import documents, dossiers, privacy
from shared.client.base import ApiClient, ApiProblem
from tests.api.conftest import Office, submitted

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]
CODE = "1.004873"


def text(content: bytes) -> str:
    """The text of all pages in one line."""
    reader = pypdf.PdfReader(io.BytesIO(content))
    return " ".join(" ".join(p.extract_text().split()) for p in reader.pages)


def size(content: bytes) -> tuple[int, int]:
    """Width and height of the first page in millimetres."""
    box = pypdf.PdfReader(io.BytesIO(content)).pages[0].mediabox
    return round(box.width * 25.4 / 72), round(box.height * 25.4 / 72)


@pytest.mark.criterion("II.3")
async def test_what_was_declared_is_printed_for_the_citizen_and_for_the_officer(
    citizen: Citizen, officer: Officer
) -> None:
    me = await citizen(45)
    sent = await submitted(me, "Kỳ Lừa")
    content = await documents.declaration(me, sent.dossier_id)
    assert content.startswith(b"%PDF")
    assert size(content) == (210, 297)
    said = text(content)
    found = await dossiers.dossier(me, sent.dossier_id)
    for part in (
        "Độc lập - Tự do - Hạnh phúc", "NGƯỜI YÊU CẦU", "Nguyễn Văn Mẫu", "17/05/1999",
        "Kính gửi: Ủy ban nhân dân phường Kỳ Lừa", sent.reference,
    ):  # fmt: skip
        assert part in said, part
    # Every answer stands there as the officer's screen says it; choices are ticked, ids boxed.
    for answer in found.answers:
        assert "".join(answer.value.split()) in "".join(said.split()), answer
    desk = await Office(officer, "kylua").as_("tiepnhan1")
    assert text(await documents.declaration(desk, sent.dossier_id)) == said


async def test_an_officer_who_prints_a_declaration_is_shown_to_its_owner(
    citizen: Citizen, officer: Officer
) -> None:
    me = await citizen(51)
    sent = await submitted(me, "Kỳ Lừa")
    desk = await Office(officer, "kylua").as_("tiepnhan1")
    await documents.declaration(desk, sent.dossier_id)
    looks = await privacy.looks(me)
    assert sent.reference in looks.items[0].subject


async def test_others_do_not_read_a_declaration(citizen: Citizen, officer: Officer) -> None:
    sent = await submitted(await citizen(46), "Kỳ Lừa")
    stranger = await citizen(47)
    elsewhere = await Office(officer, "dongkinh").as_("tiepnhan1")
    for api in (stranger, elsewhere):
        with pytest.raises(ApiProblem) as refused:
            await documents.declaration(api, sent.dossier_id)
        assert refused.value.status == 404


@pytest.mark.criterion("II.3")
async def test_the_form_in_force_is_printed_blank_to_fill_in_by_hand(
    anonymous: ApiClient,
) -> None:
    content = await documents.blank_form(anonymous, CODE)
    said = text(content)
    assert "nếu chọn “Đã ly hôn”" in said
    assert said.count(". . . .") + said.count("....") >= 5
    assert "Nguyễn Văn" not in said
    with pytest.raises(ApiProblem) as refused:
        await documents.blank_form(anonymous, "2.000815")
    assert refused.value.status == 404


@pytest.mark.criterion("II.3")
async def test_an_officer_sees_every_question_that_applied_and_which_are_empty(
    citizen: Citizen, officer: Officer
) -> None:
    sent = await submitted(await citizen(48), "Kỳ Lừa")
    desk = await Office(officer, "kylua").as_("tiepnhan1")
    found = await dossiers.declared(desk, sent.dossier_id)
    assert found.version >= 1
    lines = {line.key: line for section in found.sections for line in section.lines}
    assert lines["requester_name"].value == "Nguyễn Văn Mẫu"
    assert lines["requester_name"].state == "answered"
    assert "divorce_decision" not in lines  # it did not apply
    assert len(found.sections) > 1
    assert found.empty == sum(line.state == "empty" for line in lines.values())
    with pytest.raises(ApiProblem) as refused:
        await dossiers.declared(await citizen(49), sent.dossier_id)
    assert refused.value.status == 404
