"""Compiled loops; imported inside functions only, as Numba loads slowly."""
