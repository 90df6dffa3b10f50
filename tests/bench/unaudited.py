"""`python -m tests.bench.unaudited`: the API without its audit trail, for comparison alone.

The function that writes an entry is emptied in this process, so that every place that calls it pays
nothing; no setting of the product can do this.
"""

from backend.audit import actions
from backend.operations.server import main


async def _nothing(
    connection: object,
    actor: object,
    action: object,
    *,
    subject_id: object = None,
    detail: object = None,
) -> None:
    """Writes nothing."""


actions.record.__code__ = _nothing.__code__

if __name__ == "__main__":
    main()
