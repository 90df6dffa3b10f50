"""The vault: what a person holds of some kinds, among ten thousand papers and among a million."""

import statistics
import sys
import time
from pathlib import Path
from random import Random

import msgspec
import uvloop

from backend.platform.database import close_pool, fetch_value, open_pool
from backend.vault.queries import usable
from tests.bench.load import p95
from tests.bench.result import Result
from tests.bench.system import System, say

SMALL, LARGE = 10_000, 1_000_000
PAPERS_EACH = 5  # of one owner
LOOKS = 600
ROUNDS = 5
KINDS = ("giay_to_tuy_than", "cho_o_hop_phap")
_FILL = """
insert into vault_item (id, tenant_id, owner_number, owner_name, kind, origin, title, issuer,
    issued_at, valid_from, valid_to, dossier_id, component_key, document_ids)
select gen_random_uuid(), d.tenant_id, lpad((n / {each})::text, 12, '0'), 'Nguyễn Văn Mẫu',
    (array['giay_to_tuy_than', 'cho_o_hop_phap', 'quyen_su_dung_dat', 'KQ.G15.000038',
        'KQ.G15.000031'])[1 + n % 5], 'component', 'Giấy tờ mẫu', 'UBND phường Mẫu',
    now() - make_interval(mins => n % 500000), current_date - 30, current_date + 300, d.id,
    'k' || n, array[gen_random_uuid()]
from generate_series(0, {count} - 1) n, (select id, tenant_id from dossier limit 1) d
"""


async def vault(system: System) -> list[Result]:
    """The median look-up by owner and kinds at the two sizes, in turn."""
    base = await system.with_dossiers(1_000)
    spent: dict[int, list[list[float]]] = {SMALL: [], LARGE: []}
    for count in spent:
        name = await system.copy(base, f"vault_{count}")
        say(f"filling a vault with {count} papers")
        await system.sql(_FILL.format(each=PAPERS_EACH, count=count), name)
        await system.sql("vacuum analyze vault_item", name)
    for _ in range(ROUNDS):
        for count, rounds in spent.items():
            out = system.folder / f"vault-{count}.json"
            system.command(f"vault_{count}", "-m", "tests.bench.vault", str(out))
            rounds.append(msgspec.json.decode(out.read_bytes(), type=list[float]))
    middle = {n: statistics.median(t for r in rounds for t in r) for n, rounds in spent.items()}
    far = {n: p95([t for r in rounds for t in r]) for n, rounds in spent.items()}
    return [
        Result(
            "vault", "vault look-up at 1,000,000 ÷ 10,000 papers", middle[LARGE] / middle[SMALL],
            1.15, f"{middle[LARGE] * 1000:.2f} ms", f"{middle[SMALL] * 1000:.2f} ms",
            "Median time to find the valid papers of one owner of two kinds.",
            at_least=False,
            details=[f"p95: {far[SMALL] * 1000:.2f} ms and {far[LARGE] * 1000:.2f} ms."],
        )
    ]  # fmt: skip


async def _look() -> list[float]:
    """Seconds of each look-up on the database of this process."""
    await open_pool(minimum=1, maximum=1)
    try:
        # Papers of the demonstration are there besides.
        owners: int = await fetch_value(
            "select count(distinct owner_number) from vault_item where title = 'Giấy tờ mẫu'"
        )
        chance, spent = Random(7), []
        for number in range(LOOKS + 100):
            owner = f"{chance.randrange(owners):012d}"
            started = time.perf_counter()
            found = await usable(owner, list(KINDS))
            if number >= 100:
                spent.append(time.perf_counter() - started)
            assert len(found) == len(KINDS), owner
        return spent
    finally:
        await close_pool()


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(msgspec.json.encode(uvloop.run(_look())))
