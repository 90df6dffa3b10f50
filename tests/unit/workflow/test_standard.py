"""The process a draft begins with is sound for every term."""

from hypothesis import given
from hypothesis import strategies as st

from backend.workflow.soundness import Surroundings, findings
from backend.workflow.standard import standard_process


@given(st.integers(min_value=0, max_value=100_000).filter(lambda m: m == 0 or m >= 60))
def test_the_standard_process_is_sound_within_any_term(minutes: int) -> None:
    process = standard_process("1.004873", minutes)
    assert findings(process, Surroundings(legal_minutes=minutes)) == []
