"""Photos joined into one file, a scan split into papers: new files of pages of others."""

from contextlib import ExitStack
from pathlib import Path
from uuid import UUID

import asyncpg

from backend.access.actor import Actor
from backend.audit.actions import record
from backend.documents import workshop
from backend.documents.inspection import SENTENCES, refusals
from backend.documents.keeping import (
    Allowed,
    Place,
    Stored,
    forget,
    look_through_and_store,
    measured,
    write_down,
)
from backend.documents.paperwork import Leaf, put_together
from backend.documents.reading import read_to
from backend.documents.upload_stream import disk_file
from backend.documents.withheld import openable, unknown
from backend.platform import clock
from backend.platform.database import transaction
from backend.platform.problems import RuleBroken, UnsupportedMedia, field
from shared.contracts.documents import Document
from shared.contracts.uploads import Arrange, NewFile

_SECONDS = 60
_MOST_PAGES = 300


async def arrange(
    actor: Actor,
    data: Arrange,
    of: UUID,
    places: list[Place],
    allowed: dict[Place, Allowed],
) -> list[Document]:
    """Makes the files that were asked for and takes the files they were made of away.

    `of` is the draft or dossier of the pages, `places` where each new file goes, `allowed` the
    question, by place, whether a file may be added there. What somebody else sent
    is never taken away; the bytes of what is taken away are kept. Raises NotFound, Withheld,
    RuleBroken with the page that is not there, UnsupportedMedia, Unavailable.
    """
    sources = await _sources(actor, data, of)
    stored: list[Stored] = []
    try:
        with ExitStack() as stack:
            paths = {id_: await _fetched(row, stack) for id_, row in sources.items()}
            for made in data.files:
                stored.append(await _make(made, sources, paths))
        async with transaction() as connection:
            for question in allowed.values():
                await question(connection)
            await _take_away(connection, actor, sources)
            documents = [
                await write_down(connection, actor, place, one)
                for place, one in zip(places, stored, strict=True)
            ]
            await record(
                connection, actor, "document.arranged", subject_id=of,
                detail={"from": sorted(map(str, sources)), "to": [d.id for d in documents]},
            )  # fmt: skip
            return documents
    except BaseException:
        for one in stored:
            await forget(one)
        raise


async def _sources(actor: Actor, data: Arrange, of: UUID) -> dict[UUID, asyncpg.Record]:
    """The rows behind the pages that were named. Raises NotFound, Withheld, RuleBroken."""
    found: dict[UUID, asyncpg.Record] = {}
    if sum(len(made.pages) for made in data.files) > _MOST_PAGES:
        raise RuleBroken(
            f"Mỗi lần chỉ sắp xếp được {_MOST_PAGES} trang. Hãy làm thành nhiều lần.",
            errors=[field("/files", "Bớt số trang.")],
        )
    for number, made in enumerate(data.files):
        for position, leaf in enumerate(made.pages):
            pointer = f"/files/{number}/pages/{position}"
            id_ = _id(leaf.document_id)
            if id_ not in found:
                row = await openable(actor, id_)
                if of not in (row["draft_id"], row["dossier_id"]) or row["object_key"] is None:
                    raise unknown()
                if row["purpose"] in ("form", "result", "task", "message"):
                    raise unknown()
                found[id_] = row
            if leaf.page > found[id_]["pages"]:
                raise RuleBroken(
                    "Tệp không có trang này, hoặc không phải PDF hay ảnh nên không ghép trang "
                    "được. Hãy lưu tệp thành PDF rồi gửi lại.",
                    en="The file has no such page.",
                    slug="no-such-page",
                    errors=[field(pointer, "Chọn trang khác.")],
                )
    return found


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise unknown() from None


async def _fetched(row: asyncpg.Record, stack: ExitStack) -> Path:
    file = stack.enter_context(disk_file())
    await read_to(row, file)
    return Path(file.name)


async def _make(
    made: NewFile, sources: dict[UUID, asyncpg.Record], paths: dict[UUID, Path]
) -> Stored:
    ids = [UUID(leaf.document_id) for leaf in made.pages]
    leaves = [
        Leaf(paths[id_], sources[id_]["media_type"], leaf.page - 1, leaf.turn)
        for id_, leaf in zip(ids, made.pages, strict=True)
    ]
    name = made.name.strip()
    if not name.lower().endswith(".pdf"):
        name += ".pdf"
    with disk_file() as out:
        path = Path(out.name)
        try:
            await workshop.run(put_together, leaves, path, seconds=_SECONDS)
        except workshop.TooHeavy as error:
            sentence = SENTENCES[refusals.COMPLEX]
            raise UnsupportedMedia(sentence.vi, en=sentence.en, slug=refusals.COMPLEX) from error
        size, digest = measured(path)
        stored = await look_through_and_store(path, name, size, digest)
    return Stored(
        stored.id, stored.name, stored.media_type, stored.size, stored.sha256, stored.key,
        stored.pages, made_from=tuple(dict.fromkeys(ids)),
    )  # fmt: skip


async def _take_away(
    connection: asyncpg.Connection, actor: Actor, sources: dict[UUID, asyncpg.Record]
) -> None:
    mine = [id_ for id_, row in sources.items() if row["uploaded_by"] == actor.account_id]
    taken = await connection.fetch(
        "update document set removed_at = $2 where id = any($1::uuid[]) and removed_at is null "
        "returning id",
        mine,
        clock.now(),
    )
    if len(taken) != len(mine):
        raise RuleBroken(
            "Một tệp vừa bị xóa ở nơi khác. Hãy tải lại trang rồi sắp xếp lại.",
            en="A file was removed meanwhile. Please reload.",
            slug="file-gone",
        )
