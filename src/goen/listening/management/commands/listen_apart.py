"""`listen_apart OUT`: the child process of a big listening; reads texts from standard input, tells progress line by line."""

import datetime as dt
import json
import os
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import numpy as np
from django.core.management.base import BaseCommand

from goen.base.wordvectors import load_word_vectors
from goen.core.listening import Text, listen
from goen.core.listening.archive import pack
from goen.core.progress import Part

_TELL_EVERY_S = 0.25
# Percent of the time until everything is found; naming the topics takes the rest.
_FOUND = 86


class _Lines:
    """Progress as lines of JSON, four a second at most, and every new stage at once: a long one may tell nothing more."""

    def __init__(self) -> None:
        self._told_at, self._note = 0.0, ""

    def update(self, done: float, total: float, note: str = "") -> None:
        now = time.monotonic()
        if now - self._told_at >= _TELL_EVERY_S or note != self._note:
            self._told_at, self._note = now, note
            sys.stdout.write(json.dumps({"done": 100 * done / max(total, 1), "note": note}) + "\n")
            sys.stdout.flush()


class Command(BaseCommand):
    """Find the topics of many texts beside the server, with the lowest right to the processor."""

    help = "Used by Goen itself: finds topics of texts given on standard input."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take where to write."""
        parser.add_argument("out", type=Path)

    def handle(self, *_arguments: Any, **options: Any) -> None:
        """Read, listen, pack, write."""
        if hasattr(os, "nice"):
            os.nice(10)
        texts = [
            Text(text_id, words, author, dt.date.fromisoformat(when) if when else None, about)
            for text_id, words, author, when, about in json.load(sys.stdin)
        ]
        progress = _Lines()
        found = listen(texts, words=load_word_vectors(), progress=Part(progress, 0, _FOUND))
        packed = pack(found, Part(progress, _FOUND, 100))
        with Path(options["out"]).open("wb") as file:
            np.savez(file, **packed)  # type: ignore[arg-type]
