"""Telling the applicant that a result they hold no longer counts, or has a new one."""

from backend.notifications.actions import about_dossier
from backend.notifications.telling import tell
from backend.notifications.wordings import RESULT_REPLACED, RESULT_WITHDRAWN
from backend.platform.database import fetch_row
from backend.platform.outbox import Message
from shared.vocabulary.results import ResultTurn

_FACTS = """
select r.title, r.number, r.withdrawn_reason, d.id, coalesce(n.number, '') as new_number,
    d.applicant_id, d.applicant_name, d.applicant_email, d.applicant_phone, d.procedure_name,
    d.due_at, coalesce(d.code, d.reference) as code, d.receiving_agency_id, g.name as agency
from result r join dossier d on d.id = r.dossier_id join agency g on g.id = d.holding_agency_id
    left join result n on n.id = r.replaced_by
where r.id = $1
"""


async def tell_of_change(message: Message) -> None:
    """One notice."""
    row = await fetch_row(_FACTS, message.subject_id)
    if row is None:
        return
    replaced = message.payload["what"] == ResultTurn.REPLACED
    more = {
        "result": f"{row['title']} số {row['number']}",
        "new_number": row["new_number"],
        "note": row["withdrawn_reason"],
    }
    event = RESULT_REPLACED if replaced else RESULT_WITHDRAWN
    await tell(message, about_dossier(row, event, more))
