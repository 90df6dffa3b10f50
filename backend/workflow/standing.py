"""In which step of its process a dossier stands, read with the dossier itself."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from shared.vocabulary.acts import Act

STEP = """
    (select to_json(x) from (select p.id, p.process_version_id, p.step, p.name, p.role, p.acts,
        p.done_by, p.due_at from step_passage p where p.dossier_id = d.id and p.left_at is null) x)
        as step"""
"""A column of a statement over `dossier d`, for `step_now`."""


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

    @property
    def offered(self) -> frozenset[Act]:
        """The acts of the step, the ending one among them."""
        return frozenset({*self.acts, self.done_by})


def step_now(row: Any) -> StepNow | None:
    """The step of a row read with `STEP`."""
    return msgspec.json.decode(row["step"], type=StepNow) if row["step"] else None
