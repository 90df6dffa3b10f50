"""Who sees which petition, as a predicate inside the query, and what they are to it."""

from collections.abc import Mapping
from typing import Any

from backend.access.actor import Actor
from backend.law.petitions import PetitionPart
from shared.vocabulary.roles import Role

COORDINATORS = (Role.LEADER, Role.DESK_HEAD)
APPROVERS = (Role.LEADER, Role.DESK_HEAD, Role.UNIT_HEAD)
READERS = (Role.LEADER, Role.DESK_HEAD, Role.UNIT_HEAD, Role.AUDITOR)
HANDLERS = (Role.DESK_OFFICER, Role.SPECIALIST, Role.CLERK, *APPROVERS)


def visible(actor: Actor, first: int, alias: str = "p") -> tuple[str, list[Any]]:
    """A SQL condition and its arguments, numbered from `$first`.

    Leaders, heads of desks and auditors see those of their agency and of the agencies directly
    below it; heads of units those given to somebody in their agency's unit; everybody what is
    given to them. Whom it is about sees nothing of it.
    """
    wide = actor.agencies(Role.LEADER, Role.DESK_HEAD, Role.AUDITOR)
    return (
        f"({alias}.about && ${first + 3}::uuid[]) = false and ("
        f"{alias}.agency_id = any(${first}::uuid[]) "
        f"or {alias}.agency_id in (select b.id from agency b where b.parent_id = any(${first})) "
        f"or {alias}.unit_id = any(${first + 1}::uuid[]) "
        f"or {alias}.officer_id = any(${first + 2}::uuid[]))",
        [wide, actor.units(Role.UNIT_HEAD), actor.persons(), [actor.account_id]],
    )


def parts(actor: Actor, row: Mapping[str, Any]) -> frozenset[PetitionPart]:
    """What an officer is to a petition; nobody is anything to one that is about them."""
    if actor.account_id in row["about"]:
        return frozenset()
    found = set()
    if row["agency_id"] in actor.agencies(*COORDINATORS):
        found.add(PetitionPart.COORDINATOR)
    if row["officer_id"] in actor.persons():
        found.add(PetitionPart.HANDLER)
    heads = row["agency_id"] in actor.agencies(Role.LEADER, Role.DESK_HEAD)
    unit = row["unit_id"] is not None and row["unit_id"] in actor.units(Role.UNIT_HEAD)
    # Four eyes: nobody approves what they wrote.
    if (heads or unit) and row["drafted_by"] not in actor.persons():
        found.add(PetitionPart.APPROVER)
    return frozenset(found)
