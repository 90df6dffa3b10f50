"""What people read of the agency's content now, and the times of maintenance."""

from datetime import datetime
from uuid import UUID

from backend.catalogue.queries import known_procedures
from backend.content import shapes
from backend.content.samples import sample_path
from backend.law.calendar import VIETNAM
from backend.law.maintenance import Window, clipped, told_in_time
from backend.organisation.working_calendar import working_calendar
from backend.platform import clock
from backend.platform.database import fetch, fetch_row
from backend.platform.pagination import decode_cursor, page
from backend.platform.problems import NotFound
from backend.settings import settings
from shared.contracts.common import Page
from shared.contracts.content import (
    Announcement,
    ContentCard,
    ContentPage,
    ContentText,
    ProcedureHelp,
    SampleFile,
)
from shared.vocabulary.content import ANNOUNCED, ContentKind

VISIBLE = """v.tenant_id = $1 and v.visible_from <= $2
    and (v.visible_until is null or v.visible_until > $2)"""
_FEW = 12
_LISTED = f"""
select v.id, v.item_id, v.kind, v.procedure_code, v.text, v.visible_from, v.weight
from content_version v where {VISIBLE} and v.kind = $3 and ($4 = '' or v.procedure_code = $4)
    and ($5::int is null or (v.weight, v.visible_from, v.id) < ($5, $6, $7::uuid))
order by v.weight desc, v.visible_from desc, v.id desc limit $8
"""
_PAGE = f"""
select v.item_id, v.kind, v.procedure_code, v.text, v.visible_from, v.starts_at, v.ends_at,
    v.urgent, g.name as agency, p.name as procedure_name
from content_version v join agency g on g.id = v.agency_id
    left join procedure p on p.tenant_id = v.tenant_id and p.code = v.procedure_code
where {VISIBLE} and v.item_id = $3
"""
_ANNOUNCED = f"""
select v.item_id, v.kind, v.text, v.starts_at, v.ends_at, v.urgent from content_version v
where {VISIBLE} and v.kind = any($3::text[]) and (v.ends_at is null or v.ends_at > $2)
order by v.urgent desc, v.starts_at nulls last, v.weight desc, v.id desc limit 5
"""
_OF_PROCEDURE = f"""
select * from (select v.item_id, v.kind, v.procedure_code, v.text, v.visible_from, row_number()
    over (partition by v.kind order by v.weight desc, v.visible_from desc, v.id desc) as place
    from content_version v where {VISIBLE} and v.procedure_code = $3
    and v.kind = any($4::text[])) found where place <= {_FEW} order by kind, place
"""
_PAPERS = """
select id, name, pages, size from content_sample
where tenant_id = $1 and id = any($2::text[]::uuid[]) and removed_at is null order by id limit 300
"""
_OBJECT = """
select f.object_key, f.name, exists (select from content_version v where {visible}
    and v.item_id = f.item_id and v.text -> '{named}' ? f.id::text) as shown
from {table} f where f.tenant_id = $1 and f.id = $3 and f.removed_at is null
"""
_WINDOWS = """
select v.agency_id, v.starts_at, v.ends_at, v.announced_at, v.urgent, v.visible_until
from content_version v where v.tenant_id = $1 and v.kind = 'maintenance'
    and v.starts_at < $3 and v.ends_at > $2
    and (v.visible_until is null or v.visible_until > v.starts_at) order by v.starts_at limit 2000
"""


async def listed(
    kind: ContentKind, procedure_code: str = "", cursor: str = "", limit: int = 20
) -> Page[ContentCard]:
    """What is shown now of a kind: by weight, then the newest first."""
    after = decode_cursor(cursor, tuple[int, datetime, UUID]) if cursor else (None, None, None)
    rows = await fetch(
        _LISTED, settings().tenant, clock.now(), kind, procedure_code, *after, limit + 1
    )
    return page(
        rows, limit, shapes.card, lambda row: (row["weight"], row["visible_from"], row["id"])
    )


