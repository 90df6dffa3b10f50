"""Who hands drafts over: whoever may issue the result once it is signed."""

from typing import Any

from backend.access.actor import Actor
from backend.catalogue.queries import content_of
from backend.dossiers.rules import relations
from backend.dossiers.standing import standing_of
from backend.law.lifecycle import rules_from
from shared.vocabulary.acts import Act
from shared.vocabulary.states import State


async def may_issue(actor: Actor, row: Any) -> bool:
    """Whether the caller may do the act that issues the result, in the state the dossier is in."""
    if not actor.is_officer or row["state"] != State.APPROVED:
        return False
    mine = relations(actor, standing_of(row, await content_of(row["procedure_version_id"])))
    return any(r.act is Act.FINISH and r.by & mine for r in rules_from(State.APPROVED))
