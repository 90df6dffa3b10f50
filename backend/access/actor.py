"""Who acts: the signed-in person with the roles that hold now, handed to every use case."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from backend.platform.problems import Forbidden, Unauthenticated
from shared.vocabulary.assurance import Assurance
from shared.vocabulary.roles import AccountKind, Role


@dataclass(frozen=True, slots=True)
class RoleScope:
    """A role and where it holds: an agency, and one unit of it or (None) all of it.

    `instead_of` is the absent officer whose role it is, or None for one's own.
    """

    role: Role
    agency_id: UUID
    unit_id: UUID | None
    instead_of: UUID | None = None


@dataclass(frozen=True, slots=True)
class Absent:
    """An absent officer for whom somebody stands in now."""

    account_id: UUID
    full_name: str
    personal_id: str


@dataclass(frozen=True, slots=True)
class Actor:
    """A person in one session. `SYSTEM` below stands for the worker."""

    account_id: UUID
    tenant_id: str
    kind: AccountKind
    username: str
    full_name: str
    personal_id: str
    email: str
    phone: str
    session_id: UUID | None
    roles: tuple[RoleScope, ...] = ()
    stands_in_for: tuple[Absent, ...] = ()
    assurance: Assurance = Assurance.PASSWORD
    stepped_up_at: datetime | None = None
    first_steps: bool = False  # a first password to change, or no second factor yet
    program_id: UUID | None = None  # the program that acts for this person, with their consent
    root_agency: UUID | None = None  # the agency above all others, which runs the portal

    def persons(self) -> list[UUID]:
        """The accounts whose work this person may do now: their own first."""
        return [self.account_id, *(absent.account_id for absent in self.stands_in_for)]

    def alone(self) -> "Actor":
        """The same person without what absent colleagues lent them."""
        own = tuple(held for held in self.roles if held.instead_of is None)
        return replace(self, roles=own, stands_in_for=())

    @property
    def is_officer(self) -> bool:
        """Officers see by role and scope, citizens by ownership."""
        return self.kind is AccountKind.OFFICER

    def has(self, *roles: Role) -> bool:
        """Whether one of the roles is held anywhere."""
        return any(held.role in roles for held in self.roles)

    def has_for_all(self, *roles: Role) -> bool:
        """Whether one of the roles is held at the agency above all others."""
        return self.root_agency is not None and self.root_agency in self.agencies(*roles)

    def agencies(self, *roles: Role) -> list[UUID]:
        """Agencies in which one of the roles (any, when none is named) is held."""
        return [held.agency_id for held in self.roles if not roles or held.role in roles]

    def units(self, *roles: Role) -> list[UUID]:
        """Units to which one of the roles is bound."""
        return [
            held.unit_id
            for held in self.roles
            if held.unit_id is not None and (not roles or held.role in roles)
        ]

    def require(self, *roles: Role) -> None:
        """Raises Forbidden unless one of the roles is held."""
        if not self.has(*roles):
            raise Forbidden(
                "Tài khoản của bạn không được giao việc này. Hãy liên hệ quản trị cơ quan.",
                en="Your account has no role for this. Please contact your administrator.",
            )


def known(actor: Actor | None) -> Actor:
    """The actor, or Unauthenticated."""
    if actor is None:
        raise Unauthenticated
    return actor
