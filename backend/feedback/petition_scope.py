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


def takes(agency: str, about: str) -> str:
    """A SQL condition: somebody is in an agency to take a petition, whom it is not about."""
    return (
        "exists (select from role_grant r join account t on t.id = r.account_id "
        f"where r.agency_id = {agency} and r.role in ('leader', 'desk_head') "
        f"and t.disabled_at is null and t.id <> all({about}::uuid[]) "
        "and r.valid_from <= now() and (r.valid_to is null or r.valid_to > now()))"
    )


# Columns of a petition `p`: nobody of its agency may take it; the leaders of the one above do.
HEADLESS = (
    f"not {takes('p.agency_id', 'p.about')} as headless, "
    "(select o.parent_id from agency o where o.id = p.agency_id) as above_id"
)


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
    """What an officer is to a petition; nobody is anything to one that is about them.

    Where it is about everybody who could take it in its agency, a leader of the agency above does.
    """
    if actor.account_id in row["about"]:
        return frozenset()
    found = set()
    above = row["headless"] and row["above_id"] in actor.agencies(Role.LEADER)
    if above or row["agency_id"] in actor.agencies(*COORDINATORS):
        found.add(PetitionPart.COORDINATOR)
    if row["officer_id"] in actor.persons():
        found.add(PetitionPart.HANDLER)
    heads = above or row["agency_id"] in actor.agencies(Role.LEADER, Role.DESK_HEAD)
    unit = row["unit_id"] is not None and row["unit_id"] in actor.units(Role.UNIT_HEAD)
    # Four eyes: nobody approves what they wrote.
    if (heads or unit) and row["drafted_by"] not in actor.persons():
        found.add(PetitionPart.APPROVER)
    return frozenset(found)
