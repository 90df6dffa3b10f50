"""`python -m tests.bench.sweeping`: one sweep; prints peak MiB, dossiers touched and seconds."""

import resource
import time

from backend.cli import run_with_database
from backend.dossiers.sweeps import sweep

if __name__ == "__main__":
    started = time.perf_counter()
    count = run_with_database(sweep)
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{peak:.1f} {count} {seconds:.2f}")
