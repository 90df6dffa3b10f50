"""What a change of the calendar that is only thought of would come to for open dossiers."""

from uuid import UUID

from backend.access.actor import Actor
from backend.dossiers.recalculation import ADMINS, shown, would_move
from backend.law.calendar import WorkingCalendar
from backend.organisation.working_calendar import Thought, calendar_as_thought
from shared.contracts.calendar import CalendarDifference, CalendarPreview

_LOOKED_AT = 1000
_EXAMPLES = 20


async def preview(
    actor: Actor, thought: Thought, differences: list[CalendarDifference]
) -> CalendarPreview:
    """Open dossiers, of the agency or of all the caller manages, that would be due at another
    moment than under the calendar of now; the first thousand are looked at."""
    agencies = [thought.agency_id] if thought.agency_id is not None else actor.agencies(*ADMINS)

    async def calendar_of(agency_id: UUID) -> WorkingCalendar:
        return await calendar_as_thought(agency_id, thought)

    rows, now = await would_move(agencies, _LOOKED_AT + 1)
    more, rows = len(rows) > _LOOKED_AT, rows[:_LOOKED_AT]
    before = {one.row["id"]: one.due.at for one in now if one.due is not None}
    _rows, then = await would_move(agencies, _LOOKED_AT, calendar_of=calendar_of)
    moved = [
        one for one in then if one.problem or (one.due and one.due.at != before.get(one.row["id"]))
    ]
    gone_back = before.keys() - {one.row["id"] for one in then}
    return CalendarPreview(
        differences=differences,
        looked_at=len(rows),
        moved=len(moved) + len(gone_back),
        more=more,
        examples=[shown(one) for one in moved[:_EXAMPLES]],
    )
