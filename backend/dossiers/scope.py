"""Who may see which dossier, as a predicate inside the query and never an `if` after it."""

from typing import Any

from backend.access.actor import Actor
from shared.vocabulary.roles import Role

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


def seen_ids(first: int, where: str, limit: str) -> str:
    """SQL of the ids of the newest dossiers that an officer sees; arguments as of `visible`.

    Each way of seeing walks its own index in the order of the list and stops at the limit; one
    condition with `or` would read and sort all of them.
    """
    ways = (
        ("receiving_agency_id", f"unnest(${first}::uuid[])"),
        ("holding_agency_id", f"unnest(${first}::uuid[])"),
        ("holding_unit_id", f"unnest(${first + 1}::uuid[])"),
        ("executor_id", f"unnest(${first + 2}::uuid[])"),
    )
    parts = [
        f"(select n.id from {source} k(id) cross join lateral (select d.id from dossier d "
        f"where d.{column} = k.id and {where} "
        f"order by d.submitted_at desc, d.id desc limit {limit}) n)"
        for column, source in ways
    ]
    parts.append(
        f"(select n.id from unnest(${first}::uuid[] || ${first + 2}::uuid[]) k(id) "
        "cross join lateral (select d.id from dossier_reach x join dossier d "
        f"on d.id = x.dossier_id where x.subject_id = k.id and {where} "
        f"order by x.submitted_at desc, x.dossier_id desc limit {limit}) n)"
    )
    return " union ".join(parts)
