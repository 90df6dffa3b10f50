"""Who does what in the demonstration: officers by role and place, citizens by turn."""

import asyncio
from collections import defaultdict
from random import Random
from uuid import UUID

from backend.access.actor import Actor
from backend.identity.queries import actor_of_username
from backend.organisation.demo import names, plan
from backend.organisation.demo.seed_organisation import CITIZENS
from shared.vocabulary.roles import Role


class Staff:
    """The people of the demonstration, read once."""

    def __init__(self, officers: list[Actor], citizens: list[Actor]) -> None:
        self.citizens = citizens
        # One draft a procedure: a person files one dossier at a time, as in life.
        self.filing: dict[UUID, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._held: dict[tuple[Role, UUID], list[Actor]] = defaultdict(list)
        for officer in officers:
            for scope in officer.roles:
                self._held[scope.role, scope.agency_id].append(officer)
                if scope.unit_id is not None:
                    self._held[scope.role, scope.unit_id].append(officer)

    def one(self, role: Role, place: UUID, chance: Random) -> Actor:
        """Somebody who holds a role in an agency or unit. Raises LookupError for nobody."""
        held = self._held.get((role, place))
        if not held:
            raise LookupError(f"nobody is {role} in {place}")
        return chance.choice(held)

    def account(self, account_id: UUID) -> Actor:
        """One officer by account. Raises LookupError."""
        for held in self._held.values():
            for officer in held:
                if officer.account_id == account_id:
                    return officer
        raise LookupError(str(account_id))


async def staff() -> Staff:
    """Everybody the organisation's seed made."""
    officers = [
        await actor_of_username(officer.username)
        for agency in plan.agencies()
        for officer in plan.officers(agency)
    ]
    citizens = [await actor_of_username(names.personal_id(n)) for n in range(CITIZENS)]
    return Staff(officers, citizens)
