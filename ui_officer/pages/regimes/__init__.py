"""Legal regimes on screen: the figures of a decree in versions, by two persons."""
