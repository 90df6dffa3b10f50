"""The next version of a procedure as a proposal keeps it."""

import asyncpg
import msgspec

from backend.catalogue.procedure_shapes import defined
from backend.catalogue.standing import Standing
from backend.proposals.rules import Subject
from shared.contracts.procedures import DefinedProcedure
from shared.vocabulary.proposals import ProposalSubject


class Written(msgspec.Struct, frozen=True):
    """A draft with the version it was written from and its day."""

    base_version: int
    effective_on: str | None
    procedure: DefinedProcedure


def of(code: str) -> Subject:
    """A procedure as what a proposal is about."""
    return Subject(ProposalSubject.PROCEDURE, code)


def title_of(code: str, written: Written) -> str:
    """How the list of proposals calls it."""
    return f"{code} {written.procedure.name.strip()}"


def written_in(row: asyncpg.Record | None, stands: Standing) -> Written:
    """The draft, or what is in force as the first draft of a next version."""
    if row is not None:
        return msgspec.json.decode(row["definition"], type=Written)
    return Written(stands.number, None, defined(stands.content))