async def content_page(item_id: UUID) -> ContentPage:
    """One piece of content that is shown now. Raises NotFound."""
    row = await fetch_row(_PAGE, settings().tenant, clock.now(), item_id)
    if row is None:
        raise NotFound(
            "Nội dung này không còn trên Cổng. Hãy tìm trong mục Trợ giúp.",
            en="This is no longer on the portal. Please search the help pages.",
        )
    return shapes.content_page(row, await papers_of([shapes.text_of(row)]))


async def announcements() -> list[Announcement]:
    """What stands on top of every page now: at most five, urgent ones first.

    A time of maintenance is told of from its announcement to its end.
    """
    now = clock.now()
    rows = await fetch(_ANNOUNCED, settings().tenant, now, sorted(ANNOUNCED))
    found = []
    for row in rows:
        text = shapes.text_of(row)
        running = row["starts_at"] is not None and row["starts_at"] <= now
        found.append(
            Announcement(
                id=str(row["item_id"]),
                kind=row["kind"],
                title=text.title,
                title_en=text.title_en,
                link=text.link
                or (shapes.path_of(row["kind"], row["item_id"]) if text.body else ""),
                starts_at=shapes.iso(row["starts_at"]),
                ends_at=shapes.iso(row["ends_at"]),
                urgent=row["urgent"],
                running=running,
            )
        )
    return found


async def announced_maintenance(first: datetime, last: datetime) -> list[Window]:
    """Times of maintenance between two moments that were announced as TT 32/2017/TT-BTTTT Điều
    11.2.g asks, clipped to them and in order; urgent ones and those told too late are left out.

    A window that was withdrawn or replaced while it ran counts until then. They may overlap.
    """
    rows = await fetch(_WINDOWS, settings().tenant, first, last)
    found = []
    for row in rows:
        ends = min(row["ends_at"], row["visible_until"] or row["ends_at"])
        window = Window(row["starts_at"], ends, row["announced_at"], row["urgent"])
        if told_in_time(await working_calendar(row["agency_id"]), window):
            found.append(window)
    return [
        Window(w.starts_at.astimezone(VIETNAM), w.ends_at.astimezone(VIETNAM), w.announced_at)
        for w in clipped(found, first, last)
    ]


async def procedure_help(code: str) -> ProcedureHelp:
    """What helps with one procedure. Raises NotFound."""
    if not await known_procedures({code}):
        raise NotFound("Không có thủ tục này.", en="There is no such procedure.")
    kinds = [ContentKind.FAQ, ContentKind.GUIDE, ContentKind.VIDEO, ContentKind.SAMPLE]
    rows = await fetch(_OF_PROCEDURE, settings().tenant, clock.now(), code, kinds)
    by_kind = {kind: [row for row in rows if row["kind"] == kind] for kind in kinds}
    files = await papers_of([shapes.text_of(row) for row in by_kind[ContentKind.SAMPLE]])
    return ProcedureHelp(
        faq=[shapes.answered(row) for row in by_kind[ContentKind.FAQ]],
        guides=[shapes.card(row) for row in by_kind[ContentKind.GUIDE]],
        videos=[shapes.card(row) for row in by_kind[ContentKind.VIDEO]],
        samples=[shapes.card(row) for row in by_kind[ContentKind.SAMPLE]],
        files=files,
        questions=[],
        filled_form=await sample_path(code),
    )


async def papers_of(texts: list[ContentText]) -> list[SampleFile]:
    """The stamped papers that some texts name."""
    ids = [each for text in texts for each in text.papers]
    return [shapes.sample(row) for row in await fetch(_PAPERS, settings().tenant, ids)]


async def object_of(table: str, id_: UUID) -> tuple[str, str, bool]:
    """Where a picture or sample lies, its name, and whether a version that people see now names
    it. Raises NotFound."""
    named = "papers" if table == "content_sample" else "pictures"
    # nosemgrep: sql-from-values (names of ours)
    row = await fetch_row(
        _OBJECT.format(table=table, named=named, visible=VISIBLE),
        settings().tenant,
        clock.now(),
        id_,
    )
    if row is None:
        raise NotFound("Không tìm thấy tệp này.", en="There is no such file.")
    return row["object_key"], row["name"], row["shown"]
