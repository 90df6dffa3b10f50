"""What a dossier says of its applicant: numbers, contacts and answers, sealed, whole or masked."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import asyncpg

from backend.access import masking
from backend.forms.rules.answers import completed
from backend.forms.rules.wording import readable
from backend.law.calendar import local
from backend.platform.sealing import blind, opened, opened_json, sealed, sealed_json
from shared.contracts.dossiers import Answer
from shared.contracts.forms import Form
from shared.vocabulary.purposes import Collection, told

# What the first event of a dossier keeps: which notice of purpose its applicant was shown.
TOLD_ONLINE = {"notice": told(Collection.SUBMISSION)}


def contacts(row: asyncpg.Record, *, masks: bool) -> dict[str, str]:
    """Number, phone, email and address of the applicant, number of another owner."""
    number = opened(row, "dossier.applicant_personal_id")
    owner = opened(row, "dossier.owner_personal_id")
    phone = opened(row, "dossier.applicant_phone")
    email = opened(row, "dossier.applicant_email")
    address = opened(row, "dossier.applicant_address")
    if not masks:
        return {
            "personal_id": number,
            "phone": phone,
            "email": email,
            "address": address,
            "owner": owner,
        }
    return {
        "personal_id": masking.number(number),
        "phone": masking.number(phone),
        "email": masking.email(email),
        "address": masking.address(address),
        "owner": masking.number(owner),
    }


@dataclass(frozen=True, slots=True)
class Given:
    """The answers of a dossier, opened and completed once for all that is said of them.

    `counting` are those of questions that applied on the day of submission, computed ones among
    them; None where there is no form or no answer.
    """

    form: Form | None
    stored: dict[str, Any]
    counting: dict[str, Any] | None
    day: date


def given(row: asyncpg.Record, form: Form | None) -> Given:
    """What a dossier was submitted with; `form` is the version it was filled in on."""
    stored: dict[str, Any] = opened_json(row, "dossier.answers")
    day = local(row["submitted_at"]).date()
    counts = form is not None and stored
    return Given(form, stored, completed(form, stored, day) if form and counts else None, day)


def answers_in_words(answers: Given, *, masks: bool) -> list[Answer]:
    """What was answered, question by question."""
    if answers.form is None or answers.counting is None:
        return []
    questions, values = answers.form.questions, answers.counting
    if masks:
        values = masking.answers(questions, values)
    return [
        Answer(q.key, q.label, q.section, readable(q, values[q.key]))
        for q in questions
        if q.key in values
    ]


SEALED_TEXTS = (
    "applicant_personal_id", "applicant_phone", "applicant_email", "applicant_address",
    "delivery_address", "owner_personal_id",
)  # fmt: skip
"""Columns of a dossier that are sealed as texts; the answers are, as JSON."""


def of_another(owner_number: str | None, applicant_number: str) -> str:
    """The number of an owner who is somebody else than the applicant; empty otherwise."""
    return "" if not owner_number or owner_number == applicant_number else owner_number


def persons(row: Any) -> frozenset[str]:
    """Keys of whoever a dossier concerns: applicant, owner, principals. Nobody of them decides it.

    `row` gives `applicant_key`, `owner_key` and `principals`.
    """
    return frozenset({row["applicant_key"], row["owner_key"], *row["principals"]} - {""})


def sealed_columns(id_: UUID, values: dict[str, Any]) -> dict[str, Any]:
    """The columns of a new dossier with what is personal in them as it is stored."""
    return (
        values
        | {name: sealed(f"dossier.{name}", id_, values[name]) for name in SEALED_TEXTS}
        | {
            "applicant_key": blind(values["applicant_personal_id"]),
            "owner_key": blind(values["owner_personal_id"]),
            "answers": sealed_json("dossier.answers", id_, values["answers"]),
        }
    )
