"""Figures over events and years, and the indicators they want to move."""
