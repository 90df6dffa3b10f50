"""Several dossiers of one submission, or of one organisation, read as one."""

from typing import Annotated

from msgspec import Meta, Struct

from shared.contracts.desk import RegisterAtDesk
from shared.contracts.dossiers import DossierRow, TimelineEntry

MOST = 50


class BundleEntry(TimelineEntry, frozen=True, kw_only=True):
    """One step of one of the dossiers."""

    dossier_id: str
    code: str
    procedure_name: str


class Bundle(Struct, frozen=True):
    """The dossiers of a bundle that the caller may see, and what happened to them, newest first."""

    id: str
    dossiers: list[DossierRow]
    timeline: list[BundleEntry]


class Owner(Struct, forbid_unknown_fields=True, frozen=True):
    """Whom one of the dossiers is about; the number of a person or organisation where known."""

    name: Annotated[str, Meta(min_length=2, max_length=120, pattern=r"\S")]
    personal_id: Annotated[str, Meta(pattern=r"^([0-9]{9,12}|[0-9]{10}-[0-9]{3})?$")] = ""


class RegisterBatch(Struct, forbid_unknown_fields=True, frozen=True):
    """The same procedure for many owners, brought by one person or organisation.

    Everything of `common` holds for each; `owners` are those the dossiers are about.
    """

    common: RegisterAtDesk
    owners: Annotated[
        list[Owner],
        Meta(min_length=2, max_length=MOST),
    ]
