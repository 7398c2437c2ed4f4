"""Partnerships, events, themes, run sheet, clock, and what is open now."""
