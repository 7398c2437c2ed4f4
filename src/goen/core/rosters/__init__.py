"""Rosters as offices have them: bytes of a file to cells, cells to people, people to changes of a roster.

Three steps, each pure: ``reading`` (bytes → sheets of text), ``headers`` (which row and columns hold what), ``entries``
(rows → people with their problems), ``changes`` (people against those already known).
"""
