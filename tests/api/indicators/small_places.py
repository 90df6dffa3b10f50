"""The agencies, officers and procedures of the small province."""

import uuid
from datetime import date
from decimal import Decimal

import asyncpg

from backend.catalogue.actions import publish_procedure
from backend.catalogue.content import (
    ChannelContent,
    ComponentContent,
    ProcedureContent,
    ResultContent,
)
from backend.platform import clock
from backend.platform.database import transaction
from shared.vocabulary.channels import AgencyLevel, Channel, OnlineLevel, Subject
from shared.vocabulary.time_units import TimeUnit
from tests.api.indicators.rows import at, insert

NAMES: dict[str, uuid.UUID] = {}


async def places(connection: asyncpg.Connection) -> None:
    """Province P with department A and commune B, each with a desk and a unit."""
    for name, level, parent in (("P", "province", None), ("A", "province", "P"),
                                ("B", "commune", "P")):  # fmt: skip
        NAMES[name] = await insert(
            connection, "agency", code=f"H99.{name}", name=f"Cơ quan {name}", level=level,
            parent_id=NAMES[parent] if parent else None, sort_key=name,
        )  # fmt: skip
    for name, agency, desk in (("A1", "A", False), ("AD", "A", True), ("B1", "B", False),
                               ("BD", "B", True)):  # fmt: skip
        NAMES[name] = await insert(
            connection, "unit", agency_id=NAMES[agency], name=f"Phòng {name}", is_desk=desk,
            sort_key=name,
        )  # fmt: skip
    for name, unit in (("x", "A1"), ("y", "A1"), ("z", "B1"), ("a", "AD"), ("b", "BD")):
        NAMES[name] = await insert(
            connection, "account", kind="officer", username=f"thu.{name}", full_name=name,
            password_hash="x", created_at=at("01/01 8"), sort_key=name,
        )  # fmt: skip
        await insert(connection, "officer_post", account_id=NAMES[name], unit_id=NAMES[unit],
            position="Chuyên viên")  # fmt: skip


async def procedures() -> dict[str, tuple[str, uuid.UUID]]:
    """T1 fully online with a fee and a document for persons; T2 partly online, nothing to pay or
    to issue, for businesses; T3 not online, a fee said in words alone, and no steps."""
    both = ResultContent("Giấy chứng nhận", "KQ.1")
    desk = ChannelContent(Channel.DESK, Decimal(5), TimeUnit.WORKING_DAY, "10.000 đồng", 10_000)
    paper = ComponentContent("giay_to", "Giấy tờ")
    made = {
        "T1": ("99.000001", "05/03 9", ProcedureContent(
            "99.000001", "Thủ tục T1", "Thử", [AgencyLevel.PROVINCE], [Subject.CITIZEN],
            OnlineLevel.FULL, "Cơ quan A", steps=["Nộp"], channels=[desk], components=[paper],
            results=[both], decided_on=date(2026, 3, 2), in_force_on=date(2026, 3, 20))),
        "T2": ("99.000002", "30/03 9", ProcedureContent(
            "99.000002", "Thủ tục T2", "Thử", [AgencyLevel.COMMUNE], [Subject.BUSINESS],
            OnlineLevel.PARTIAL, "Cơ quan B", steps=["Nộp"],
            channels=[ChannelContent(Channel.DESK, Decimal(2), TimeUnit.WORKING_DAY)],
            components=[paper], decided_on=date(2026, 3, 16), in_force_on=date(2026, 3, 18))),
        "T3": ("99.000003", "01/02 9", ProcedureContent(
            "99.000003", "Thủ tục T3", "Thử", [AgencyLevel.PROVINCE], [Subject.CITIZEN],
            OnlineLevel.INFORMATION, "Cơ quan A",
            channels=[ChannelContent(Channel.DESK, Decimal(8), TimeUnit.CALENDAR_DAY,
                                     "5.000 đồng/bản")],
            components=[paper], results=[both])),
    }  # fmt: skip
    found = {}
    for name, (code, moment, content) in made.items():
        with clock.at(at(moment)):
            version = await publish_procedure(content, "edited", is_open=True)
        found[name] = (code, version)
        agency = "B" if name == "T2" else "A"
        async with transaction() as connection:
            await insert(
                connection, "agency_procedure", procedure_code=code,
                receiving_agency_id=NAMES[agency], resolving_agency_id=NAMES[agency],
                resolving_unit_id=NAMES[f"{agency}1"],
            )  # fmt: skip
    return found
