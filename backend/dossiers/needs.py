"""What is asked of each paper of one dossier: by its answers, or by what is usual without any."""

import asyncpg

from backend.catalogue.content import ProcedureContent
from backend.catalogue.needs import needs_when, usual_need
from backend.dossiers.personal import Given
from shared.vocabulary.needs import Need


def needs_of(row: asyncpg.Record, content: ProcedureContent, given: Given) -> dict[str, Need]:
    """The need of each component, as on the day the dossier was submitted."""
    if given.counting is None:
        return {c.key: usual_need(c, row["channel"]) for c in content.components}
    return needs_when(content.components, given.counting, row["channel"], given.day)
