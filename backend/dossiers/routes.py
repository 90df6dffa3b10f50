"""Drafts, dossiers and acts over HTTP; every act of the table has its own typed route."""

from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Response, delete, get, patch, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import Parameter

from backend.access.actor import Actor
from backend.access.asker import asker
from backend.access.guards import citizen, officer, public, signed_in
from backend.access.step_up import stepped_up
from backend.dossiers import (
    bundles,
    calendar_preview,
    detail,
    draft_queries,
    queries,
    recalculation,
)
from backend.dossiers.actions import drafts, receiving, submission
from backend.dossiers.actions.perform import perform
from backend.dossiers.declared import declared
from backend.organisation import calendar_admin, office_hours
from backend.organisation.calendar_admin import OWN
from backend.organisation.queries import resolving_units
from backend.platform.etags import IfMatch, named_version, tagged
from backend.platform.rate import Rate
from shared.contracts.acts import ACT_INPUTS, ActInput
from shared.contracts.bundles import Bundle, RegisterBatch
from shared.contracts.calendar import (
    CalendarPreview,
    MovedDueDate,
    Recalculation,
    SetDay,
    SetOfficeHours,
    StartRecalculation,
)
from shared.contracts.common import Page
from shared.contracts.declared import Declared
from shared.contracts.desk import FindPerson, FoundPerson, RegisterAtDesk
from shared.contracts.dossiers import Dossier, DossierRow, PublicStatus
from shared.contracts.drafts import (
    Draft,
    DraftRow,
    RenewForm,
    SaveDraft,
    StartDraft,
    Submitted,
)
from shared.contracts.organisation import Unit
from shared.vocabulary.acts import ACT_LABELS, PROVED_ACTS, Act
from shared.vocabulary.roles import Role

AnyRequest = Request[Any, Any, Any]
Text = Annotated[str, Parameter(max_length=200)]
Cursor = Annotated[str, Parameter(max_length=2000)]
Limit = Annotated[int, Parameter(ge=1, le=100)]
_lookups = Rate(30, 60)


@get("/drafts", **citizen())
async def my_drafts(actor: Actor, cursor: Cursor = "", limit: Limit = 20) -> Page[DraftRow]:
    """My open drafts."""
    return await draft_queries.drafts(actor, cursor, limit)


@post("/drafts", **citizen())
async def start_draft(actor: Actor, data: StartDraft) -> Draft:
    """Begins the draft of a procedure, or finds the one already begun."""
    return await drafts.start_draft(actor, data.procedure_code, data.together_with)


@get("/drafts/{draft_id:uuid}", **citizen())
async def one_draft(request: AnyRequest, actor: Actor, draft_id: UUID) -> Response[Draft | None]:
    """One of my drafts."""
    found = await draft_queries.draft(actor, draft_id)
    return tagged(request, found, found.version)


@patch("/drafts/{draft_id:uuid}", **citizen())
async def save_draft(
    request: AnyRequest, actor: Actor, draft_id: UUID, data: SaveDraft, if_match: IfMatch = ""
) -> Response[Draft | None]:
    """Autosave of the version named by If-Match."""
    saved = await drafts.save_draft(actor, draft_id, data, named_version(if_match))
    return tagged(request, saved, saved.version)


@post("/drafts/{draft_id:uuid}/form", status_code=200, **citizen())
async def renew_form(actor: Actor, draft_id: UUID, data: RenewForm) -> Draft:
    """Changes my draft to the newest version of its form."""
    return await drafts.renew_form(actor, draft_id, data.version)


@delete("/drafts/{draft_id:uuid}", **citizen())
async def discard_draft(actor: Actor, draft_id: UUID) -> None:
    """Throws a draft away."""
    await drafts.discard_draft(actor, draft_id)


@post("/drafts/{draft_id:uuid}/submission", **citizen())
async def submit_draft(actor: Actor, draft_id: UUID) -> Submitted:
    """Submits; sending twice gives one dossier and the same answer."""
    return await submission.submit(actor, draft_id)


@get("/dossiers/mine", **citizen())
async def my_dossiers(actor: Actor, cursor: Cursor = "", limit: Limit = 20) -> Page[DossierRow]:
    """What I have submitted."""
    return await queries.mine(actor, cursor, limit)


@post("/dossiers", **officer(Role.DESK_OFFICER, Role.DESK_HEAD))
async def register_at_desk(actor: Actor, data: RegisterAtDesk) -> Dossier:
    """Enters a dossier brought in person or by post."""
    return await detail.dossier(actor, await receiving.register_at_desk(actor, data))


@post("/dossiers/batch", **officer(Role.DESK_OFFICER, Role.DESK_HEAD))
async def register_batch(actor: Actor, data: RegisterBatch) -> Bundle:
    """Enters the same procedure for many owners at once."""
    return await bundles.bundle(actor, await receiving.register_batch(actor, data))


