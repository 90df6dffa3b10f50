"""Many results signed or sealed in one act: one PIN, one code, and an outcome for each.

Every one of them was looked at; what cannot be signed any more is told and does not hold up the
rest. What is kept of each is what a single signature keeps.
"""

from typing import Any
from uuid import UUID

from backend.access.actor import Actor
from backend.dossiers.actions.drafts import as_uuid
from backend.platform import clock
from backend.platform.database import execute
from backend.platform.problems import NotFound, Refusal, RuleBroken, field
from backend.results import waiting
from backend.results.actions.going import as_refusal, begin_together, wait_a_second, watched
from backend.results.actions.steps import Approval, Issue, Step
from backend.signing.pades import Job, Signed, sign_all
from backend.signing.signatory import Leave, SigningFailed
from shared.contracts.results import SignedMany, SignedOne, SignMany, SignResult


async def sign_many(actor: Actor, data: SignMany, leave: Leave) -> tuple[SignedMany, bool]:
    """Signs (or seals) what was seen; returns how each stands and whether all of it has ended.

    Raises RuleBroken for a list that makes no sense and for a PIN or code the service refuses,
    Unavailable when the service is away; then nothing was signed.
    """
    steps, refused = await _steps(actor, data)
    batch_id, rows = await begin_together(actor, [step.draft["id"] for step in steps], data.what)
    for step in steps:
        if step.draft["id"] not in rows:
            refused.append(_refused(step, "Bản này đang được ký. Hãy chờ trong giây lát."))
    going = [step for step in steps if step.draft["id"] in rows]
    done = not going or await wait_a_second(_sign(going, rows, leave))
    stands = await waiting.batch(actor, batch_id) if going else waiting.summed(batch_id, [])
    return waiting.summed(batch_id, [*stands.items, *refused]), done


async def _steps(actor: Actor, data: SignMany) -> tuple[list[Step], list[SignedOne]]:
    ids = [as_uuid(one.dossier_id, "/items") for one in data.items]
    if len(set(ids)) < len(ids):
        raise RuleBroken(
            "Một hồ sơ được chọn hai lần.",
            en="A dossier is named twice.",
            errors=[field("/items", "Mỗi hồ sơ chỉ chọn một lần.")],
        )
    kind = Approval if data.what == "sign" else Issue
    steps: list[Step] = []
    refused: list[SignedOne] = []
    for id_, one in zip(ids, data.items, strict=True):
        try:
            steps.append(await kind.of(actor, id_, SignResult(one.version, one.sha256)))
        except NotFound as gone:
            refused.append(SignedOne(one.dossier_id, "", "", "failed", gone.detail.vi))
        except Refusal as no:
            code, title = await waiting.named(actor, id_)
            refused.append(SignedOne(one.dossier_id, code, title, "failed", no.detail.vi))
    if len({step.who for step in steps}) > 1:
        raise RuleBroken(
            "Các bản đã chọn thuộc nhiều cơ quan nên không ký cùng một lần được.",
            en="The results are of several agencies.",
            errors=[field("/items", "Chọn các bản của cùng một cơ quan.")],
        )
    return steps, refused


async def _sign(steps: list[Step], rows: dict[UUID, UUID], leave: Leave) -> None:
    """Digests go out together; each file is then kept, or not, for itself."""
    try:
        jobs = await _jobs(steps, rows)
        made = await sign_all(list(jobs.values()), steps[0].who, leave) if jobs else []
    except BaseException as error:
        for step in steps:
            await _end(rows[step.draft["id"]], _words(error))
            await step.let_go()
        if isinstance(error, SigningFailed):
            raise as_refusal(error) from error
        raise
    by_draft = dict(zip(jobs, made, strict=True))
    for step in steps:
        if step.draft["id"] in by_draft:
            await _keep(step, by_draft[step.draft["id"]], rows[step.draft["id"]])


async def _jobs(steps: list[Step], rows: dict[UUID, UUID]) -> dict[UUID, Job]:
    found: dict[UUID, Job] = {}
    for step in steps:
        try:
            found[step.draft["id"]] = await step.job()
        except Refusal as no:
            await _end(rows[step.draft["id"]], no.detail.vi)
            await step.let_go()
    return found


async def _keep(step: Step, made: Signed | SigningFailed, row_id: UUID) -> None:
    async def work() -> None:
        if isinstance(made, SigningFailed):
            raise made
        await step.keep(made)

    try:
        await watched(row_id, work)
    except Refusal:  # its words are on its row
        await step.let_go()
    except BaseException:
        await step.let_go()
        raise


async def _end(row_id: UUID, words: str) -> None:
    await execute(
        "update result_signing set state = 'failed', words = $2, ended_at = $3 where id = $1 "
        "and state = 'running'",
        row_id,
        words,
        clock.now(),
    )


def _words(error: Any) -> str:
    if isinstance(error, SigningFailed):
        return error.words
    if isinstance(error, Refusal):
        return error.detail.vi
    return "Chưa ký được vì hệ thống gặp lỗi. Hãy ký lại."


def _refused(step: Step, words: str) -> SignedOne:
    row = step.here.row
    return SignedOne(
        str(step.dossier_id),
        row["code"] or row["reference"],
        row["procedure_name"],
        "failed",
        words,
    )
