"""Files that come in pieces over a bad network, and pages put together anew."""

import asyncio
import io
import uuid
from collections.abc import Awaitable, Callable

import asyncpg
import pikepdf
import pytest
from PIL import Image

from shared.client import documents, dossiers, uploads
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.documents import Document
from shared.contracts.uploads import Arrange, NewFile, PageOfFile, StartUpload, Upload
from tests.api.conftest import PROCEDURE, Office, submitted
from tests.conftest import Services, wait_until_ready
from tests.files.papers import a_pdf, jpeg, page

Citizen = Callable[[int], Awaitable[ApiClient]]
Officer = Callable[[str], Awaitable[ApiClient]]


def large(seed: int = 1) -> bytes:
    """A good PDF of some megabytes that nothing makes smaller."""
    out = io.BytesIO()
    noise = Image.effect_noise((1500, 1500), 90 + seed)
    noise.save(out, "PDF", quality=97)
    return out.getvalue()


async def refused(work: Awaitable[object]) -> tuple[int, str]:
    """Status and type of a refusal."""
    with pytest.raises(ApiProblem) as problem:
        await work
    return problem.value.status, problem.value.problem.type.rsplit(":", 1)[1]


async def begun(me: ApiClient, content: bytes, name: str = "giay.pdf") -> tuple[str, Upload]:
    """A draft and the upload of a file for it."""
    draft = await dossiers.start_draft(me, PROCEDURE)
    data = StartUpload(name=name, size=len(content), component_key="to_khai")
    return draft.id, await uploads.start_for_draft(me, draft.id, data)


async def go_on(me: ApiClient, upload: Upload, content: bytes, pieces: int = 999) -> Upload:
    """Sends so many pieces from where the upload stands."""
    for _ in range(pieces):
        if upload.received == len(content):
            break
        piece = content[upload.received : upload.received + upload.piece_bytes]
        upload = await uploads.append(me, upload.id, upload.received, piece)
    return upload


@pytest.mark.criterion("III.4")
async def test_after_a_lost_network_and_a_restart_a_file_goes_on_where_it_stopped(
    citizen: Citizen, services: Services
) -> None:
    me, content = await citizen(31), large()
    draft_id, upload = await begun(me, content)
    upload = await go_on(me, upload, content, pieces=2)
    services.api.stop()
    services.api.start()
    wait_until_ready(services.api, services.folder / "services.log")
    again = await uploads.progress(me, upload.id)
    assert again.received == 2 * upload.piece_bytes < len(content)
    # The piece whose answer was lost is sent again; one that leaves a gap is not taken.
    piece = content[upload.piece_bytes : again.received]
    assert (await uploads.append(me, upload.id, upload.piece_bytes, piece)).received == (
        again.received
    )
    gap = uploads.append(me, upload.id, again.received + 5, b"later")
    assert await refused(gap) == (409, "upload-offset")
    assert await refused(uploads.finish(me, upload.id)) == (409, "upload-offset")
    await go_on(me, again, content)
    kept = await uploads.finish(me, upload.id)
    assert await documents.content(me, kept.id) == content
    assert (await uploads.finish(me, upload.id)).id == kept.id, "asked twice, kept once"
    assert [d.id for d in (await dossiers.draft(me, draft_id)).documents] == [kept.id]


async def test_two_who_send_the_same_piece_at_once_leave_one_file(citizen: Citizen) -> None:
    me, content = await citizen(32), large(2)
    draft_id, upload = await begun(me, content)
    piece = content[: upload.piece_bytes]
    both = await asyncio.gather(*[uploads.append(me, upload.id, 0, piece) for _ in range(4)])
    assert {found.received for found in both} == {upload.piece_bytes}
    await go_on(me, both[0], content)
    finished = await asyncio.gather(*[uploads.finish(me, upload.id) for _ in range(3)])
    assert len({found.id for found in finished}) == 1
    assert await documents.content(me, finished[0].id) == content
    assert len((await dossiers.draft(me, draft_id)).documents) == 1


