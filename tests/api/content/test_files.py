"""Pictures and sample papers follow the versions that name them: by two persons, and off again."""

import asyncpg
import httpx
import msgspec
import pytest

from backend.content.migrations import content_2026_11_26_2355 as migration
from shared.client import content
from shared.client.base import ApiClient, ApiProblem
from shared.contracts.content import ContentDesign, ContentText, SampleFile
from tests.api.conftest import pdf, photo
from tests.api.content.conftest import Editors, a_text, a_word

pytestmark = pytest.mark.usefixtures("services")
FORM = "1.001193"


async def _refused(work: object, status: int, slug: str = "") -> ApiProblem:
    with pytest.raises(ApiProblem) as refused:
        await work  # type: ignore[misc]
    assert refused.value.status == status, refused.value.problem
    assert slug in refused.value.problem.type
    return refused.value


async def _put_up(editors: Editors, id_: str) -> ContentDesign:
    now = await content.design(editors.writer, id_)
    waiting = await content.propose(editors.writer, id_, now.next.revision)
    return await content.publish(editors.second, id_, waiting.next.revision)


async def _sample(editors: Editors) -> tuple[str, SampleFile]:
    text = a_text(f"Bộ hồ sơ mẫu {a_word()}", procedure_code=FORM)
    begun = await content.start(editors.writer, "sample", text)
    file = await content.add_sample(editors.writer, begun.id, "giay-mau.pdf", pdf())
    await _put_up(editors, begun.id)
    return begun.id, file


@pytest.mark.criterion("III.7")
async def test_another_paper_of_a_published_sample_waits_for_a_second_person(
    editors: Editors, anonymous: ApiClient
) -> None:
    id_, first = await _sample(editors)
    second = await content.add_sample(editors.writer, id_, "giay-hai.pdf", pdf())
    await content.remove_sample(editors.writer, id_, first.id)

    page = await content.content(anonymous, id_)
    assert [file.id for file in page.files] == [first.id]
    near = {file.id for file in (await content.of_procedure(anonymous, FORM)).files}
    assert first.id in near and second.id not in near
    await content.sample(anonymous, first.id)
    await _refused(content.sample(anonymous, second.id), 404)
    assert (await content.sample(editors.second, second.id)).startswith(b"%PDF")

    done = await _put_up(editors, id_)

    assert done.published_version == 2
    assert [file.id for file in (await content.content(anonymous, id_)).files] == [second.id]
    await content.sample(anonymous, second.id)
    await _refused(content.sample(anonymous, first.id), 404)
    changed = (await content.changes(editors.writer, id_, 1, 2))[0]
    assert changed.label == "Giấy tờ mẫu"
    assert {(line.kind, line.text.split(" (")[0]) for line in changed.lines} == {
        ("removed", first.name), ("added", second.name),
    }  # fmt: skip


async def test_files_stay_as_they_are_while_a_proposal_waits(editors: Editors) -> None:
    id_, file = await _sample(editors)
    added = await content.add_sample(editors.writer, id_, "giay-hai.pdf", pdf())
    now = await content.design(editors.writer, id_)
    await content.propose(editors.writer, id_, now.next.revision)

    for work in (
        content.add_sample(editors.writer, id_, "giay-ba.pdf", pdf()),
        content.add_picture(editors.writer, id_, "a.jpg", photo("green")),
        content.remove_sample(editors.writer, id_, file.id),
        content.remove_picture(editors.writer, id_, file.id),
    ):
        await _refused(work, 409, "proposed")
    waits = await content.design(editors.second, id_)
    assert waits.text.papers == (file.id, added.id)


@pytest.mark.criterion("III.7")
async def test_what_is_taken_off_the_portal_takes_its_files_along(
    editors: Editors, anonymous: ApiClient, http: httpx.AsyncClient
) -> None:
    id_, file = await _sample(editors)
    news = await content.start(editors.writer, "news", a_text())
    picture = await content.add_picture(editors.writer, news.id, "a.jpg", photo("green"))
    hidden = await http.get(picture.path)
    assert hidden.status_code == 404
    await _put_up(editors, news.id)
    shown = await http.get(picture.path)
    assert shown.headers["cache-control"] == "public, max-age=60"
    for each in (id_, news.id):
        await content.withdraw(editors.second, each, "Ảnh và giấy tờ đăng nhầm")

    await _refused(content.sample(anonymous, file.id), 404)
    await _refused(content.picture(anonymous, picture.id), 404)
    assert file.id not in {f.id for f in (await content.of_procedure(anonymous, FORM)).files}
    # Whoever writes goes on from what was there.
    assert (await content.picture(editors.writer, picture.id)).startswith(b"\xff\xd8")


