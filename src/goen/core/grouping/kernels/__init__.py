"""Compiled inner loops. The only place of the core that imports Numba at the top; import this package inside functions."""
