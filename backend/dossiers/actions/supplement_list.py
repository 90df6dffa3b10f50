"""The check-list of a supplement: what is asked for line by line, and what came in its place."""

from typing import Any

from backend.catalogue.queries import content_of
from backend.dossiers.actions.journal import Change
from backend.dossiers.actions.situation import Situation
from backend.forms.queries import form
from backend.forms.rules.answers import completed, problems, shown
from backend.forms.rules.wording import missing_sentence, readable
from backend.platform import clock
from backend.platform.database import uuid7
from backend.platform.problems import RuleBroken, field
from backend.platform.sealing import opened_json, sealed, sealed_json
from backend.prefill.sources import typed_anew
from shared.contracts import acts as inputs
from shared.contracts.common import FieldProblem
from shared.contracts.forms import Question
from shared.vocabulary.supplements import SUPPLEMENT_REASONS, SupplementReason


async def write_list(here: Situation, items: list[inputs.SupplementItem | str]) -> list[str]:
    """Keeps each line with what there was before; returns the lines in words.

    Raises RuleBroken for a paper or a question that this dossier does not have.
    """
    papers = {
        c.key: c.name for c in (await content_of(here.row["procedure_version_id"])).components
    }
    questions = await _questions(here)
    answers: dict[str, Any] = opened_json(here.row, "dossier.answers")
    rows: list[tuple[Any, ...]] = []
    words: list[str] = []
    errors: list[FieldProblem] = []
    for number, item in enumerate(items):
        if isinstance(item, str):
            kind, key, title, reason, note, before = "other", "", item.strip(), "other", "", ""
            words.append(title)
        else:
            question = questions.get(item.key)
            known = papers.get(item.key) if item.kind == "component" else None
            title = question.label if item.kind == "question" and question else known or ""
            if not title:
                sentence = "Hồ sơ không có giấy tờ hoặc câu hỏi này."
                errors.append(field(f"/items/{number}", sentence))
                continue
            kind, key, reason, note = item.kind, item.key, item.reason, item.note.strip()
            before = readable(question, answers.get(key)) if kind == "question" and question else ""
            words.append(f"{title} ({', '.join(p for p in (_reason(reason), note) if p)})")
        rows.append((number + 1, kind, key, title, reason, note, before))
    if errors:
        raise RuleBroken("Danh mục bổ sung có mục không đúng.", errors=errors)
    await here.connection.executemany(
        "insert into supplement_item (id, tenant_id, dossier_id, round, asked_at, position, kind, "
        "key, title, reason, note, before) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, "
        "$12)",
        [
            (
                id_ := uuid7(), here.row["tenant_id"], here.row["id"],
                here.row["supplement_requests"] + 1, clock.now(), *row[:-1],
                sealed("supplement_item.before", id_, row[-1]),
            )
            for row in rows
        ],
    )  # fmt: skip
    return words


async def settle_list(here: Situation, change: Change) -> None:
    """Takes the new answers and marks every line as answered.

    From the applicant each paper asked for must have come and each answer be right; the desk may
    enter what arrived on paper. Raises RuleBroken naming what is still missing.
    """
    data: inputs.Supplement = here.data
    items = await here.connection.fetch(
        "select * from supplement_item where dossier_id = $1 and settled_at is null "
        "order by position limit 100",
        here.row["id"],
    )
    questions = await _questions(here)
    asked = {row["key"] for row in items if row["kind"] == "question"}
    errors = [
        field(f"/answers/{key}", "Câu hỏi này không được yêu cầu bổ sung; hãy bỏ ra.")
        for key in data.answers
        if key not in asked
    ]
    answers: dict[str, Any] = opened_json(here.row, "dossier.answers")
    merged = answers | data.answers
    by_applicant = here.actor is not None and not here.actor.is_officer
    definition = await form(here.row["form_id"]) if here.row["form_id"] is not None else None
    if definition is not None:
        applying = {q.key for q in shown(definition, merged, clock.today())} & asked
        unanswered = {key for key in applying - set(data.answers) if by_applicant}
        errors += [
            field(f"/answers/{key}", missing_sentence(questions[key]))
            for key in sorted(unanswered)
            if questions[key].required
        ]
        given = applying & set(data.answers)
        errors += problems(definition, merged, clock.today(), only=given)
        merged = completed(definition, merged, clock.today())
    if by_applicant:
        errors += await _papers_missing(here, [r for r in items if r["kind"] == "component"])
    if errors:
        raise RuleBroken(
            "Còn mục chưa bổ sung. Vui lòng xem các mục được nêu.",
            en="Some of what was asked for is still missing.",
            errors=errors,
            slug="supplement-incomplete",
        )
    for row in items:
        question = questions.get(row["key"]) if row["kind"] == "question" else None
        after = readable(question, merged.get(row["key"])) if question is not None else ""
        await here.connection.execute(
            "update supplement_item set settled_at = $2, after = $3 where id = $1",
            row["id"],
            clock.now(),
            sealed("supplement_item.after", row["id"], after),
        )
    if data.answers:
        await here.connection.execute(
            "update dossier set answers = $2::jsonb where id = $1",
            here.row["id"],
            sealed_json("dossier.answers", here.row["id"], merged),
        )
        change.payload = {"answers_changed": sorted(data.answers)}
        await typed_anew(here.connection, here.row["id"], data.answers)


async def _papers_missing(here: Situation, items: list[Any]) -> list[FieldProblem]:
    sent = {
        row["component_key"]
        for row in await here.connection.fetch(
            "select distinct component_key from document where dossier_id = $1 "
            "and purpose = 'supplement' and removed_at is null and scan <> 'rejected' "
            "and uploaded_at >= $2",
            here.row["id"],
            min((row["asked_at"] for row in items), default=clock.now()),
        )
    }
    return [
        field(f"/documents/{row['key']}", f"Cần gửi: {row['title']}.")
        for row in items
        if row["key"] not in sent
    ]


async def _questions(here: Situation) -> dict[str, Question]:
    if here.row["form_id"] is None:
        return {}
    return {question.key: question for question in (await form(here.row["form_id"])).questions}


def _reason(reason: str) -> str:
    return SUPPLEMENT_REASONS[SupplementReason(reason)].vi.lower()
