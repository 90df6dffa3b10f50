"""The published versions of a form, and what changed between two of them."""

import msgspec

from backend.forms.queries import of, written
from backend.forms.rules.comparing import changes
from backend.platform import clock
from backend.platform.database import fetch, fetch_row
from backend.platform.pagination import decode_cursor, page
from backend.platform.problems import NotFound
from backend.proposals.queries import proposal
from backend.settings import settings
from shared.contracts.common import Page
from shared.contracts.forms import Form, FormChange, FormVersionRow, Question


async def versions(code: str, cursor: str = "", limit: int = 50) -> Page[FormVersionRow]:
    """The versions of a form, the newest first."""
    before = decode_cursor(cursor, tuple[int])[0] if cursor else 2**31 - 1
    rows = await fetch(
        "select version, title, jsonb_array_length(questions) as questions, published_at, "
        "proposed_by_name, published_by_name from form_version where tenant_id = $1 "
        "and procedure_code = $2 and version < $3 order by version desc limit $4",
        settings().tenant,
        code,
        before,
        limit + 1,
    )
    return page(
        rows,
        limit,
        lambda r: FormVersionRow(
            version=r["version"],
            title=r["title"],
            questions=r["questions"],
            published_at=r["published_at"].astimezone(clock.VIETNAM).isoformat(timespec="seconds"),
            proposed_by=r["proposed_by_name"],
            published_by=r["published_by_name"],
        ),
        lambda r: (r["version"],),
    )


async def version(code: str, number: int) -> Form:
    """One published version. Raises NotFound."""
    row = await fetch_row(
        "select id, title, questions from form_version where tenant_id = $1 "
        "and procedure_code = $2 and version = $3",
        settings().tenant,
        code,
        min(number, 2**31 - 1),
    )
    if row is None:
        raise _unknown()
    questions = msgspec.json.decode(row["questions"], type=list[Question])
    return Form(str(row["id"]), code, number, row["title"], questions)


async def compared(code: str, old: int, new: int) -> list[FormChange]:
    """What changed from one published version to another; 0 is the form being written.

    Raises NotFound.
    """
    return changes(await _questions(code, old), await _questions(code, new))


async def _questions(code: str, number: int) -> list[Question]:
    if number:
        return (await version(code, number)).questions
    row = await proposal(of(code))
    if row is None:
        raise _unknown()
    return written(row).questions


def _unknown() -> NotFound:
    return NotFound("Không có bản này của biểu mẫu.", en="There is no such version of the form.")
