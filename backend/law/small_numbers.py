"""Figures about people that would say who they are: what few chose is not shown. Pure.

Of a table whose sum is known one hidden cell could be worked out from the others, so a second one
is hidden with it (Luật 91/2025/QH15 on personal data; the usual rule of statistics offices).
"""

FEWEST = 5


def protected(counts: list[int], fewest: int = FEWEST) -> list[int | None]:
    """The counts that may be shown; None for those that may not.

    Nothing of a table is shown that counts fewer people than that altogether.
    """
    if sum(counts) < fewest:
        return [None] * len(counts)
    hidden = {n for n, count in enumerate(counts) if 0 < count < fewest}
    if len(hidden) == 1:
        others = [n for n, count in enumerate(counts) if count and n not in hidden]
        hidden |= {min(others, key=lambda n: counts[n])} if others else set()
    return [None if n in hidden else count for n, count in enumerate(counts)]