async def test_an_upload_is_refused_early_and_belongs_to_one_person(citizen: Citizen) -> None:
    me, other = await citizen(33), await citizen(34)
    draft = await dossiers.start_draft(me, PROCEDURE)

    def start(api: ApiClient, name: str, size: int, key: str = "to_khai") -> Awaitable[Upload]:
        return uploads.start_for_draft(api, draft.id, StartUpload(name, size, key))

    limit = (await documents.limits(me)).max_bytes
    assert await refused(start(me, "a.pdf", limit + 1)) == (413, "too-large")
    assert await refused(start(me, "a.exe", 10)) == (415, "unsupported-media")
    assert (await refused(start(me, "a.pdf", 10, "khong_co")))[0] == 422
    assert (await refused(start(other, "a.pdf", 10)))[0] == 404
    mine = await start(me, "a.pdf", 10)
    assert (await refused(uploads.progress(other, mine.id)))[0] == 404
    assert (await refused(uploads.append(other, mine.id, 0, b"x")))[0] == 404
    assert (await refused(uploads.append(me, mine.id, 0, b"x" * 11)))[0] == 422
    assert (await refused(uploads.append(me, mine.id, 0, b"x" * 9 * 1024 * 1024)))[0] == 413


async def test_a_hostile_file_in_pieces_is_refused_as_one_in_a_whole(
    citizen: Citizen, database: asyncpg.Pool
) -> None:
    me, content = await citizen(35), b"<html><script>alert(1)</script>"
    draft_id, upload = await begun(me, content, "trang.pdf")
    await go_on(me, upload, content)
    assert await refused(uploads.finish(me, upload.id)) == (415, "unsupported-media")
    assert (await refused(uploads.progress(me, upload.id)))[0] == 404, "begin anew"
    assert not (await dossiers.draft(me, draft_id)).documents


async def test_what_nobody_goes_on_with_is_swept_away(
    citizen: Citizen, database: asyncpg.Pool
) -> None:
    from backend.documents.store import store
    from backend.documents.uploads import sweep_unfinished
    from storage.objects import ObjectMissing

    me, content = await citizen(36), large(3)
    _draft, upload = await begun(me, content)
    await go_on(me, upload, content, pieces=1)
    row = (
        "update upload set expires_at = now() - interval '1 second' where id = $1 returning pieces"
    )
    pieces = await database.fetchval(row, uuid.UUID(upload.id))
    assert (await refused(uploads.progress(me, upload.id)))[0] == 404
    assert await sweep_unfinished() >= 1
    assert not await database.fetchval("select 1 from upload where id = $1", uuid.UUID(upload.id))
    with pytest.raises(ObjectMissing):
        await store().stat(pieces.strip('[]" '))


