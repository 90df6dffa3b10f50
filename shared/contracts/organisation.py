"""Agencies, units and officers as other screens refer to them."""

from msgspec import Struct


class Agency(Struct, frozen=True):
    """An agency that receives or resolves dossiers."""

    id: str
    code: str
    name: str
    level: str
    parent_id: str | None
    address: str
    phone: str
    email: str
    responsible_person: str


class Unit(Struct, frozen=True):
    """A room of an agency; `is_desk` marks its one-stop desk."""

    id: str
    agency_id: str
    name: str
    is_desk: bool


class OfficerRef(Struct, frozen=True):
    """An officer one can assign to."""

    id: str
    full_name: str
    position: str
    unit_id: str
    unit_name: str
    open_dossiers: int


class Commune(Struct, frozen=True):
    """A commune-level administrative unit of the two-level model."""

    code: str
    name: str
    province_code: str
    province_name: str


class PublicSite(Struct, frozen=True):
    """Header and footer of both sites: who runs this portal (TT 32/2017/TT-BTTTT Điều 16.3).

    `phone` is that of the agency that runs it, `hotline` the one to call; `hours` says when.
    """

    authority: str
    portal_name: str
    motto: str
    responsible_body: str
    responsible_person: str
    address: str
    phone: str
    hotline: str
    email: str
    hours: str
    is_demo: bool
