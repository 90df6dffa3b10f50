"""Which rooms have rows for files: each is made known here, once for the API and the makers."""

from backend.analyses.exporting import register_sources as of_analyses
from backend.directives.exporting import register_sources as of_directives
from backend.registers.exporting import register_sources as of_registers


def make_known() -> None:
    """Registers the sources of all rooms (`exports.sources.register_source`)."""
    of_analyses()
    of_directives()
    of_registers()
