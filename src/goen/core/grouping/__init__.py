"""Who sits with whom: problem, score, search, bounds, explanation, repair.

Start at :func:`goen.core.grouping.problem.make_problem` (what is wanted), :func:`goen.core.grouping.solve.solve` (find it) and
:func:`goen.core.grouping.score.score_plan` (what it costs). Importing these loads neither Numba nor SciPy.
"""
