"""Surveys and consultations: asked of an audience for a time, answered once, counted, published.

Who answered and what was answered are kept apart: nothing leads from one to the other.
"""
