"""Everything that was counted of a period, ready to be summed for any place in it."""

from dataclasses import dataclass, replace
from uuid import UUID

from backend.indicators.counting import Place, Tally, summed, tallies
from backend.indicators.definitions import Definition, definition_on
from backend.indicators.evaluating import Counted
from backend.indicators.facts import Asked
from backend.indicators.petitions import Heard, heard
from backend.indicators.procedures import Book, book
from backend.indicators.scope import Scope
from backend.organisation.working_calendar import working_calendar
from backend.reports.periods import Period
from backend.settings import settings
from shared.vocabulary.indicators import ScopeKind


@dataclass(frozen=True, slots=True)
class Gathered:
    """Dossiers and petitions by place, procedures by competence."""

    tallied: dict[Place, Tally]
    heard: dict[Place, Heard]
    book: Book | None
    definition: Definition

    def of(
        self,
        agency_ids: list[UUID],
        unit_id: UUID | None = None,
        officer_id: UUID | None = None,
    ) -> Counted:
        """Summed for agencies, a unit of one, or an officer."""
        wanted = set(agency_ids)

        def mine(place: Place) -> bool:
            return (
                place[0] in wanted
                and unit_id in (None, place[1])
                and officer_id in (None, place[2])
            )

        petitions = Heard()
        for place, one in self.heard.items():
            if mine(place):
                petitions.add(one)
        for_one = officer_id is not None
        return Counted(
            tally=summed(one for place, one in self.tallied.items() if mine(place)),
            heard=petitions,
            book=None if for_one else self.book,
            codes=self.book.codes(agency_ids, unit_id) if self.book and not for_one else set(),
            connected=bool(settings().national_url),
        )


def asked_of(of: Scope, period: Period) -> Asked:
    """The dossiers of a scope and period."""
    return Asked(of.agency_ids, period.start, period.end, of.unit_id, of.officer_id)


async def gathered(of: Scope, period: Period) -> Gathered:
    """Counts a scope once, for itself and every place below it."""
    definition = await definition_on(period.day_to)
    asked = asked_of(of, period)
    procedures = None
    if of.kind is not ScopeKind.OFFICER and of.agency_ids:
        calendar = await working_calendar(of.agency_ids[0])
        procedures = await book(
            of.agency_ids, period.day_from, period.end, calendar, definition
        )  # fmt: skip
    return Gathered(
        await tallies(asked, definition),
        await heard(replace(asked)),
        procedures,
        definition,
    )