@get("/bundles/{bundle_id:uuid}", **signed_in())
async def one_bundle(actor: Actor, bundle_id: UUID) -> Bundle:
    """Dossiers that were submitted together, as far as I may see them."""
    return await bundles.bundle(actor, bundle_id)


@post("/desk/people", status_code=200, **officer(Role.DESK_OFFICER, Role.DESK_HEAD))
async def find_person(actor: Actor, data: FindPerson) -> FoundPerson:
    """Who stands at my desk, from a scanned card or a number, and dossiers like the one to come."""
    return await receiving.find_person(actor, data)


@get("/dossiers/{dossier_id:uuid}", **signed_in())
async def one_dossier(
    request: AnyRequest, actor: Actor, dossier_id: UUID
) -> Response[Dossier | None]:
    """One dossier as I may see it."""
    found = await detail.dossier(actor, dossier_id)
    return tagged(request, found, found.version)


@get("/dossiers/{dossier_id:uuid}/answers", **signed_in())
async def declared_answers(actor: Actor, dossier_id: UUID) -> Declared:
    """What was declared in a dossier I may see, question by question, empty ones too."""
    return await declared(actor, dossier_id)


@get("/dossiers/{dossier_id:uuid}/units", **officer())
async def units_to_transfer_to(actor: Actor, dossier_id: UUID) -> list[Unit]:
    """Units a dossier can be transferred to, the competent one first."""
    now = await detail.dossier(actor, dossier_id)
    return await resolving_units(now.procedure_code, UUID(now.receiving_agency.id))


@get("/recalculations/preview", **officer(*recalculation.ADMINS))
async def preview_recalculation(
    actor: Actor, cursor: Cursor = "", new_regime: bool = False
) -> Page[MovedDueDate]:
    """Open dossiers whose due date would move under the calendar of now."""
    return await recalculation.preview(actor, cursor, new_regime=new_regime)


@post("/calendar/hours/preview", status_code=200, **officer(*OWN))
async def preview_hours(actor: Actor, data: SetOfficeHours) -> CalendarPreview:
    """What other hours would come to for open dossiers; nothing is kept."""
    return await calendar_preview.preview(actor, *await office_hours.thought_of(actor, data))


@post("/calendar/days/preview", status_code=200, **officer(*OWN))
async def preview_day(actor: Actor, data: SetDay) -> CalendarPreview:
    """What a special date would come to for open dossiers; nothing is kept."""
    return await calendar_preview.preview(actor, *await calendar_admin.thought_of(actor, data))


@get("/calendar/days/{day_id:uuid}/removal-preview", **officer(*OWN))
async def preview_removal(actor: Actor, day_id: UUID) -> CalendarPreview:
    """What taking a date back would come to for open dossiers; nothing is kept."""
    thought = await calendar_admin.removal_thought_of(actor, day_id)
    return await calendar_preview.preview(actor, *thought)


@post("/recalculations", status_code=202, **officer(*recalculation.ADMINS))
async def start_recalculation(actor: Actor, data: StartRecalculation) -> Recalculation:
    """Has the queue count due dates anew; ask again for how far it is."""
    return await recalculation.progress(actor, await recalculation.start(actor, data))


@get("/recalculations/{recalculation_id:uuid}", **officer(*recalculation.ADMINS))
async def one_recalculation(actor: Actor, recalculation_id: UUID) -> Recalculation:
    """How far a recalculation is."""
    return await recalculation.progress(actor, recalculation_id)


@get("/lookups/{code:str}", **public())
async def look_up(request: AnyRequest, code: str) -> PublicStatus:
    """What a stranger may know: code and degree of completion."""
    _lookups.take(asker(request))
    return await queries.look_up(code)


def _act_route(act: Act, input_type: type[ActInput]) -> HTTPRouteHandler:
    async def handler(actor: Actor, dossier_id: UUID, data: Any) -> Dossier:
        await perform(actor, dossier_id, act, data)
        return await detail.dossier(actor, dossier_id)

    handler.__name__ = f"act_{act}"
    handler.__doc__ = f"{ACT_LABELS[act].en} ({ACT_LABELS[act].vi})."
    handler.__annotations__["data"] = input_type
    declared = stepped_up(signed_in()) if act in PROVED_ACTS else signed_in()
    path = f"/dossiers/{{dossier_id:uuid}}/acts/{act.value}"
    return post(path, status_code=200, **declared)(handler)


ROUTES = [
    my_drafts,
    start_draft,
    one_draft,
    save_draft,
    renew_form,
    discard_draft,
    submit_draft,
    my_dossiers,
    register_at_desk,
    register_batch,
    one_bundle,
    find_person,
    one_dossier,
    declared_answers,
    units_to_transfer_to,
    preview_recalculation,
    preview_hours,
    preview_day,
    preview_removal,
    start_recalculation,
    one_recalculation,
    look_up,
    *(_act_route(act, input_type) for act, input_type in ACT_INPUTS.items()),
]
