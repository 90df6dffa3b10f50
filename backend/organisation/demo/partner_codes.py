"""Codes of the stand-in partners for ours, as an operator would enter them."""

import zlib

from stdnum.vn import mst

from backend.platform import clock
from backend.platform.database import fetch, transaction, uuid7
from backend.settings import settings
from shared.vocabulary.acts import Act
from shared.vocabulary.post import Told

# The post's codes for what happened to a parcel, and what each means here.
POST_EVENTS = {
    "NHAN": Told.TAKEN,
    "LAY": Told.COLLECTED,
    "DI": Told.MOVING,
    "PKTC": Told.NOT_FOUND,
    "PTC": Told.DELIVERED,
    "CH": Told.RETURNED,
    "MAT": Told.LOST,
    "HUY": Told.CANCELLED,
}

# What the measuring system calls our acts, ways in, levels, payments and ways back.
_EMC_ACTS = {Act.ACCEPT: "1", Act.ASSIGN: "4", Act.HAND_OVER: "3"}
_EMC_OTHER = frozenset(
    {Act.SUBMIT, Act.REGISTER_AT_DESK, Act.REFUSE, Act.RECALCULATE, Act.RECORD_LOSS}
)
EMC: dict[str, dict[str, str]] = {
    "act": {act: _EMC_ACTS.get(act, "0" if act in _EMC_OTHER else "2") for act in Act},
    "channel": {"online": "1", "desk": "2", "post": "2"},
    "level": {
        "desk:partial": "0",
        "desk:information": "0",
        "desk:full": "1",
        "online:partial": "3",
        "online:full": "4",
    },
    "payment": {
        "online": "1",
        "qr_transfer": "2",
        "transfer": "2",
        "cash": "2",
        "post": "2",
        "none": "0",
    },
    "delivery": {"desk": "0", "post": "1", "electronic": "2"},
}


def tax_code(agency_code: str) -> str:
    """A made-up tax code that passes the check, always the same for an agency."""
    given = f"49{zlib.crc32(agency_code.encode()) % 10_000_000:07d}"
    return given + mst.calc_check_digit(given)


async def seed_partner_codes() -> None:
    """Every agency is a customer of the post; running it again changes nothing."""
    agencies = await fetch("select code from agency where tenant_id = $1", settings().tenant)
    known: list[tuple[str, str, str, str]] = [
        ("post", "agency", row["code"], f"KH-{row['code']}") for row in agencies
    ]
    known += [("office", "agency", row["code"], f"VB-{row['code']}") for row in agencies]
    known += [("pakn", "agency", row["code"], f"PA-{row['code']}") for row in agencies]
    known += [("receipts", "agency", row["code"], tax_code(row["code"])) for row in agencies]
    known += [("post", "event", code, told) for code, told in POST_EVENTS.items()]
    known += [
        ("emc", kind, code, their) for kind, codes in EMC.items() for code, their in codes.items()
    ]
    async with transaction() as connection:
        await connection.executemany(
            "insert into code_mapping (id, tenant_id, adapter_id, kind, code, their_code, "
            "valid_from, set_at) values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing",
            [(uuid7(), settings().tenant, *row, clock.today(), clock.now()) for row in known],
        )
