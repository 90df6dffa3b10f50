"""Shared catalogues: a code means what it meant on the day that is asked."""

import uuid
from collections.abc import Awaitable, Callable

import pytest

from shared.client import lookups
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.lookups import EndEntry, NewCatalogue, SaveEntry

Officer = Callable[[str], Awaitable[ApiClient]]
EDITOR = "danhmuc.ubndtinh"


async def begun(editor: ApiClient) -> str:
    key = f"thu_{uuid.uuid4().hex[:8]}"
    found = await lookups.begin(editor, NewCatalogue(key, f"Danh mục thử {key}", source="QĐ 1"))
    assert key in {c.key for c in found}
    return key


@pytest.mark.criterion("II.17")
async def test_a_code_has_the_name_it_had_on_the_day_and_nothing_written_is_lost(
    officer: Officer, anonymous: ApiClient
) -> None:
    editor = await officer(EDITOR)
    key = await begun(editor)
    await lookups.save(editor, key, SaveEntry("A1", "Tên đầu", "2020-01-01"))
    await lookups.save(editor, key, SaveEntry("A1", "Tên sau", "2025-07-01"))
    await lookups.save(editor, key, SaveEntry("A1", "Tên sau, chữa", "2025-07-01", note="Gõ sai"))

    async def name_on(day: str) -> list[str]:
        return [e.name for e in (await lookups.entries(anonymous, key, on=day)).items]

    assert await name_on("2019-12-31") == []
    assert await name_on("2025-06-30") == ["Tên đầu"]
    assert await name_on("2025-07-01") == ["Tên sau, chữa"]
    found = await lookups.end(editor, key, "A1", EndEntry("2026-12-31", ["B2"], "Bỏ mã"))
    assert await name_on("2027-01-01") == []
    assert found[0].entry.replaced_by == ["B2"]
    written = [r.entry.name for r in found if r.superseded_at]
    assert {"Tên đầu", "Tên sau", "Tên sau, chữa"} == set(written), "corrections stay readable"
    assert all(r.recorded_by and r.recorded_at for r in found)
    everything = await lookups.entries(anonymous, key, ended_too="true")
    assert [(e.name, e.valid_to) for e in everything.items] == [
        ("Tên đầu", "2025-06-30"), ("Tên sau, chữa", "2026-12-31"),
    ]  # fmt: skip


async def test_what_is_wrong_is_said_beside_its_field(officer: Officer) -> None:
    editor = await officer(EDITOR)
    key = await begun(editor)
    await lookups.save(editor, key, SaveEntry("A1", "Một", "2025-07-01"))
    wrong = [
        (SaveEntry("A1", "Hai", "2025-01-01"), "/valid_from"),
        (SaveEntry("A2", "Hai", "2025-02-30"), "/valid_from"),
        (SaveEntry("A2", "Hai", "2025-02-10", "2025-01-01"), "/valid_to"),
    ]
    for data, pointer in wrong:
        with pytest.raises(ApiProblem) as refused:
            await lookups.save(editor, key, data)
        assert (refused.value.status, refused.value.errors[0].pointer) == (422, pointer)
    with pytest.raises(ApiProblem) as early:
        await lookups.end(editor, key, "A1", EndEntry("2025-06-30"))
    assert early.value.errors[0].pointer == "/last_day"
    for refused_call in (
        lookups.begin(editor, NewCatalogue(key, "Trùng mã")),
        lookups.begin(editor, NewCatalogue("agencies", "Cơ quan")),
        lookups.save(editor, "khong_co", SaveEntry("A", "B", "2025-01-01")),
        lookups.save(editor, "agencies", SaveEntry("A", "B", "2025-01-01")),
        lookups.history(editor, key, "khong-co"),
        lookups.save(await officer("lanhdao.bacson"), key, SaveEntry("A", "B", "2025-01-01")),
    ):
        with pytest.raises(ApiProblem) as refused:
            await refused_call
        assert refused.value.status in (403, 404, 409, 422)


@pytest.mark.criterion("II.17")
async def test_the_state_catalogues_are_there_and_old_provinces_lead_to_new_ones(
    anonymous: ApiClient,
) -> None:
    found = {c.key: c for c in await lookups.catalogues(anonymous)}
    counts = {key: found[key].entries for key in ("ethnicities", "document_types", "countries")}
    assert counts["ethnicities"] == 54
    assert counts["document_types"] == 29
    assert counts["countries"] > 190
    assert found["administrative_units"].entries == 63 + 34 + 3321
    old = await lookups.entries(
        anonymous, "administrative_units", q="yen bai", on="2025-06-30", parent=""
    )
    assert [(e.code, e.replaced_by) for e in old.items] == [("15", ["15"])]
    now = await lookups.entries(anonymous, "administrative_units", on="2025-07-01", q="lao cai")
    assert ("15", "Tỉnh Lào Cai") in {(e.code, e.name) for e in now.items}
    communes = await lookups.entries(anonymous, "administrative_units", parent="20", limit="100")
    assert len(communes.items) == 65
    agencies = await lookups.entries(anonymous, "agencies", q="H37", limit="100")
    assert len(agencies.items) > 10
    assert all(a.code.startswith("H37") for a in agencies.items)
    first = await lookups.entries(anonymous, "ethnicities", limit="30")
    assert first.next_cursor
    rest = await lookups.entries(anonymous, "ethnicities", limit="30", cursor=first.next_cursor)
    assert len({e.code for e in [*first.items, *rest.items]}) == 54
    for path in ("ethnicities", "x' or 1=1", "%00"):
        if path != "ethnicities":
            with pytest.raises(ApiProblem) as refused:
                await lookups.entries(anonymous, path)
            assert refused.value.status in (400, 404)