async def test_a_picture_is_taken_out_by_the_next_version(
    editors: Editors, anonymous: ApiClient
) -> None:
    begun = await content.start(editors.writer, "guide", a_text())
    picture = await content.add_picture(editors.writer, begun.id, "a.jpg", photo("green"))
    text = a_text(body=f"Xem ảnh\n\n{picture.markdown}", pictures=(picture.id,))
    now = await content.design(editors.writer, begun.id)
    await content.save(editors.writer, begun.id, text, now.next.revision)
    await _put_up(editors, begun.id)
    await content.picture(anonymous, picture.id)

    await content.remove_picture(editors.writer, begun.id, picture.id)

    await content.picture(anonymous, picture.id)  # until the second person agrees
    now = await content.design(editors.writer, begun.id)
    assert now.pictures == [] and "không thuộc bản này" in now.faults[0].message
    text = msgspec.structs.replace(now.text, body="Xem ảnh ở quầy")
    await content.save(editors.writer, begun.id, text, now.next.revision)
    await _put_up(editors, begun.id)
    await _refused(content.picture(anonymous, picture.id), 404)
    await _refused(content.remove_picture(editors.writer, begun.id, picture.id), 404)


async def test_a_text_names_its_own_files_alone(editors: Editors, database: asyncpg.Pool) -> None:
    file = (await _sample(editors))[1]
    other = await content.start(editors.writer, "sample", a_text(procedure_code=FORM))
    stolen = msgspec.structs.replace(other.text, papers=(file.id,))
    refused = await _refused(
        content.save(editors.writer, other.id, stolen, other.next.revision), 422
    )
    assert refused.errors[0].pointer == "/text/papers"
    bad = msgspec.structs.replace(other.text, papers=("khong-phai-ma",))
    await _refused(content.save(editors.writer, other.id, bad, other.next.revision), 400)
    # What was never on the portal is gone for good.
    mistake = await content.add_sample(editors.writer, other.id, "nham.pdf", pdf())
    await content.remove_sample(editors.writer, other.id, mistake.id)
    await _refused(content.sample(editors.writer, mistake.id), 404)
    assert await database.fetchval(
        "select removed_at is null from content_sample where id = $1::uuid", file.id
    )
    await content.discard(editors.writer, other.id)
    again = await content.design(editors.writer, other.id)
    assert (again.text.title, again.text.papers) == (other.text.title, ())


async def test_what_was_published_before_files_had_versions_keeps_them(
    editors: Editors, database: asyncpg.Pool
) -> None:
    id_, file = await _sample(editors)
    begun = await content.start(editors.writer, "guide", a_text())
    used = await content.add_picture(editors.writer, begun.id, "a.jpg", photo("green"))
    other = await content.add_picture(editors.writer, begun.id, "b.jpg", photo("red"))
    text = a_text(body=used.markdown, pictures=(used.id, other.id))
    now = await content.design(editors.writer, begun.id)
    await content.save(editors.writer, begun.id, text, now.next.revision)
    await _put_up(editors, begun.id)
    await content.save(editors.writer, begun.id, text, 0)
    version = "select text from content_version where item_id = $1::uuid"
    async with database.acquire() as connection:
        change = connection.transaction()
        await change.start()
        try:
            await connection.execute(migration._BACKWARDS)
            assert "papers" not in await connection.fetchval(version, id_)
            await connection.execute(migration._FORWARDS)
            sample, guide = [
                msgspec.json.decode(await connection.fetchval(version, each), type=ContentText)
                for each in (id_, begun.id)
            ]
            draft = await connection.fetchval(
                "select definition from proposal where subject = 'content' and key = $1", begun.id
            )
        finally:
            await change.rollback()
    assert (sample.papers, sample.pictures) == ((file.id,), ())
    assert (guide.papers, guide.pictures) == ((), (used.id,))
    written = msgspec.json.decode(draft, type=ContentText)
    assert written.pictures == (used.id, other.id)
