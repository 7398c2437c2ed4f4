"""Compiled inner loops. The only place of this part that imports Numba at the top; import it inside functions."""
