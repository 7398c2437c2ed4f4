"""A run is done once, tells how far it is, can be stopped, and runs beside the server when it is big."""

import pytest
from tests.listening.conftest import PEACHES, listen_to, press

from goen.base import jobs
from goen.base.jobs import CancelledError
from goen.base.models import Job
from goen.core.listening import Text
from goen.listening import services
from goen.listening.models import Run
from goen.listening.services import apart

pytestmark = pytest.mark.django_db


class Noted:
    def __init__(self, stop_at=None):
        self.notes, self.stop_at = [], stop_at

    def update(self, _done, _total, note=""):
        self.notes.append(note)
        if note == self.stop_at:
            raise CancelledError


TEXTS = [Text(str(n), f"{text}{n}", author="人", attributes={"団体": "県"}) for n, text in enumerate(PEACHES * 2)]


def test_a_child_process_finds_what_this_process_finds(monkeypatch):
    here = apart.find_topics(TEXTS, Noted())
    monkeypatch.setattr(apart, "HERE_UP_TO", 0)
    progress = Noted()

    there = apart.find_topics(TEXTS, progress)

    assert there == here
    stages = ["listening.words", "listening.vectors", "listening.neighbours", "listening.topics", "listening.names"]
    assert [note for note in dict.fromkeys(progress.notes) if note in stages] == stages


def test_a_stopped_run_leaves_no_child_and_no_result(monkeypatch):
    monkeypatch.setattr(apart, "HERE_UP_TO", 0)
    started = []
    popen = apart.subprocess.Popen
    monkeypatch.setattr(
        apart.subprocess, "Popen", lambda *args, **more: started.append(popen(*args, **more)) or started[-1]
    )

    with pytest.raises(CancelledError):
        apart.find_topics(TEXTS, Noted(stop_at="listening.words"))

    assert started[0].poll() is not None


def test_pressing_twice_is_one_run(desk, event, notes):
    row = listen_to(desk, event, "boards", is_done=False)

    desk.post(f"/events/hall/listening/{row.pk}/again/")
    page = desk.get(f"/events/hall/listening/{row.pk}/").content.decode()

    assert (Run.objects.count(), Job.objects.count()) == (1, 1)
    assert 'data-island="progress"' in page
    assert "取りやめる" in page


def test_a_cancelled_run_is_not_taken_up_and_the_former_result_stays(desk, event, notes):
    row = listen_to(desk, event, "boards")
    desk.post(f"/events/hall/listening/{row.pk}/again/")

    desk.post(f"/events/hall/listening/{row.pk}/cancel/")
    jobs.run_waiting()

    assert Run.objects.filter(finished_at__isnull=False).count() == 1
    assert desk.get(f"/events/hall/listening/{row.pk}/").status_code == 200


def test_a_listening_deleted_while_its_run_waits_troubles_nobody(desk, event, notes):
    row = listen_to(desk, event, "boards", is_done=False)
    desk.post(f"/events/hall/listening/{row.pk}/delete/")

    jobs.run_waiting()

    assert Job.objects.get().state == Job.State.DONE


def test_the_same_texts_give_the_same_result_byte_for_byte(desk, event, notes):
    row = listen_to(desk, event, "boards")
    first = Run.objects.get()
    press(desk, f"/events/hall/listening/{row.pk}/again/")

    second = Run.objects.get()
    assert (second.number, second.sha256) == (2, first.sha256)
    assert services.WRITE == "listening.write"
