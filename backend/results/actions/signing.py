"""Signing and sealing one draft: within a second, or followed on the screen."""

from uuid import UUID

from anyio import fail_after

from backend.access.actor import Actor
from backend.platform.problems import Forbidden
from backend.results import queries
from backend.results.actions.going import as_refusal, go
from backend.results.actions.steps import Approval, Issue, Step, signatory
from backend.signing.pades import sign_all
from backend.signing.signatory import Leave, SigningFailed
from backend.signing.signer import signer
from shared.contracts.results import ResultDesk, SignResult

_PATIENCE_SECONDS = 2


async def send_code(actor: Actor, dossier_id: UUID) -> None:
    """Has the signing service send its one-time code to the caller's own device.

    Raises NotFound, Forbidden, RuleBroken, Unavailable.
    """
    here = await queries.place(actor, dossier_id)
    if here.may.sign and here.may.seal:
        raise Forbidden(here.may.sign, slug="not-now")
    try:
        await signer().send_code(await signatory(actor, here, seal=not here.may.seal))
    except SigningFailed as failed:
        raise as_refusal(failed) from failed


async def needs_code(actor: Actor, dossier_id: UUID) -> bool:
    """Whether signing or sealing now asks a one-time code; when in doubt it does."""
    here = await queries.place(actor, dossier_id)
    if here.may.sign and here.may.seal:
        return False
    try:
        with fail_after(_PATIENCE_SECONDS):  # the page must not wait for a service that is away
            return await signer().needs_code(await signatory(actor, here, seal=not here.may.seal))
    except (SigningFailed, TimeoutError):
        return True


async def sign_draft(
    actor: Actor, dossier_id: UUID, data: SignResult, leave: Leave
) -> tuple[ResultDesk, bool]:
    """The leader signs the file they were shown; that approves the dossier (Điều 19.2).

    Returns the desk and whether it is done already. Raises NotFound, Forbidden, Conflict when the
    file or the dossier changed since, RuleBroken, Unavailable.
    """
    return await _alone(actor, await Approval.of(actor, dossier_id, data), leave)


async def seal_draft(
    actor: Actor, dossier_id: UUID, data: SignResult, leave: Leave
) -> tuple[ResultDesk, bool]:
    """Gives the number, seals and issues; the file is locked in the store (Điều 20.5).

    Returns the desk and whether it is done already. Raises as `sign_draft`.
    """
    return await _alone(actor, await Issue.of(actor, dossier_id, data), leave)


async def _alone(actor: Actor, one: Step, leave: Leave) -> tuple[ResultDesk, bool]:
    async def work() -> None:
        try:
            [made] = await sign_all([await one.job()], one.who, leave)
            if isinstance(made, SigningFailed):
                raise made
            await one.keep(made)
        except BaseException:
            await one.let_go()
            raise

    done = await go(actor, one.draft["id"], one.what, work)
    return await queries.desk(actor, one.dossier_id), done
