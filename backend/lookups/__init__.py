"""Shared catalogues: codes with the names they had on each day (II.17, NĐ 61/2018 Điều 20)."""
