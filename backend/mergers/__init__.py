"""Agencies renamed, merged and split: planned, approved by a second person, in effect on a day."""
