"""A pile scanned in one go: separator sheets say which pages are which paper of which dossier."""

from collections.abc import Awaitable, Callable

import asyncpg
import httpx
import pytest

from shared.client import documents, dossiers, paper_codes, uploads
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.uploads import Arrange, NewFile, PageOfFile
from tests.api.conftest import Office, submitted
from tests.api.people import fresh_citizen
from tests.files.papers import a_pdf, page
from tests.files.scans import pile, scanned_pages

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]


async def status(work: Awaitable[object]) -> int:
    """The status of a refusal."""
    with pytest.raises(ApiProblem) as problem:
        await work
    return problem.value.status


@pytest.mark.criterion("II.15")
async def test_a_pile_of_two_dossiers_is_sorted_by_its_sheets_and_kept_where_it_belongs(
    citizen: Citizen, officer: Officer
) -> None:
    office = Office(officer, "dongkinh")
    ids = [(await submitted(await citizen(n), "Đông Kinh")).dossier_id for n in (33, 34)]
    opened = [await office.accept(id_) for id_ in ids]
    desk = await office.as_("tiepnhan1")
    keys = [c.key for c in opened[0].components]
    sheets = [scanned_pages(await paper_codes.separator_sheets(desk, id_)) for id_ in ids]
    assert [len(s) for s in sheets] == [len(keys), len(keys)]
    receipt = scanned_pages(await documents.content(desk, opened[0].issued_forms[0].document_id))
    paper = page(1240, 1754)
    content = pile([sheets[0][1], paper, paper, sheets[1][0], paper, receipt[0]])
    scan = await documents.upload_to_dossier(desk, ids[0], "tap.pdf", content, "", "component")
    first = await paper_codes.read(desk, scan.id)
    assert (first.next, first.pages) == (6, 6)
    rest = await paper_codes.read(desk, scan.id, first.next)
    assert rest.next == 0
    told = [(c.page, c.separates, c.dossier_id, c.component_key) for c in first.found + rest.found]
    assert told == [
        (1, True, ids[0], keys[1]), (4, True, ids[1], keys[0]), (6, False, ids[0], ""),
    ]  # fmt: skip
    assert first.found[0].component_name == opened[0].components[1].name
    made = await uploads.arrange_dossier(
        desk, ids[0],
        Arrange([
            NewFile("Một", [PageOfFile(scan.id, 2), PageOfFile(scan.id, 3)], keys[1]),
            NewFile("Hai", [PageOfFile(scan.id, 5)], keys[0], ids[1]),
        ]),
    )  # fmt: skip
    here, there = [await dossiers.dossier(desk, id_) for id_ in ids]
    assert made[0].id in [d.id for d in here.components[1].documents]
    assert made[1].id in [d.id for d in there.components[0].documents]
    assert made[1].id not in [d.id for c in here.components for d in c.documents]


async def test_nothing_is_read_of_or_put_into_what_is_not_ones_own(
    citizen: Citizen, officer: Officer
) -> None:
    me, other = await citizen(35), await citizen(36)
    mine = (await submitted(me, "Đông Kinh")).dossier_id
    theirs = (await submitted(other, "Kỳ Lừa")).dossier_id
    office = Office(officer, "dongkinh")
    await office.accept(mine)
    desk, elsewhere = await office.as_("tiepnhan1"), await officer("tiepnhan1.kylua")
    foreign = scanned_pages(await paper_codes.separator_sheets(elsewhere, theirs))
    scan = await documents.upload_to_dossier(
        desk, mine, "a.pdf", pile([foreign[0], page(1240, 1754)]), "", "component"
    )
    assert (await paper_codes.read(desk, scan.id)).found == [], "not even that it exists"
    assert await status(paper_codes.separator_sheets(desk, theirs)) == 404
    assert await status(paper_codes.read(elsewhere, scan.id)) == 404
    assert await status(paper_codes.read(desk, scan.id, 3)) == 404
    assert await status(paper_codes.read(me, scan.id)) == 403
    to_theirs = Arrange([NewFile("Một", [PageOfFile(scan.id, 2)], "to_khai", theirs)])
    assert await status(uploads.arrange_dossier(desk, mine, to_theirs)) == 404
    nonsense = Arrange([NewFile("Một", [PageOfFile(scan.id, 2)], "to_khai", "x")])
    assert await status(uploads.arrange_dossier(desk, mine, nonsense)) == 404
    assert (await documents.view(desk, scan.id)).pages == 2


async def test_a_scan_without_codes_says_so_and_a_draft_takes_no_other_dossier(
    citizen: Citizen, officer: Officer, http: httpx.AsyncClient, database: asyncpg.Pool
) -> None:
    me, office = await citizen(37), Office(officer, "dongkinh")
    id_ = (await submitted(me, "Đông Kinh")).dossier_id
    await office.accept(id_)
    desk = await office.as_("tiepnhan1")
    scan = await documents.upload_to_dossier(desk, id_, "a.pdf", a_pdf(2), "", "component")
    read = await paper_codes.read(desk, scan.id)
    assert (read.found, read.next, read.pages) == ([], 0, 2)
    another = await fresh_citizen(http, database)
    draft = await dossiers.start_draft(another, "1.004873")
    file = await documents.upload_to_draft(another, draft.id, "a.pdf", a_pdf(), "to_khai")
    into = Arrange([NewFile("Một", [PageOfFile(file.id, 1)], "to_khai", id_)])
    assert await status(uploads.arrange_draft(another, draft.id, into)) == 404
