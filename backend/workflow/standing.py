"""In which step of its process a dossier stands, read with the dossier itself."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from shared.vocabulary.acts import Act

STEP = """
    (select to_json(x) from (select p.id, p.process_version_id, p.step, p.name, p.role, p.acts,
        p.done_by, p.due_at, p.parts, case when p.parts = '[]' then '{}'::text[] else array(
            select 'consult:' || c.agency_id from consultation c where c.dossier_id = d.id
            union select 'entrust:' || t.agency_id from joint_task t where t.dossier_id = d.id
            and not t.cancelled) end as asked
        from step_passage p where p.dossier_id = d.id and p.left_at is null) x) as step"""
"""A column of a statement over `dossier d`, for `step_now`."""


class PartNow(msgspec.Struct, frozen=True):
    """What another agency is to do within the step; `days` are working days."""

    kind: str
    agency_id: UUID
    agency_name: str
    content: str
    days: int
    in_turn: bool


class StepNow(msgspec.Struct, frozen=True):
    """The step a dossier stands in."""

    id: UUID
    process_version_id: UUID
    step: str
    name: str
    role: str
    acts: list[Act]
    done_by: Act
    due_at: datetime
    parts: list[PartNow] = []
    asked: list[str] = []

    def was_asked(self, part: PartNow) -> bool:
        """Whether the agency has been asked, in this step or before."""
        return f"{part.kind}:{part.agency_id}" in self.asked

    @property
    def missing(self) -> list[PartNow]:
        """Parts that nobody has asked for yet."""
        return [part for part in self.parts if not self.was_asked(part)]

    @property
    def offered(self) -> frozenset[Act]:
        """The acts of the step, the ending one among them."""
        return frozenset({*self.acts, self.done_by})


def step_now(row: Any) -> StepNow | None:
    """The step of a row read with `STEP`."""
    return msgspec.json.decode(row["step"], type=StepNow) if row["step"] else None
