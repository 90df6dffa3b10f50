"""Benchmarks: ratios measured in one run, so that the machine matters little."""

# First of all imports: it chooses ports and folders of this process before settings are read.
from tests import conftest as conftest