def turned(pdf: bytes) -> list[int]:
    """How each page is turned."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [int(leaf.obj.get("/Rotate", 0)) for leaf in opened.pages]


@pytest.mark.criterion("III.4")
async def test_photos_become_one_pdf_in_the_order_and_turn_that_was_chosen(
    citizen: Citizen, database: asyncpg.Pool
) -> None:
    me = await citizen(37)
    draft = await dossiers.start_draft(me, PROCEDURE)
    sideways = Image.Exif()
    sideways[0x0112] = 6
    first = await documents.upload_to_draft(me, draft.id, "1.jpg", jpeg(), "to_khai")
    second = await documents.upload_to_draft(me, draft.id, "2.jpg", jpeg(exif=sideways), "to_khai")
    scan = await documents.upload_to_draft(me, draft.id, "3.pdf", a_pdf(3), "to_khai")
    made = NewFile(
        "Tờ khai",
        [
            PageOfFile(second.id), PageOfFile(scan.id, 3, 90), PageOfFile(first.id, 1, 90),
            PageOfFile(first.id),
        ],
        "to_khai",
    )  # fmt: skip
    (one,) = await uploads.arrange_draft(me, draft.id, Arrange([made]))
    assert (one.name, one.pages, one.media_type) == ("Tờ khai.pdf", 4, "application/pdf")
    assert [d.id for d in (await dossiers.draft(me, draft.id)).documents] == [one.id]
    content = await documents.content(me, one.id)
    with pikepdf.open(io.BytesIO(content)) as opened:
        shapes = ["wide" if p.mediabox[2] > p.mediabox[3] else "high" for p in opened.pages]
        longest = max(float(side) for p in opened.pages for side in p.mediabox[2:])
    # What was held sideways stands; what was turned lies.
    assert shapes == ["wide", "high", "wide", "high"] and turned(content)[1] == 90
    assert longest <= 842 + 1, "no page is larger than A4"
    sources = await database.fetchval(
        "select made_from from document where id = $1", uuid.UUID(one.id)
    )
    assert all(source.id in sources for source in (first, second, scan))


async def test_pages_of_others_or_that_are_not_there_make_nothing(citizen: Citizen) -> None:
    me, other = await citizen(38), await citizen(39)
    mine = await dossiers.start_draft(me, PROCEDURE)
    theirs = await dossiers.start_draft(other, PROCEDURE)
    file = await documents.upload_to_draft(me, mine.id, "1.jpg", jpeg(), "to_khai")
    foreign = await documents.upload_to_draft(other, theirs.id, "1.jpg", jpeg(), "to_khai")

    def join(*pages: PageOfFile) -> Awaitable[list[Document]]:
        return uploads.arrange_draft(me, mine.id, Arrange([NewFile("x", list(pages), "to_khai")]))

    assert (await refused(join(PageOfFile(file.id), PageOfFile(foreign.id))))[0] == 404
    assert (await refused(join(PageOfFile("khong-phai"))))[0] == 404
    assert await refused(join(PageOfFile(file.id, 2))) == (422, "no-such-page")
    assert [d.id for d in (await dossiers.draft(me, mine.id)).documents] == [file.id]


async def test_the_desk_splits_a_scan_into_papers_and_keeps_what_the_applicant_sent(
    citizen: Citizen, officer: Officer
) -> None:
    me, office = await citizen(40), Office(officer, "dongkinh")
    id_ = (await submitted(me, "Đông Kinh")).dossier_id
    await office.accept(id_)
    desk = await office.as_("tiepnhan1")
    scan = await documents.upload_to_dossier(desk, id_, "quet.pdf", a_pdf(4), "", "component")
    assert scan.id in [d.id for d in (await dossiers.dossier(desk, id_)).documents]
    assert scan.id not in [d.id for d in (await dossiers.dossier(me, id_)).documents]
    files = [
        NewFile("Tờ khai", [PageOfFile(scan.id, 1), PageOfFile(scan.id, 2)], "to_khai"),
        NewFile("Ủy quyền", [PageOfFile(scan.id, 4, 180)], "uy_quyen"),
    ]
    made = await uploads.arrange_dossier(desk, id_, Arrange(files))
    assert [(d.component_key, d.pages) for d in made] == [("to_khai", 2), ("uy_quyen", 1)]
    found = await dossiers.dossier(me, id_)
    by_paper = {c.key: [d.id for d in c.documents] for c in found.components}
    assert by_paper["to_khai"] == [made[0].id] and by_paper["uy_quyen"] == [made[1].id]
    assert scan.id not in [d.id for d in found.documents], "the scan is its papers now"
    specialist = await officer("chuyenvien1.tuphap.dongkinh")
    with pytest.raises(ApiProblem):
        await uploads.arrange_dossier(specialist, id_, Arrange(files))


def test_a_page_of_the_tests_has_ink() -> None:
    assert len(page().getcolors(9999) or []) > 1
