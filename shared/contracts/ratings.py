"""Satisfaction after a result was handed over, and what is made of it."""

from typing import Annotated

from msgspec import Meta, Struct

from shared.contracts.common import Choice
from shared.vocabulary.ratings import Satisfaction

Token = Annotated[str, Meta(min_length=20, max_length=100)]
Code = Annotated[str, Meta(min_length=4, max_length=60)]
Digits = Annotated[str, Meta(pattern=r"^\d{4}$")]


class Marks(Struct, forbid_unknown_fields=True, frozen=True):
    """What somebody says: overall in three levels, each aspect if they like, and words."""

    overall: Satisfaction
    convenience: Satisfaction | None = None
    timeliness: Satisfaction | None = None
    attitude: Satisfaction | None = None
    words: Annotated[str, Meta(max_length=1000)] = ""


class LinkQuestion(Struct, forbid_unknown_fields=True, frozen=True):
    """The token of the link in the message after hand-over."""

    token: Token


class RateByLink(Struct, forbid_unknown_fields=True, frozen=True):
    """A rating by the link, without signing in."""

    token: Token
    marks: Marks


class KioskQuestion(Struct, forbid_unknown_fields=True, frozen=True):
    """The code on the receipt and the last four digits of the applicant's phone or personal
    number, which only who holds the receipt knows."""

    code: Code
    digits: Digits


class RateAtKiosk(Struct, forbid_unknown_fields=True, frozen=True):
    """A rating at the kiosk."""

    code: Code
    digits: Digits
    marks: Marks


class TabletKey(Struct, forbid_unknown_fields=True, frozen=True):
    """By which a tablet is known."""

    key: Token


class RateOnTablet(Struct, forbid_unknown_fields=True, frozen=True):
    """A rating on the tablet of a desk; `code` is that of the dossier that was shown, so that
    nobody rates the next one."""

    key: Token
    code: Code
    marks: Marks


class RatingAsk(Struct, frozen=True):
    """What is asked about, without anything of the person: `state` is open, done, early (not
    handed over yet), expired or resting (a tablet without a dossier)."""

    state: str
    code: str
    procedure_name: str
    agency_name: str
    sentence: str


class RatingThanks(Struct, frozen=True):
    """It was kept. A bad rating opened a petition: its code, the secret to follow it, and until
    when it will be answered; empty otherwise."""

    sentence: str
    petition_code: str
    petition_secret: str
    answer_by: str


class NewTablet(Struct, forbid_unknown_fields=True, frozen=True):
    """A tablet for a desk of one's agency."""

    name: Annotated[str, Meta(min_length=2, max_length=60, pattern=r"\w")]
    agency_id: Annotated[str, Meta(max_length=40)]


class Tablet(Struct, frozen=True):
    """A tablet, and the code of the dossier it asks about now, or empty."""

    id: str
    name: str
    agency_id: str
    agency_name: str
    showing: str


class OpenedTablet(Struct, frozen=True):
    """A new tablet with the address to open on it; the address is shown this once."""

    tablet: Tablet
    address: str


class ShowOnTablet(Struct, forbid_unknown_fields=True, frozen=True):
    """The dossier just handed over."""

    dossier_id: Annotated[str, Meta(max_length=40)]


class Shares(Struct, frozen=True):
    """How many said what about one aspect; one that too few people rated is left out."""

    aspect: str
    very_satisfied: int
    satisfied: int
    dissatisfied: int


class RatingLine(Struct, frozen=True):
    """One procedure, agency, unit, officer or month. Where there are too few ratings `shown` is
    false and nothing is said: small numbers would tell who rated."""

    key: str
    name: str
    shown: bool
    rated: int
    shares: list[Shares]


class RatingResults(Struct, frozen=True):
    """Results of whole months. Days are ISO dates, both inclusive; `day_to` is the last day that
    counts. `threshold` is the fewest ratings that are shown; `words` are what people wrote, in no
    order and only with enough of them."""

    day_from: str
    day_to: str
    agency: Choice | None
    agencies: list[Choice]
    grouping: str
    threshold: int
    total: RatingLine
    lines: list[RatingLine]
    words: list[str]
