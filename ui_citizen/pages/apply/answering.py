"""The questions of a draft, page by page; each entry of a group has a page of its own."""

import dataclasses
from collections.abc import Callable
from typing import Any

import msgspec
import reflex as rx

from shared.client import dossiers
from shared.client.base import ApiProblem
from shared.contracts.common import FieldProblem
from shared.contracts.drafts import Draft, SaveDraft
from shared.contracts.forms import Question
from shared.ui.elements import wish
from shared.ui.fields import Field, as_typed, field, is_empty, required_sentence, typed
from shared.ui.places import Places
from shared.ui.session import api
from ui_citizen.pages.apply.choosing import Choosing
from ui_citizen.pages.apply.shapes import Entry, entries_of, pages_of


class Answering(Choosing, Places, rx.State, mixin=True):
    """Where the person is among the questions, and what is on the page."""

    stage: str = "question"
    step: int = 0
    total: int = 1
    percent: int = 0
    asked_as: str = ""
    heading: str = ""
    lead: str = ""
    section: str = ""
    fields: list[Field] = []
    is_group: bool = False
    entries: list[Entry] = []
    entry: int = -1
    can_add: bool = True
    wish: str = ""
    _draft: Draft | None = None

    def _put(self, **values: Any) -> None:
        """Sets only what is new: whatever is set is sent and drawn again, changed or not."""
        for name, value in values.items():
            if getattr(self, name) != value:
                setattr(self, name, value)

    def _version(self) -> int:
        assert self._draft is not None
        return self._draft.version

    def _answers(self) -> dict[str, Any]:
        return self._draft.answers if self._draft is not None else {}

    def _pages(self) -> list[list[Question]]:
        assert self._draft is not None
        return pages_of(self._draft)

    async def _show_question(self, step: int, entry: int = -1) -> None:
        """Fills the page with the questions of a step, or of one entry of its group."""
        page = self._pages()[step]
        first = page[0]
        answers = self._answers()
        is_group = first.kind == "group"
        if is_group:
            kept = answers.get(first.key) or []
            can_add = len(kept) < (first.max_items or 50)
            self._put(entries=entries_of(first, kept), can_add=can_add)
            heading = first.label if entry < 0 else f"Mục {entry + 1}"
            section = first.section if entry < 0 else first.label
            page = first.questions if entry >= 0 else []
            answers = kept[entry] if 0 <= entry < len(kept) else {}
        else:
            heading, section = first.page if len(page) > 1 else first.label, first.section
        self._put(
            step=step,
            entry=entry,
            error="",
            is_group=is_group,
            heading=heading,
            section=section,
            lead=first.help if is_group and entry < 0 else "",
            asked_as=f"{first.key}.{entry}",
        )
        only = len(page) == 1
        self.fields = [
            field(
                q,
                answers[q.key] if q.key in answers else self._known(q.key),
                "answer" if only else f"answer-{q.key}",
                source="" if q.key in answers or self.is_group else self._source(q.key),
            )
            for q in page
        ]
        if self.is_group and entry < 0:
            self._list_known_entries(first, kept)
        else:
            self._list_others([] if self.is_group else [q.key for q in page])
        await self._read_places(self.fields)

    async def _show_again(self, key: str) -> None:
        """The page anew with another known answer in a field, or with all that is known now."""
        page = self._pages()[self.step]
        if self._draft is not None and key in self._draft.answers:
            kept = {k: v for k, v in self._draft.answers.items() if k != key}
            self._draft = msgspec.structs.replace(self._draft, answers=kept)
        typed_before = self.asked_as
        await self._show_question(self.step)
        turn = int(typed_before.partition("#")[2] or 0) + 1
        self.asked_as = f"{page[0].key}.{self.entry}#{turn}"

    def _change_fields(self, change: Callable[[Field], Field]) -> None:
        self.fields = [change(f) for f in self.fields]

    async def _save_page(self, form: dict[str, Any]) -> bool:
        """Saves what is on the page; False when something stays to be mended."""
        page = self._pages()[self.step]
        group = page[0] if self.is_group else None
        asked = group.questions if group is not None else page
        given = {q.key: typed(q, form) for q in asked}
        self._change_fields(lambda f: as_typed(f, form))
        if group is None:
            left = {q.key: required_sentence(q) for q in asked if q.required}
            missing = {key: text for key, text in left.items() if is_empty(given[key])}
            if missing:
                self._mark(missing)
                return False
            return await self._save(given)
        kept = list(self._answers().get(group.key) or [])
        if self.entry < len(kept):
            kept[self.entry] = given
        else:
            kept.append(given)
        return await self._save({group.key: kept})

    async def _save(self, answers: dict[str, Any]) -> bool:
        assert self._draft is not None
        data = SaveDraft(answers=answers, chosen=self._chosen(answers))
        try:
            draft = await dossiers.save_draft(
                api(self, "citizen"), self._draft.id, data, self._version()
            )
        except ApiProblem as refused:
            if refused.status == 401:
                raise
            self._mark(self._own(refused.errors), refused.message)
            await self._renew(refused)
            return False
        self._keep(draft)
        self.wish = wish("forget")
        return True

    def _own(self, errors: list[FieldProblem]) -> dict[str, str]:
        """Sentences by the field they belong to; of other entries of a group only as a whole."""
        at = 4 if self.is_group else 2
        found: dict[str, str] = {}
        for problem in errors:
            parts = problem.pointer.split("/")
            other = self.is_group and len(parts) > 3 and parts[3] != str(self.entry)
            if len(parts) > at and not other:
                found.setdefault(parts[at], problem.message)
        return found

    def _mark(self, wrong: dict[str, str], otherwise: str = "") -> None:
        here = {f.key for f in self.fields} & set(wrong)
        self.fields = [dataclasses.replace(f, error=wrong.get(f.key, "")) for f in self.fields]
        self.error = "" if here else otherwise

    async def _renew(self, refused: ApiProblem) -> None:
        """Another window saved first: the next press of the button is against the newest draft."""
        assert self._draft is not None
        if refused.status == 412:
            self._keep(await dossiers.draft(api(self, "citizen"), self._draft.id))
