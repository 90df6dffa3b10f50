"""The content of one version of a procedure, as stored; pure data."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec

from backend.law.deadlines import Duration
from backend.law.fees import FeeRule
from shared.vocabulary.channels import AgencyLevel, Channel, OnlineLevel, Subject
from shared.vocabulary.time_units import SupplementPolicy, TimeUnit

# Codes of the national list.
CODE = re.compile(r"[0-9]\.[0-9]{6}")


class ChannelContent(msgspec.Struct, frozen=True, omit_defaults=True):
    """One way to submit; amounts in `unit`, fee in VND. None means not known for certain."""

    channel: Channel
    amount: Decimal | None = None
    unit: TimeUnit | None = None
    fee_text: str = ""
    fee_vnd: int | None = None
    description: str = ""

    @property
    def duration(self) -> Duration | None:
        """The statutory time limit, when it is known for certain."""
        if self.unit is None:
            return None
        return Duration(self.amount or Decimal(1), self.unit)


class ComponentContent(msgspec.Struct, frozen=True, omit_defaults=True):
    """One paper: how many originals, certified copies and copies, required or on a condition.

    `when` is a JsonLogic expression over the answers of the form and `channel`: the paper belongs
    to a dossier only where it holds; `condition` says the same in words.
    """

    key: str
    name: str
    originals: int = 0
    certified: int = 0
    copies: int = 0
    required: bool = True
    condition: str = ""
    replaced_by_data: str = ""
    case: str = ""
    form_file: str = ""
    when: Any = None
    # Whether copies carry the purpose as a watermark; None: by the name of the paper.
    identity_paper: bool | None = None
    # The register whose data replaces it; else found by `replaced_by_data` (prefill/replacing.py).
    register: str = ""
    # Kinds of the vault that serve for it; None: as vault/kinds.toml says.
    vault_kinds: list[str] | None = None
    # For how many months after it was issued or verified a paper serves again here; None: as long
    # as it is valid.
    reuse_months: int | None = None


class RequirementContent(msgspec.Struct, frozen=True):
    """Something the law asks of who applies: a JsonLogic `rule` over the answers of the form that
    must hold, and what is said when it does not."""

    rule: Any
    message: str


class LegalText(msgspec.Struct, frozen=True):
    """One legal text."""

    title: str
    number: str


class ResultContent(msgspec.Struct, frozen=True):
    """What comes out, with its national code."""

    name: str
    code: str


class SupplementContent(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where specialised law differs on supplements while processing; `source` cites it.

    `ask_within_days` in working days. None means the rule of the regime (NĐ 61/2018 Điều 19.4).
    """

    source: str
    policy: SupplementPolicy = SupplementPolicy.RESTART
    ask_within_days: int | None = None
    requests: int | None = None


class Flag(msgspec.Struct, frozen=True):
    """Something a person has to check: the field, the reason, the raw text."""

    field: str
    reason: str
    raw: str


class ProcedureContent(msgspec.Struct, frozen=True, omit_defaults=True):
    """Everything the portal shows of a procedure and the desk needs to receive it."""

    code: str
    name: str
    sector: str
    levels: list[AgencyLevel]
    subjects: list[Subject]
    online_level: OnlineLevel
    agency: str = ""
    receiving_address: str = ""
    decision_number: str = ""
    steps: list[str] = []
    channels: list[ChannelContent] = []
    components: list[ComponentContent] = []
    conditions: str = ""
    requirements: list[RequirementContent] = []
    results: list[ResultContent] = []
    legal_basis: list[LegalText] = []
    keywords: list[str] = []
    flags: list[Flag] = []
    supplement: SupplementContent | None = None
    # The article of specialised law by which waiting for a payment does not count; mostly none.
    payment_pause_source: str = ""
    # Fees and charges as their legal texts set them; without any, the one amount of a channel.
    fees: list[FeeRule] = []
    # Codes of procedures that people often do at the same time.
    together: list[str] = []
    # When the decision that publishes this content was made, and from when on it holds.
    decided_on: date | None = None
    in_force_on: date | None = None

    def channel(self, channel: Channel) -> ChannelContent | None:
        """The entry of a channel, or None when the procedure does not offer it."""
        return next((entry for entry in self.channels if entry.channel is channel), None)


def nothing_yet(code: str) -> ProcedureContent:
    """The content of a procedure of which nothing has been written."""
    return ProcedureContent(code, "", "", [], [], OnlineLevel.INFORMATION)
