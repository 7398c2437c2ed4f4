"""An event with notes, a proposal and voices to listen to."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories import make_board, make_event, make_groups, make_note, make_organiser, make_participation, sign_in

from goen.base import jobs
from goen.base.actors import Actor
from goen.base.wordvectors import load_word_vectors
from goen.listening.models import Listening
from goen.listening.queries.results import forget
from goen.voices.models import Quote, Voice

PEACHES = ["県産の桃を東京で売りたい", "桃をネットで売りたい", "駅前で桃を売る店がほしい", "桃の味を動画で伝える"]
MEETINGS = [
    "会議の資料を紙で配らない",
    "会議が長すぎて残業になる",
    "紙の資料をやめて会議を短く",
    "会議を減らして現場へ行く",
]
CSV = "番号,ご意見,団体,投稿日\n" + "".join(
    f"{n},{text},{('県', '会社')[n % 2]},2024-{1 + n % 6:02}-10\n" for n, text in enumerate(PEACHES + MEETINGS, start=1)
)


@pytest.fixture(scope="session", autouse=True)
def _without_word_vectors():
    """Leave the meanings of words out, here and in child processes: pages do not depend on them, and each run is quicker."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GOEN_WORD_VECTORS", "/nowhere")
        load_word_vectors.cache_clear()
        yield
    load_word_vectors.cache_clear()


@pytest.fixture(autouse=True)
def _fresh():
    """Keys begin again with every test; what is kept at hand must not outlive them."""
    forget()
    yield
    forget()


@pytest.fixture
def event(db):
    return make_event(slug="hall")


@pytest.fixture
def organiser(event):
    return make_organiser(event)


@pytest.fixture
def actor(organiser):
    return Actor(user_id=organiser.pk)


@pytest.fixture
def people(event):
    return [make_participation(event, f"参加 {n}", ("福島県", "みらいシステム")[n % 2]) for n in range(4)]


@pytest.fixture
def notes(event, people):
    """Eight notes on a board, by four people."""
    board = make_board(event, make_groups(event, [people])[0])
    return [make_note(board, text, author=people[n % 4]) for n, text in enumerate(PEACHES + MEETINGS)]


@pytest.fixture
def quotes(event, people):
    """Make a voice that may be published and one that may not."""
    made = []
    for person, text, publication in zip(
        people, ["桃の話が心に残った", "内緒の会議の話"], ["anonymous", "none"], strict=False
    ):
        voice = Voice.objects.create(event=event, participation=person)
        made.append(Quote.objects.create(voice=voice, question="learnt", text=text, publication=publication))
    return made


@pytest.fixture
def desk(client, organiser):
    """Sign the organiser in."""
    return sign_in(client, organiser)


def press(desk, address, fields=None):
    """Press a button and let the jobs it started be done; returns the answer."""
    answer = desk.post(address, fields or {})
    jobs.run_waiting()
    return answer


def listen_to(desk, event, *kinds, title="声", is_done=True, **fields):
    """Tick kinds and press the button; returns the listening."""
    given = {"title": title, "kinds": kinds, "events": [event.pk], "masks_personal_data": "on", **fields}
    answer = desk.post(f"/events/{event.slug}/listening/new/", given)
    assert answer.status_code == 302, answer.content.decode()
    if is_done:
        jobs.run_waiting()
    return Listening.objects.latest("pk")


def upload(desk, event, data=CSV, name="意見.csv", title="ファイルの声"):
    """Choose a file and press the button; returns the answer."""
    file = SimpleUploadedFile(name, data if isinstance(data, bytes) else data.encode())
    return desk.post(
        f"/events/{event.slug}/listening/new/", {"title": title, "file": file, "masks_personal_data": "on"}
    )


def read_file(desk, event, data=CSV, **columns):
    """Upload, confirm the columns, listen; returns the listening."""
    upload(desk, event, data)
    row = Listening.objects.latest("pk")
    chosen = {"text": "ご意見", "id": "番号", "when": "投稿日", "author": "", "attributes": ["団体"], **columns}
    answer = press(desk, f"/events/{event.slug}/listening/{row.pk}/columns/", chosen)
    assert answer.status_code == 302, answer.content.decode()
    return row
