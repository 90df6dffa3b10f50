"""Who may see which dossier, as a predicate inside the query and never an `if` after it."""

from dataclasses import dataclass
from typing import Any

from backend.access.actor import Actor
from shared.vocabulary.roles import Role
from shared.vocabulary.states import State

# Roles that see everything in their agency; the others see their unit or what is in their hands.
_AGENCY_WIDE = (Role.DESK_OFFICER, Role.DESK_HEAD, Role.LEADER, Role.CLERK, Role.AUDITOR)


def visible(actor: Actor, first: int, alias: str = "d") -> tuple[str, list[Any]]:
    """A SQL condition and its arguments, numbered from `$first`.

    A citizen sees what they submitted; an officer what their agency received or holds, what their
    unit holds, what is assigned to them or to whom they stand in for, and what their agency is
    consulted about or they coordinate or watch (`dossier_reach`).
    """
    if not actor.is_officer:
        return f"{alias}.applicant_id = ${first}", [actor.account_id]
    agencies = actor.agencies(*_AGENCY_WIDE)
    units = actor.units()
    return (
        f"({alias}.receiving_agency_id = any(${first}::uuid[]) "
        f"or {alias}.holding_agency_id = any(${first}::uuid[]) "
        f"or {alias}.holding_unit_id = any(${first + 1}::uuid[]) "
        f"or {alias}.executor_id = any(${first + 2}::uuid[]) "
        f"or exists (select 1 from dossier_reach x where x.dossier_id = {alias}.id "
        f"and x.subject_id = any(${first}::uuid[] || ${first + 2}::uuid[])))",
        [agencies, units, actor.persons()],
    )


def visible_or_acted_on(actor: Actor, first: int, alias: str = "d") -> tuple[str, list[Any]]:
    """As `visible`, and what the officer themselves has acted on, even once it has moved on."""
    condition, args = visible(actor, first, alias)
    if not actor.is_officer:
        return condition, args
    number = first + len(args)
    return (
        f"({condition} or exists (select 1 from dossier_event e "
        f"where e.dossier_id = {alias}.id and e.actor_id = ${number}))",
        [*args, actor.account_id],
    )


def sees_all_of_agencies(actor: Actor) -> bool:
    """Whether an officer sees all that lies with any agency of theirs."""
    return set(actor.agencies()) <= set(actor.agencies(*_AGENCY_WIDE))


def seen_where(first: int, where: str) -> str:
    """SQL of the ids of all dossiers that an officer sees and for which `where` holds, each way of
    seeing by its own index; arguments as of `visible`."""
    parts = [
        f"select d.id from {source} k(id) join dossier d on d.{column} = k.id where {where}"
        for column, source in _ways(first)
    ]
    parts.append(
        f"select d.id from unnest(${first}::uuid[] || ${first + 2}::uuid[]) k(id) "
        "join dossier_reach x on x.subject_id = k.id join dossier d on d.id = x.dossier_id "
        f"where {where}"
    )
    return " union ".join(parts)


def _ways(first: int) -> tuple[tuple[str, str], ...]:
    return (
        ("receiving_agency_id", f"unnest(${first}::uuid[])"),
        ("holding_agency_id", f"unnest(${first}::uuid[])"),
        ("holding_unit_id", f"unnest(${first + 1}::uuid[])"),
        ("executor_id", f"unnest(${first + 2}::uuid[])"),
    )


@dataclass(frozen=True, slots=True)
class Walk:
    """In which order an officer's list is read, so that an index gives it: by submission, the
    newest first unless `oldest`, or by deadline, the earliest first. What may be rare among all
    others is not looked for among them: `states`, where given, are walked one by one, and `among`
    is SQL of the ids of few dossiers that are sorted instead. `only` names the one way of seeing
    by which all of them are seen, as the column of `dossier`. What is `held` lies with an agency of
    the officer, so nobody is let see it for the agency's sake. `besides` is one more condition."""

    oldest: bool = False
    by_deadline: bool = False
    states: tuple[State, ...] = ()
    among: str = ""
    only: str = ""
    held: bool = False
    besides: str = ""

    @property
    def column(self) -> str:
        """The column of `dossier` that comes first in the order; the id is the second."""
        return "due_at" if self.by_deadline else "submitted_at"

    @property
    def way(self) -> str:
        """asc or desc."""
        return "asc" if self.by_deadline or self.oldest else "desc"


def seen_ids(first: int, scope: str, where: str, limit: str, walk: Walk) -> str:
    """SQL of the ids of the first dossiers that an officer sees; `scope` as of `visible`.

    Each way of seeing walks its own index in the order of the list and stops at the limit; one
    condition with `or` would read and sort all of them.
    """
    order, states, of_state = f"{walk.column} {walk.way}", "", ""
    where = f"{where} and {walk.besides}" if walk.besides else where
    if walk.among:
        return (
            f"(select d.id from dossier d where d.id in ({walk.among}) and {where} and {scope} "
            f"order by d.{order}, d.id {walk.way} limit {limit})"
        )
    ways = _ways(first)
    if walk.states:  # of the program's own making, never text that came from outside
        listed = ", ".join(f"'{state}'" for state in walk.states)
        states, of_state = f" cross join unnest(array[{listed}]) s(state)", " and d.state = s.state"
    parts = [
        f"(select n.id from {source} k(id){states} cross join lateral (select d.id from dossier d "
        f"where d.{column} = k.id{of_state} and {where} "
        f"order by d.{order}, d.id {walk.way} limit {limit}) n)"
        for column, source in ways
        if walk.only in ("", column)
    ]
    if walk.only:
        return " union ".join(parts)
    persons = f"${first + 2}::uuid[]"
    subjects = persons if walk.held else f"${first}::uuid[] || {persons}"
    reached = (
        "from dossier_reach x join dossier d on d.id = x.dossier_id "
        f"where x.subject_id = k.id and {where}"
    )
    # By deadline what somebody is let see is sorted: `offset 0` keeps it from being looked for
    # among all that runs, in the order of deadlines.
    first_reached = (
        f"select d.id from (select d.id, d.due_at {reached} offset 0) d order by d.{order}, d.id"
        if walk.by_deadline
        else f"select d.id {reached} order by x.{order}, x.dossier_id {walk.way}"
    )
    parts.append(
        f"(select n.id from unnest({subjects}) k(id) "
        f"cross join lateral ({first_reached} limit {limit}) n)"
    )
    return " union ".join(parts)
