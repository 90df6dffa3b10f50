"""Questions that take their answers from a shared catalogue, as it was when one began."""

import uuid
from collections.abc import AsyncIterator
from datetime import timedelta

import asyncpg
import httpx
import msgspec
import pytest
import pytest_asyncio

from backend.platform import clock
from shared.client import catalogue, dossiers, forms, lookups
from shared.client.base import ApiProblem
from shared.contracts.drafts import RenewForm, SaveDraft
from shared.contracts.forms import FormDesign, Question, SaveForm
from shared.contracts.lookups import EndEntry, NewCatalogue, SaveEntry
from tests.api.conftest import different
from tests.api.own_procedures import SECOND, WRITER, Officer, own_procedure
from tests.api.people import fresh_citizen


@pytest_asyncio.fixture(loop_scope="session")
async def code(database: asyncpg.Pool) -> AsyncIterator[str]:
    """A procedure of its own that can be done online in one commune."""
    async with own_procedure(database) as made:
        yield made


def picked(design: FormDesign, key: str, kind: str = "choice") -> SaveForm:
    """The form with one more question, its answers those of a catalogue."""
    like = design.questions[0]
    extra: Question = msgspec.structs.replace(
        like, key="noi_sinh", kind=kind, label="Nơi sinh", options=[], catalogue=key, prefill="",
        show_if=None, checks=[], required=False,
    )  # fmt: skip
    return SaveForm(design.title, [*design.questions, extra], design.next.revision)


async def a_catalogue(officer: Officer, amount: int) -> str:
    """A catalogue made for one test."""
    admin = await officer(WRITER)
    key = f"thu_{uuid.uuid4().hex[:8]}"
    await lookups.begin(admin, NewCatalogue(key, "Danh mục thử"))
    for number in range(amount):
        data = SaveEntry(f"M{number:02d}", f"Nơi số {number}", "2020-01-01")
        await lookups.save(admin, key, data)
    return key


@pytest.mark.criterion("II.3")
@pytest.mark.criterion("II.17")
async def test_a_draft_keeps_the_catalogue_of_its_day_and_the_next_gets_that_of_today(
    officer: Officer, http: httpx.AsyncClient, database: asyncpg.Pool, code: str
) -> None:
    admin, second = await officer(WRITER), await officer(SECOND)
    key = await a_catalogue(officer, 3)
    saved = await forms.save(admin, code, picked(await forms.design(admin, code), key))
    assert [o.value for o in saved.questions[-1].options] == ["M00", "M01", "M02"]
    proposed = await forms.propose(admin, code, saved.next.revision)
    published = await forms.publish(second, code, proposed.next.revision)

    me = await fresh_citizen(http, database)
    draft = await dossiers.start_draft(me, code)
    chosen = SaveDraft(different() | {"noi_sinh": "M01"}, draft.agencies[0].id, "electronic")
    draft = await dossiers.save_draft(me, draft.id, chosen, draft.version)
    wrong = SaveDraft({"noi_sinh": "M77"})
    with pytest.raises(ApiProblem) as refused:
        await dossiers.save_draft(me, draft.id, wrong, draft.version)
    assert [e.pointer for e in refused.value.errors] == ["/answers/noi_sinh"]

    # From today on the code is called otherwise, another is gone: what was begun keeps its own.
    today = clock.today()
    await lookups.save(admin, key, SaveEntry("M01", "Nơi đổi tên", today.isoformat()))
    gone = (today - timedelta(days=1)).isoformat()
    await lookups.end(admin, key, "M02", EndEntry(gone, ["M01"], "Sáp nhập"))
    kept = await dossiers.draft(me, draft.id)
    assert {a.key: a.value for a in kept.answered}["noi_sinh"] == "Nơi số 1"
    other = await dossiers.start_draft(await fresh_citizen(http, database), code)
    assert [o.label for o in other.form.questions[-1].options] == ["Nơi đổi tên", "Nơi số 0"]
    assert other.form.version == published.published_version + 1
    schema = await catalogue.form_schema(me, code)
    assert "M02" not in msgspec.json.encode(schema).decode()
    newest = (await forms.versions(admin, code)).items[0]
    assert newest.published_by, "a version that the catalogue made says whose form it is"

    kept = await dossiers.draft(me, draft.id)
    assert kept.newer_form is not None
    renewed = await dossiers.renew_form(me, draft.id, RenewForm(kept.version))
    assert {a.key: a.value for a in renewed.answered}["noi_sinh"] == "Nơi đổi tên"
    sent = await dossiers.submit(me, draft.id, uuid.uuid4().hex)
    seen = await dossiers.dossier(await officer("tiepnhan1.kylua"), sent.dossier_id)
    assert "Nơi đổi tên" in [a.value for a in seen.answers], "the officer reads words"
    again = await dossiers.start_draft(await fresh_citizen(http, database), code)
    assert again.form.version == other.form.version, "no version where nothing changed"


@pytest.mark.parametrize(
    ("key", "kind", "words"),
    [
        ("khong_co", "choice", "không có hoặc không còn mã nào"),
        ("ethnic_groups", "text", "Chỉ câu hỏi lựa chọn"),
        ("x\x00y", "choice", "không có hoặc không còn mã nào"),
    ],
)
async def test_a_catalogue_that_cannot_be_chosen_from_is_a_fault(
    officer: Officer, code: str, key: str, kind: str, words: str
) -> None:
    admin = await officer(WRITER)
    design = await forms.design(admin, code)
    data = picked(design, key.replace("\x00", ""), kind)
    saved = await forms.save(admin, code, data)
    with pytest.raises(ApiProblem) as refused:
        await forms.propose(admin, code, saved.next.revision)
    assert refused.value.status == 422
    assert any(words in e.message for e in refused.value.errors), refused.value.errors


async def test_a_catalogue_too_long_to_choose_from_is_a_fault(
    officer: Officer, database: asyncpg.Pool, code: str
) -> None:
    admin = await officer(WRITER)
    key = await a_catalogue(officer, 1)
    await database.execute(
        "insert into lookup_entry (id, tenant_id, catalogue, code, name, parent_code, note, "
        "replaced_by, valid_from, sort_key, search_text, recorded_at, recorded_by_name) "
        "select gen_random_uuid(), tenant_id, catalogue, 'X' || n, 'X' || n, '', '', '{}', "
        "valid_from, 'x' || n, 'x' || n, now(), '' from lookup_entry, generate_series(1, 500) n "
        "where catalogue = $1",
        key,
    )
    saved = await forms.save(admin, code, picked(await forms.design(admin, code), key))
    with pytest.raises(ApiProblem) as refused:
        await forms.propose(admin, code, saved.next.revision)
    assert any("hơn 500 mã" in e.message for e in refused.value.errors)
