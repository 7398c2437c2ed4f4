"""What stands around the notes: signs, photos, the way back, column sets, the note on the projector."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from tests.boards.conftest import guest, make_plan
from tests.factories import carry_pass, make_organiser, sign_in

from goen.base.documents.photo import clean_photo
from goen.base.durable import _DjangoSql
from goen.boards import queries, services
from goen.boards.access import get_board_to_moderate, get_board_to_see
from goen.boards.models import Board, Photo, Reaction
from goen.core.errors import BadInputError, GoenError, RefusedError, TooMuchError
from goen.events.access import get_member


@pytest.fixture
def moderator(event, table, organiser):
    return get_board_to_moderate(organiser, "hall", table[0].pk)


def texts(board):
    return sorted(note.text for note in queries.notes_of(board))


def jpeg(size=(640, 480), **fields):
    target = io.BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(target, "JPEG", **fields)
    return target.getvalue()


# Going back


def test_a_removed_note_comes_back_by_one_press(client, table, writer_at, moderator):
    board, people = table
    services.write_note(at=writer_at, column="gap", text="消されても残る", message_id="n1")
    services.write_note(at=writer_at, column="gap", text="もう一枚", message_id="n2")
    services.restore_board(at=moderator, sequence=1)
    assert texts(board) == ["消されても残る"]

    story = queries.story_of(Board.objects.get(pk=board.pk))
    [(gone, sequence)] = story.gone
    services.restore_note(at=writer_at, note_id=gone.note_id, sequence=sequence)

    assert texts(board) == ["もう一枚", "消されても残る"]
    assert "消されても残る" in carry_pass(client, people[0]).get(address("history", board)).content.decode()


def test_going_back_forgets_nothing_and_can_be_taken_back(table, writer_at, moderator):
    board = table[0]
    for k in range(3):
        services.write_note(at=writer_at, column="gap", text=f"付箋 {k}", message_id=f"n{k}")
    back = services.restore_board(at=moderator, sequence=1)
    again = services.restore_board(at=moderator, sequence=back - 1)
    assert texts(board) == ["付箋 0", "付箋 1", "付箋 2"]
    assert again == back + 1


def test_only_who_moderates_takes_the_whole_board_back(writer_at):
    services.write_note(at=writer_at, column="gap", text="ここまで", message_id="n1")
    with pytest.raises(RefusedError):
        services.restore_board(at=writer_at, sequence=1)


def test_a_moment_that_never_was_is_a_clear_refusal(writer_at, moderator):
    services.write_note(at=writer_at, column="gap", text="ここまで", message_id="n1")
    with pytest.raises(BadInputError):
        services.restore_note(at=writer_at, note_id="n2", sequence=1)
    with pytest.raises(BadInputError):
        services.restore_board(at=moderator, sequence=99)


def test_a_frozen_board_is_not_taken_back(table, writer_at, moderator):
    services.write_note(at=writer_at, column="gap", text="ここまで", message_id="n1")
    services.freeze_board(at=moderator)
    with pytest.raises(RefusedError):
        services.restore_board(at=moderator, sequence=1)


# Signs


def react(board, key="k", note="n1", kind="like", *, is_on=True):
    return services.react(_DjangoSql(), [services.NewReaction(board.pk, key, note, kind, is_on)])[0]


def test_a_sign_counts_once_per_person_and_can_be_taken_back(table):
    board = table[0]
    for key in ("one", "one", "two"):
        assert react(board, key) is True
    react(board, "one", kind="more")
    assert queries.reaction_counts(board.pk) == {"n1": {"like": 2, "more": 1}}
    assert sorted(queries.own_reactions(board.pk, "one")) == ["n1:like", "n1:more"]
    react(board, "two", is_on=False)
    assert queries.reaction_counts(board.pk) == {"n1": {"like": 1, "more": 1}}


@pytest.mark.parametrize(("note", "kind"), [("", "like"), ("n" * 41, "like"), ("n1", "burn")])
def test_a_sign_nobody_knows_is_refused(table, note, kind):
    assert isinstance(react(table[0], note=note, kind=kind), GoenError)
    assert not Reaction.objects.exists()


def test_no_sign_on_a_frozen_board(table, moderator):
    services.freeze_board(at=moderator)
    assert react(table[0]).code == "boards.frozen"


# Photos


def test_a_photo_keeps_nothing_of_the_phone_that_took_it():
    exif = Image.Exif()
    exif[0x0110] = "Phone of Somebody"
    exif[0x0112] = 6  # lies on its side
    clean = clean_photo(jpeg((400, 200), exif=exif))
    shown = Image.open(io.BytesIO(clean.image))
    assert (clean.width, clean.height) == shown.size == (200, 400)
    assert not shown.getexif()
    assert b"Phone of Somebody" not in clean.image
    assert set(shown.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}


@pytest.mark.parametrize("data", [b"", b"no picture", b"\xff\xd8\xff\xe0broken", jpeg()[:500], b"<svg onload='x'/>"])
def test_what_is_no_photo_is_refused(data):
    with pytest.raises(BadInputError):
        clean_photo(data)


def test_a_picture_that_would_fill_the_memory_is_not_unpacked():
    target = io.BytesIO()
    Image.new("1", (9000, 9000)).save(target, "PNG")
    with pytest.raises(TooMuchError):
        clean_photo(target.getvalue())


def test_the_same_photo_twice_is_one(table, writer_at):
    data = jpeg()
    first = services.add_photo(at=writer_at, data=data, caption="紙の壁")
    assert services.add_photo(at=writer_at, data=data) == first
    assert queries.photos_to_show(table[0].pk, "hall")[0]["caption"] == "紙の壁"


def test_an_anonymous_board_keeps_nobody_beside_a_photo(anonymous_event):
    plan, people = make_plan(anonymous_event)
    board = services.open_boards(plan=plan)[0]
    at = get_board_to_see(guest(people[0]), "hidden", board.pk)
    assert services.add_photo(at=at, data=jpeg()).author is None


def address(name, board, *rest):
    return reverse(f"boards:{name}", args=["hall", board.pk, *rest])


def test_a_photo_is_seen_through_the_door_only(client, event, table):
    board, people = table
    other_board = Board.objects.exclude(pk=board.pk).get()
    at = get_board_to_see(guest(people[0]), "hall", board.pk)
    photo = services.add_photo(at=at, data=jpeg())
    assert client.get(address("photo", board, photo.pk)).status_code == 404
    carry_pass(client, people[1])
    answer = client.get(address("photo", board, photo.pk), {"size": "s"})
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert "private" in answer["Cache-Control"]
    assert client.post(address("remove-photo", board, photo.pk)).status_code == 404
    sign_in(client, make_organiser(event))
    assert client.get(address("photo", other_board, photo.pk)).status_code == 404
    client.post(address("remove-photo", board, photo.pk))
    assert not Photo.objects.exists()


def test_a_photo_goes_up_by_form_and_a_bad_file_says_why(client, table):
    board, people = table
    carry_pass(client, people[0])
    bad = client.post(address("photos", board), {"photo": SimpleUploadedFile("x.jpg", b"no picture")})
    assert bad.status_code == 400
    assert "読み取れません" in bad.content.decode()
    good = client.post(address("photos", board), {"photo": SimpleUploadedFile("x.jpg", jpeg()), "caption": "壁"})
    assert good.status_code == 302
    assert "壁" in client.get(address("photos", board)).content.decode()


# Columns and naming


def wish(**fields):
    base = {"titles": ["現状", "理想"], "column_set": "", "is_anonymous": False, "dots_per_person": 3}
    return services.Wish(**{**base, "shows_running_dots": False, **fields})


def test_a_renamed_column_keeps_its_notes(table, writer_at, moderator):
    board = table[0]
    services.write_note(at=writer_at, column="as_is", text="残る")
    services.change_board(
        at=moderator, wish=wish(titles=["いまの様子", "あるべき姿", "ギャップ", "解決策・提言", "メモ"])
    )
    columns = queries.notes_by_column(Board.objects.get(pk=board.pk))
    assert [(column.key, column.title) for column in columns[:2]] == [("as_is", "いまの様子"), ("to_be", "あるべき姿")]
    assert [note.text for note in columns[0].notes] == ["残る"]
    assert len(columns) == 5


def test_a_column_with_notes_cannot_go(writer_at, moderator):
    services.write_note(at=writer_at, column="solution", text="残る")
    with pytest.raises(RefusedError) as refused:
        services.change_board(at=moderator, wish=wish(column_set="kpt"))
    assert refused.value.code == "boards.column_in_use"


def test_every_table_gets_the_set_at_once(event, moderator):
    n = services.change_board(at=moderator, wish=wish(column_set="swot", dots_per_person=5), for_all_tables=True)
    boards = Board.objects.filter(event=event)
    assert n == boards.count() == 2
    assert {board.columns[0]["key"] for board in boards} == {"strength"}
    assert {board.dots_per_person for board in boards} == {5}


def test_naming_is_fixed_by_the_first_note(table, writer_at, moderator):
    services.change_board(at=moderator, wish=wish(is_anonymous=True, titles=["現状分析", "あるべき姿", "ギャップ"]))
    services.write_note(at=writer_at, column="gap", text="はじめの一枚")
    with pytest.raises(RefusedError) as refused:
        services.change_board(at=moderator, wish=wish(titles=["現状分析", "あるべき姿", "ギャップ"]))
    assert refused.value.code == "boards.naming_is_fixed"


@pytest.mark.parametrize("titles", [[], [" "], ["同じ", "同じ"], [str(k) for k in range(7)]])
def test_columns_need_names_of_their_own(moderator, titles):
    with pytest.raises(BadInputError):
        services.change_board(at=moderator, wish=wish(titles=titles))


def test_the_settings_page_changes_and_says_what_is_wrong(client, event, table):
    board = table[0]
    sign_in(client, make_organiser(event))
    given = {"title": "福の島", "titles": "気づき\n問い", "dots_per_person": 4}
    assert client.post(address("settings", board), given).status_code == 302
    board.refresh_from_db()
    assert (board.title, board.dots_per_person, len(board.columns)) == ("福の島", 4, 2)
    assert client.post(address("settings", board), {**given, "dots_per_person": 99}).status_code == 400
    assert client.post(address("settings", board), {**given, "titles": ""}).status_code == 400


# For everybody


def test_a_board_for_everybody_is_everybodys(client, event, table, organiser):
    made = services.make_board(
        member=get_member(organiser, "hall"), title="収穫", column_set="harvest", is_anonymous=False
    )
    carry_pass(client, table[1][0])
    assert client.get(address("board", made)).status_code == 200
    assert "収穫" in client.get(address("board", table[0])).content.decode()
    at = get_board_to_see(guest(table[1][1]), "hall", made.pk)
    services.write_note(at=at, column="insight", text="隣の課と話せた")
    assert texts(made) == ["隣の課と話せた"]


def test_all_boards_at_once(client, event, table):
    sign_in(client, make_organiser(event))
    for verb, fields in (("freeze", {"is_frozen": True}), ("open-voting", {"voting": "open"})):
        client.post(reverse("boards:all", args=["hall"]), {"do": verb})
        assert Board.objects.filter(event=event, **fields).count() == 2
    assert client.post(reverse("boards:all", args=["hall"]), {"do": "burn"}).status_code == 400


def test_all_walls_cost_the_same_however_many_notes(client, event, table, writer_at, django_assert_max_num_queries):
    sign_in(client, make_organiser(event))
    for k in range(12):
        services.write_note(at=writer_at, column="gap", text=f"壁の付箋 {k}")
    with django_assert_max_num_queries(10):
        page = client.get(reverse("boards:walls", args=["hall"])).content.decode()
    assert page.count("壁の付箋") == 12


# The projector


def test_a_note_stands_on_the_projector_until_something_else_is_chosen(client, event, table, writer_at, moderator):
    services.write_note(at=writer_at, column="solution", text="大きく映す提言", message_id="n1")
    services.spotlight_note(at=moderator, note_id="n1")
    sign_in(client, make_organiser(event))
    screen = reverse("day:screen", args=["hall"])
    assert "大きく映す提言" in client.get(screen).content.decode()
    client.post(reverse("day:act", args=["hall", "screen"]), {"mode": "timer"})
    assert "大きく映す提言" not in client.get(screen).content.decode()


def test_only_who_runs_the_event_puts_notes_on_the_projector(table, writer_at):
    services.write_note(at=writer_at, column="solution", text="自分の付箋", message_id="n1")
    with pytest.raises(RefusedError):
        services.spotlight_note(at=writer_at, note_id="n1")


def test_a_note_that_is_not_there_is_not_put_up(moderator):
    with pytest.raises(BadInputError):
        services.spotlight_note(at=moderator, note_id="nowhere")
