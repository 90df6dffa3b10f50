"""Live operations: maintained figures, counters and what is behind them, public statistics."""
