"""`kill -9` in the middle of registrations and scores: what was answered is there afterwards."""

import os
import subprocess
import sys
import time

import pytest
from tests.serving import Server

N_KILLS = int(os.environ.get("GOEN_KILLS", "2"))

_WRITE = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.stage import set_stage
from goen.base.actors import Actor
from goen.events.access import get_member
from goen.events.models import Event, Pass
from goen.pitches.models import Criterion, Pitch
from goen.pitches.services import open_pitches, open_rubric, score_pitch
from goen.grouping.models import Plan
from goen.roster.services import register
from goen.roster.services.people import Profile
if not Event.objects.exists():
    set_stage(2)
event = Event.objects.get(slug="hall")
if not Pitch.objects.exists():
    open_pitches(plan=Plan.objects.get())
    open_rubric(event=event)
rater = Pass.objects.order_by("id").first()
member = get_member(Actor(passes={event.pk: rater.token}), "hall")
pitch, criterion = Pitch.objects.first(), Criterion.objects.first()
print("ready", flush=True)
n = 0
while True:
    n += 1
    register(event=event, profile=Profile(name=f"登録 {START + n:05}", organisation="福島県"))
    score_pitch(member=member, pitch=pitch, values={criterion.pk: n % 5 + 1})
    print(START + n, n % 5 + 1, flush=True)
"""
_READ = """
import django
django.setup()
from goen.roster.models import Participation
from goen.pitches.models import Score
print(*Participation.objects.filter(name__startswith="登録 ").order_by("name").values_list("name", flat=True), sep="|")
print(Score.objects.get().value)
"""


def write_until_killed(home, start, seconds):
    """Return what was answered before the kill: the last number registered and the last score."""
    code = _WRITE.replace("START", str(start))
    words = [sys.executable, "-c", code]
    with subprocess.Popen(words, env=Server(home).environment, stdout=subprocess.PIPE, text=True, cwd=home) as process:
        assert process.stdout.readline() == "ready\n"
        time.sleep(seconds)
        process.kill()
        answered = [line.split() for line in process.stdout.read().splitlines() if line.count(" ") == 1]
    return [(int(number), int(value)) for number, value in answered]


@pytest.mark.parametrize("kill", range(N_KILLS))
def test_no_answered_registration_or_score_is_lost(tmp_path, kill):
    answered = []
    for round_number in (0, 1):  # killed, started again on the same files, killed again
        answered += write_until_killed(tmp_path, round_number * 50_000, 0.4 + 0.13 * kill)
    done = subprocess.run(
        [sys.executable, "-c", _READ],
        env=Server(tmp_path).environment,
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
    )
    names, score = done.stdout.splitlines()

    assert answered
    registered = names.split("|")
    assert {f"登録 {number:05}" for number, _value in answered} <= set(registered)
    assert len(registered) == len(set(registered))
    # The write after the last answered one may be there too, but nothing older.
    assert int(score) in (answered[-1][1], answered[-1][1] % 5 + 1)
