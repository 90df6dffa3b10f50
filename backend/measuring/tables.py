"""How often public pages were looked at."""

from piccolo.columns import BigInt, Date, Varchar
from piccolo.table import Table


class PageVisits(Table, tablename="page_visits"):
    """Visits of one public page on one day; nothing of who looked."""

    tenant_id = Varchar(40, primary_key=True, default=None)
    day = Date()
    page = Varchar(40)
    visits = BigInt()
