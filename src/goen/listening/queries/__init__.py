"""Every read of listening."""

from goen.listening.queries.figures import Figures, Source, figures
from goen.listening.queries.results import Result, edits_of, made_of, newest_run, result_of, run_of, running
from goen.listening.queries.sets import events_of, listenings_of, outputs_of
from goen.listening.queries.sources import choices_in, gone, place_of_origin

__all__ = [
    "Figures", "Result", "Source", "choices_in", "edits_of", "events_of", "figures", "gone",
    "listenings_of", "made_of", "newest_run", "outputs_of", "place_of_origin", "result_of", "run_of", "running",
]  # fmt: skip
