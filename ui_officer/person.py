"""Who is signed in at the officers' screens, what they may do there, and the numbers of folders."""

import reflex as rx

from shared.client import identity, inbox
from shared.client.base import ApiProblem
from shared.ui.session import api
from shared.vocabulary.overview import WALL_MAKERS
from shared.vocabulary.performance import WATCHERS
from shared.vocabulary.ratings import RESULT_READERS
from shared.vocabulary.registers import REGISTER_READERS
from shared.vocabulary.reports import REPORT_READERS
from shared.vocabulary.traffic import TRAFFIC_WATCHERS

MONEY = ("desk_head", "leader", "system_admin", "auditor")
WRITERS = ("catalogue_admin", "system_admin", "leader", "desk_head")
ANSWERERS = (
    "desk_officer", "desk_head", "specialist", "unit_head", "catalogue_admin", "leader",
)  # fmt: skip
HEADS = ("desk_head", "leader", "catalogue_admin", "system_admin", "auditor")


class Person(rx.State):
    """Who is signed in and the numbers of the folders."""

    name: str = ""
    role: str = ""
    agency: str = ""
    is_desk: bool = False
    is_head: bool = False
    may_let_go: bool = False
    may_audit: bool = False
    designs_forms: bool = False
    approves_content: bool = False
    writes_messages: bool = False
    signs: bool = False
    seals: bool = False
    keeps_accounts: bool = False
    decides_roles: bool = False
    counts_money: bool = False
    reads_reports: bool = False
    reads_ratings: bool = False
    hangs_screens: bool = False
    reads_registers: bool = False
    watches_system: bool = False
    watches_portal: bool = False
    keeps_desk: bool = False
    watches_desk: bool = False
    answers_citizens: bool = False
    tells_citizens: bool = False
    counts: dict[str, int] = {}

    @rx.event
    async def enter(self):
        """Reads the person; somebody not signed in goes to sign in and comes back."""
        try:
            me = await identity.me(api(self, "officer"))
            self.name = me.full_name
            counts = await inbox.counts(api(self, "officer"))
        except ApiProblem as refused:
            if refused.problem.type.endswith(":first-steps"):
                here = self.router.url.path or "/"
                return None if here.startswith("/tai-khoan") else rx.redirect("/tai-khoan/")
            if refused.status in (401, 403):
                path = self.router.url.path or "/"
                return rx.redirect(f"/dang-nhap/?next={path}")
            return None
        self.role = " · ".join(dict.fromkeys(r.role_label for r in me.roles))
        self.agency = me.roles[0].agency_name if me.roles else ""
        self.is_desk = any(r.role in ("desk_officer", "desk_head") for r in me.roles)
        self.is_head = any(r.role in HEADS for r in me.roles)
        self.may_audit = any(r.role in ("auditor", "system_admin") for r in me.roles)
        self.may_let_go = any(r.role in ("leader", "system_admin") for r in me.roles)
        self.designs_forms = any(r.role == "catalogue_admin" for r in me.roles)
        roles = {r.role for r in me.roles}
        self.approves_content = bool(roles & {"catalogue_admin", "system_admin"})
        self.writes_messages = bool(roles & {*WRITERS})
        self.signs, self.seals = "leader" in roles, "clerk" in roles
        self.keeps_accounts = any(r.role == "system_admin" for r in me.roles)
        self.decides_roles = any(r.role == "leader" for r in me.roles)
        self.keeps_desk = bool(roles & {"desk_head", "system_admin"})
        self.watches_desk = self.keeps_desk or "leader" in roles
        self.reads_reports = bool(roles & REPORT_READERS)
        self.hangs_screens = bool(roles & WALL_MAKERS)
        self.reads_ratings = bool(roles & {*RESULT_READERS})
        self.reads_registers = bool(roles & {*REGISTER_READERS})
        self.watches_system = bool(roles & {*WATCHERS})
        self.watches_portal = bool(roles & {*TRAFFIC_WATCHERS})
        self.answers_citizens = bool(roles & {*ANSWERERS})
        self.tells_citizens = bool(roles & {*WRITERS})
        self.counts_money = any(r.role in MONEY for r in me.roles)
        self.counts = {name: getattr(counts, name) for name in counts.__struct_fields__}
        return None
