"""Counters of visits; nothing of who looked outlasts the day."""

from piccolo.columns import UUID, Array, BigInt, Bytea, Date, SmallInt, Text, Varchar
from piccolo.table import Table


class AccessCount(Table, tablename="access_count"):
    """How often one thing happened on a day, in an hour where that is asked (else -1)."""

    tenant_id = Varchar(40, primary_key=True, default=None)
    day = Date()
    hour = SmallInt()
    what = Varchar(10)
    key = Varchar(100)
    device = Varchar(8)
    times = BigInt()


class AccessSalt(Table, tablename="access_salt"):
    """The secret of one day under which its visitors are told apart; gone when the day is over."""

    day = Date(primary_key=True)
    tenant_id = Varchar(40)
    salt = Bytea()


class AccessSeen(Table, tablename="access_seen"):
    """That some visitor of today was here before; gone with the salt of the day."""

    tenant_id = Varchar(40, primary_key=True, default=None)
    day = Date()
    mark = Bytea()


class AccessMiss(Table, tablename="access_miss"):
    """Words that a visitor of today looked for in vain; only how many they were outlasts the
    day."""

    tenant_id = Varchar(40, primary_key=True, default=None)
    day = Date()
    words = Varchar(60)
    mark = Bytea()


class FormReached(Table, tablename="form_reached"):
    """The pages that a draft has reached, in the order in which it did; it goes with the draft."""

    draft_id = UUID(primary_key=True, default=None)
    pages = Array(base_column=Text())
