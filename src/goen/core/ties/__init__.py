"""Ties between people as numbers: who is paired with whom, who might be introduced, what a network looks like."""
