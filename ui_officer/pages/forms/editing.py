"""Changing the questions on the screen: each box by itself, order, groups; undo."""

from collections.abc import Sequence
from typing import Any

import msgspec
import reflex as rx

from shared.contracts.forms import Question
from ui_officer.pages.forms import shapes
from ui_officer.pages.forms.shapes import Edited, NotWritten

_MOST_UNDONE = 50


class Editing(rx.State, mixin=True):
    """The questions being written and the one in the editor."""

    title: str = ""
    edited: Edited = Edited()
    wrong: dict[str, str] = {}
    changed: bool = False
    can_undo: bool = False
    drawn: int = 0
    _questions: tuple[Question, ...] = ()  # a list would come back wrapped, unfit to be sent
    _undone: list[tuple[Question, ...]] = []

    async def _after_edit(self) -> None:
        raise NotImplementedError

    def _choose(self, place: str) -> None:
        question = shapes.at(self._questions, place)
        self.edited = shapes.edited(question, place) if question is not None else Edited()
        self.wrong = {}
        self.drawn += 1

    async def _put(self, questions: list[Question], place: str, *, redraw: bool = True) -> None:
        """Without `redraw` the boxes stay as they are: somebody may be typing in the next one."""
        self._undone = [*self._undone[-_MOST_UNDONE:], self._questions]
        self._questions, self.changed, self.can_undo = tuple(questions), True, True
        question = shapes.at(self._questions, place)
        if redraw or question is None:
            self._choose(place)
        else:
            self.edited = shapes.edited(question, place)
        await self._after_edit()

    @rx.event
    async def choose(self, place: str):
        """Opens a question in the editor."""
        self._choose(place)
        await self._after_edit()

    @rx.event
    async def set_title(self, value: str):
        """The title of the form."""
        if value.strip() != self.title:
            self.title, self.changed = value.strip(), True

    @rx.event
    async def set_cell(self, column: str, value: Any):
        """One box of the editor; what cannot be taken stays in its box with the reason."""
        place = self.edited.place
        question = shapes.at(self._questions, place)
        if question is None:
            return
        try:
            fresh = shapes.taken(question, column, value)
        except NotWritten as wrong:
            self.wrong = self.wrong | {column: str(wrong)}
            return
        self.wrong = {k: v for k, v in self.wrong.items() if k != column}
        if fresh == question:
            return

        def replace(questions: list[Question], number: int) -> None:
            questions[number] = fresh

        questions = shapes.with_list(self._questions, place, replace)
        await self._put(questions, place, redraw=False)

    @rx.event
    async def add(self):
        """A question after the chosen one, in its list."""
        place = self.edited.place or str(len(self._questions) - 1)
        outer, _, inner = place.partition(".")
        beside = shapes.at(self._questions, place)
        inside: Sequence[Question] = self._questions
        if inner and (group := shapes.at(self._questions, outer)) is not None:
            inside = group.questions
        fresh = shapes.blank({q.key for q in inside}, beside.section if beside else "")
        if beside is None:
            await self._put([*self._questions, fresh], str(len(self._questions)))
            return
        number = int(inner or outer) + 1

        def insert(questions: list[Question], _at: int) -> None:
            questions.insert(number, fresh)

        at = f"{outer}.{number}" if inner else str(number)
        await self._put(shapes.with_list(self._questions, place, insert), at)

    @rx.event
    async def add_inner(self):
        """A question inside the chosen group."""
        group = shapes.at(self._questions, self.edited.place)
        if group is None or group.kind != "group" or self.edited.inner:
            return
        fresh = shapes.blank({q.key for q in group.questions}, "")
        outer = int(self.edited.place)
        questions = list(self._questions)
        inside = [*group.questions, fresh]
        questions[outer] = msgspec.structs.replace(group, questions=inside)
        await self._put(questions, f"{outer}.{len(inside) - 1}")

    @rx.event
    async def drop(self):
        """Takes the chosen question out; undo brings it back."""
        place = self.edited.place
        if shapes.at(self._questions, place) is None:
            return

        def remove(questions: list[Question], number: int) -> None:
            del questions[number]

        outer, _, inner = place.partition(".")
        number = max(0, int(inner or outer) - 1)
        questions = shapes.with_list(self._questions, place, remove)
        after = f"{outer}.{number}" if inner else str(number)
        if shapes.at(questions, after) is None:
            after = outer
        await self._put(questions, after)

    @rx.event
    async def move(self, step: int):
        """The chosen question one place up or down in its list."""
        place = self.edited.place
        outer, _, inner = place.partition(".")
        group = shapes.at(self._questions, outer)
        if group is None:
            return
        inside: Sequence[Question] = group.questions if inner else self._questions
        number = int(inner or outer)
        target = number + (1 if step > 0 else -1)
        if not 0 <= target < len(inside):
            return

        def swap(questions: list[Question], at: int) -> None:
            questions[at], questions[target] = questions[target], questions[at]

        fresh = shapes.with_list(self._questions, place, swap)
        await self._put(fresh, f"{outer}.{target}" if inner else str(target))

    @rx.event
    async def undo(self):
        """The questions as they were before the last change."""
        if not self._undone:
            return
        place = self.edited.place
        self._questions, self._undone = self._undone[-1], self._undone[:-1]
        self.can_undo = bool(self._undone)
        if shapes.at(self._questions, place) is None:
            place = "0"
        self._choose(place)
        await self._after_edit()
