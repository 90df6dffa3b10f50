"""Which known values fit a question, best vouched for first. Pure.

An offer that does not fit the form as it is now is not made: what is shown can be sent.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from backend.forms.rules.answers import normalised, problems
from shared.contracts.forms import Form, Question
from shared.vocabulary.vault import Source

GIVEN_ANEW = ("declaration",)  # a promise is nothing to be known or verified
_ORDER = list(Source)


@dataclass(frozen=True, slots=True)
class Known:
    """Facts by the names `Question.prefill` uses, from one source."""

    source: Source
    label: str
    known_at: datetime | None
    facts: Mapping[str, Any]
    verified: str = ""


@dataclass(frozen=True, slots=True)
class Earlier:
    """Answers of an earlier dossier with the form they were given to; `verified` by key."""

    label: str
    known_at: datetime
    form: Form
    answers: Mapping[str, Any]
    verified: Mapping[str, str]
    source: Source = Source.EARLIER


@dataclass(frozen=True, slots=True)
class Possible:
    """One offer not yet written down."""

    key: str
    value: Any
    source: Source
    label: str
    known_at: datetime | None
    verified: str


def offers(
    form: Form, known: Iterable[Known], earlier: Iterable[Earlier], today: date
) -> list[Possible]:
    """Offers in the order of the questions; one of each source for a question."""
    sources, before = list(known), list(earlier)
    found: list[Possible] = []
    for question in form.questions:
        if question.key in GIVEN_ANEW or question.computed is not None:
            continue
        some = [*_from_facts(question, sources), *_from_answers(question, before)]
        some.sort(key=lambda p: _ORDER.index(p.source))
        taken: set[Source] = set()
        for possible in some:
            fits = _fitting(form, question, possible, today)
            if fits is not None and possible.source not in taken:
                taken.add(possible.source)
                found.append(fits)
    return found


def _from_facts(question: Question, sources: list[Known]) -> Iterable[Possible]:
    for known in sources:
        value = known.facts.get(question.prefill) if question.prefill else None
        if value not in (None, "", {}, []):
            yield Possible(
                question.key, value, known.source, known.label, known.known_at, known.verified
            )


def _from_answers(question: Question, earlier: list[Earlier]) -> Iterable[Possible]:
    """The same question of an earlier form: key, kind and words must agree."""
    for one in earlier:
        same = next((q for q in one.form.questions if q.key == question.key), None)
        value = one.answers.get(question.key)
        if value in (None, "", {}, []) or same is None:
            continue
        if (same.kind, same.label) == (question.kind, question.label):
            vouched = one.verified.get(question.key, "")
            yield Possible(question.key, value, one.source, one.label, one.known_at, vouched)


def _fitting(form: Form, question: Question, possible: Possible, today: date) -> Possible | None:
    value = _entries(question, possible.value) or _as_option(question, possible.value)
    kept = normalised(form, {question.key: value}).get(question.key)
    if kept is None:
        return None
    wrong = problems(form, {question.key: kept}, today, complete=False, only=[question.key])
    if any(p.pointer.startswith(f"/answers/{question.key}") for p in wrong):
        return None
    return Possible(
        question.key, kept, possible.source, possible.label, possible.known_at, possible.verified
    )


def _entries(group: Question, value: Any) -> list[dict[str, Any]]:
    """Entries of a repeated group with what the group asks of each, words as answers to choose."""
    if group.kind != "group" or not isinstance(value, list):
        return []
    inner = {q.key: q for q in group.questions if q.computed is None}
    return [
        {key: _as_option(inner[key], said) for key, said in entry.items() if key in inner}
        for entry in value
        if isinstance(entry, dict)
    ][: group.max_items or None]


def _as_option(question: Question, value: Any) -> Any:
    """A word of a register as the answer to choose that says the same."""
    if question.kind != "choice" or not isinstance(value, str):
        return value
    plain = unicodedata.normalize("NFC", value).casefold()
    for option in question.options:
        if plain in (option.value.casefold(), option.label.casefold()):
            return option.value
    return value
