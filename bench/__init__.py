"""Measurements: one command each, figures as JSON lines."""
