"""Whose figures somebody may read: their own always, those of agencies below their roles, those of
single officers where they lead or audit."""

from dataclasses import dataclass
from uuid import UUID

from backend.access.actor import Actor
from backend.organisation.reach import reached
from backend.platform.database import fetch, fetch_row
from backend.platform.problems import NotFound
from shared.contracts.common import Choice
from shared.vocabulary.indicators import ScopeKind
from shared.vocabulary.reports import REPORT_READERS
from shared.vocabulary.roles import Role

READERS = tuple(REPORT_READERS)
OF_PERSONS = (Role.LEADER, Role.AUDITOR)
OF_OWN_UNIT = (Role.UNIT_HEAD, Role.DESK_HEAD)
_UNIT = """
select u.id, u.name, u.agency_id from unit u join agency g on g.id = u.agency_id
where u.id = $1 and g.tenant_id = $2 and not g.demonstration
"""
_OFFICER = """
select a.id, a.full_name, u.id as unit_id, u.name as unit_name, u.agency_id
from account a left join officer_post p on p.account_id = a.id left join unit u on u.id = p.unit_id
where a.id = $1 and a.tenant_id = $2 and a.kind = 'officer'
"""


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """One agency in reach."""

    id: UUID
    parent_id: UUID | None
    name: str
    level: str


@dataclass(frozen=True, slots=True)
class Reach:
    """What a person may read. `agencies` by depth; `persons` are agencies and `units` units whose
    single officers may be told apart; `self_id` is always open."""

    agencies: dict[UUID, AgencyRow]
    persons: frozenset[UUID]
    units: frozenset[UUID]
    self_id: UUID

    def below(self, agency_id: UUID) -> list[UUID]:
        """An agency and all in reach below it."""
        found = [agency_id]
        for one in self.agencies.values():  # parents come before children
            if one.parent_id in found:
                found.append(one.id)
        return found

    def roots(self) -> list[AgencyRow]:
        """Agencies whose superior is not in reach."""
        return [one for one in self.agencies.values() if one.parent_id not in self.agencies]

    def tells_apart(self, agency_id: UUID, unit_id: UUID | None, officer_id: UUID | None) -> bool:
        """Whether figures of this officer in this place may be shown as theirs."""
        return (
            officer_id == self.self_id or agency_id in self.persons or unit_id in self.units
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scope:
    """What was asked for: `agency_ids` are counted, narrowed to a unit or an officer."""

    kind: ScopeKind
    id: UUID | None
    name: str
    above: list[Choice]
    agency_ids: list[UUID]
    unit_id: UUID | None = None
    officer_id: UUID | None = None


async def reach(actor: Actor) -> Reach:
    """What the caller may read."""
    rows = await reached(actor.tenant_id, actor.agencies(*READERS))
    agencies = {one.id: AgencyRow(one.id, one.parent_id, one.name, one.level) for one in rows}
    found = Reach(agencies, frozenset(), frozenset(actor.units(*OF_OWN_UNIT)), actor.account_id)
    persons: set[UUID] = set()
    for agency_id in actor.agencies(*OF_PERSONS):
        if agency_id in agencies:
            persons.update(found.below(agency_id))
    return Reach(agencies, frozenset(persons), found.units, actor.account_id)


async def scope(
    actor: Actor,
    within: Reach,
    agency_id: UUID | None = None,
    unit_id: UUID | None = None,
    officer_id: UUID | None = None,
) -> Scope:
    """The narrowest that was named; without a name all agencies in reach, or oneself.

    Raises NotFound for what is out of reach.
    """
    if officer_id is not None:
        return await _officer(actor, within, officer_id)
    if unit_id is not None:
        return await _unit(actor, within, unit_id)
    roots = within.roots()
    if agency_id is None and not roots:
        return await _officer(actor, within, actor.account_id)
    if agency_id is None and len(roots) > 1:
        return Scope(ScopeKind.ALL, None, "Mọi cơ quan trong phạm vi", [], list(within.agencies))
    chosen = within.agencies.get(agency_id or roots[0].id)
    if chosen is None:
        raise _unknown()
    return Scope(
        ScopeKind.AGENCY, chosen.id, chosen.name, _above(within, chosen.parent_id),
        within.below(chosen.id),
    )  # fmt: skip


async def _unit(actor: Actor, within: Reach, unit_id: UUID) -> Scope:
    row = await fetch_row(_UNIT, unit_id, actor.tenant_id)
    if row is None or (row["agency_id"] not in within.agencies and unit_id not in within.units):
        raise _unknown()
    return Scope(
        ScopeKind.UNIT, unit_id, row["name"], _above(within, row["agency_id"]),
        [row["agency_id"]], unit_id=unit_id,
    )  # fmt: skip


async def _officer(actor: Actor, within: Reach, officer_id: UUID) -> Scope:
    row = await fetch_row(_OFFICER, officer_id, actor.tenant_id)
    if row is None:
        raise _unknown()
    above: list[Choice] = []
    agency_ids: list[UUID] = []
    if officer_id == actor.account_id:
        rows = await fetch(
            "select id from agency where tenant_id = $1 and not demonstration", actor.tenant_id
        )
        agency_ids = [r["id"] for r in rows]
    elif row["agency_id"] in within.persons:
        agency_ids = [one for one in within.agencies if one in within.persons]
    elif row["unit_id"] in within.units:
        return Scope(
            ScopeKind.OFFICER, officer_id, row["full_name"],
            [*_above(within, row["agency_id"]), Choice(f"unit:{row['unit_id']}", row["unit_name"])],
            [row["agency_id"]], row["unit_id"], officer_id,
        )  # fmt: skip
    else:
        raise _unknown()
    if row["agency_id"] in within.agencies:
        above = _above(within, row["agency_id"])
        above.append(Choice(f"unit:{row['unit_id']}", row["unit_name"]))
    return Scope(
        ScopeKind.OFFICER, officer_id, row["full_name"], above, agency_ids, officer_id=officer_id
    )


def _above(within: Reach, agency_id: UUID | None) -> list[Choice]:
    """The agencies from the top down to one."""
    found: list[Choice] = []
    while agency_id is not None and agency_id in within.agencies:
        one = within.agencies[agency_id]
        found.insert(0, Choice(f"agency:{one.id}", one.name))
        agency_id = one.parent_id
    return found


def _unknown() -> NotFound:
    return NotFound(
        "Không có cơ quan, phòng hoặc cán bộ này trong phạm vi xem của bạn. Hãy chọn lại trong "
        "danh sách.",
        en="There is no such agency, unit or officer within your reach.",
        slug="unknown-agency",
    )
