"""Kinds of people: roles of officers and a person's relation to a dossier."""

from enum import StrEnum

from shared.vocabulary.label import Label


class AccountKind(StrEnum):
    """What an account stands for."""

    CITIZEN = "citizen"
    ORGANISATION = "organisation"
    OFFICER = "officer"


class OfficerKind(StrEnum):
    """The four kinds of officers' accounts, kept apart (TCVN 14423:2026 §5.6.2.3)."""

    ADMINISTRATION = "administration"
    OPERATION = "operation"
    TECHNICAL = "technical"
    SERVICE = "service"


OFFICER_KIND_LABELS: dict[OfficerKind, Label] = {
    OfficerKind.ADMINISTRATION: Label("Tài khoản quản trị", "Administration"),
    OfficerKind.OPERATION: Label("Tài khoản tác nghiệp", "Operation"),
    OfficerKind.TECHNICAL: Label("Tài khoản kỹ thuật", "Technical"),
    OfficerKind.SERVICE: Label("Tài khoản dịch vụ", "Service"),
}


class Role(StrEnum):
    """A role is held in an agency (or a unit) and gives permissions there and below."""

    DESK_OFFICER = "desk_officer"
    DESK_HEAD = "desk_head"
    UNIT_HEAD = "unit_head"
    SPECIALIST = "specialist"
    LEADER = "leader"
    CLERK = "clerk"
    CATALOGUE_ADMIN = "catalogue_admin"
    SYSTEM_ADMIN = "system_admin"
    AUDITOR = "auditor"


# Who runs the system does not work in it; engineers and programs do neither.
KIND_OF_ROLE: dict[Role, OfficerKind] = {
    role: OfficerKind.ADMINISTRATION
    if role in (Role.SYSTEM_ADMIN, Role.CATALOGUE_ADMIN)
    else OfficerKind.OPERATION
    for role in Role
}

ROLE_LABELS: dict[Role, Label] = {
    Role.DESK_OFFICER: Label("Cán bộ Bộ phận Một cửa", "Desk officer"),
    Role.DESK_HEAD: Label("Trưởng Bộ phận Một cửa", "Head of the desk"),
    Role.UNIT_HEAD: Label("Lãnh đạo phòng chuyên môn", "Head of unit"),
    Role.SPECIALIST: Label("Chuyên viên thụ lý", "Specialist"),
    Role.LEADER: Label("Lãnh đạo cơ quan", "Leader"),
    Role.CLERK: Label("Văn thư", "Clerk"),
    Role.CATALOGUE_ADMIN: Label("Quản trị danh mục", "Catalogue administrator"),
    Role.SYSTEM_ADMIN: Label("Quản trị hệ thống", "System administrator"),
    Role.AUDITOR: Label("Kiểm tra, giám sát", "Auditor"),
}
