"""What members write: kept as written, found again, deleted and taken back, within limits."""

import io
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from PIL import Image
from tests.communities.conftest import guest, join, visit, write
from tests.factories import carry_pass

from goen.base.actors import Actor
from goen.base.documents.uploads import Upload
from goen.base.models import AuditEntry
from goen.communities import access, phases, queries, services
from goen.communities.models import Attachment, Ballot, Choice, Membership, Notice, Poll, Post
from goen.communities.services.posts import Draft, GatheringDraft, PollDraft
from goen.core.errors import BadInputError, GoenError, RefusedError, TooMuchError


def headlines(actor, community, query=""):
    return [post.headline for post in queries.threads(visit(actor, community), query=query).threads]


def test_a_comment_brings_its_thread_up_marks_it_new_and_tells_the_author(community, members):
    first, _second = write(members[0], community, "はじめ"), write(members[0], community, "つぎ")
    services.mark_all_read(visitor=visit(members[0], community))
    services.write_comment(visitor=visit(members[1], community), thread=first, draft=Draft("なるほど"))

    page = queries.threads(visit(members[0], community))

    assert [(post.headline, post.is_unread, post.n_comments) for post in page.threads] == [
        ("はじめ", True, 1),
        ("つぎ", False, 0),
    ]
    assert [notice.kind for notice in queries.notices_of(visit(members[0], community))] == ["commented"]


def test_reading_a_thread_takes_its_mark_away_and_ones_own_words_are_never_new(community, members, clients):
    post = write(members[1], community)
    unread = [row.n_unread for row in queries.shelf(members[0]).joined]
    clients.participant.get(f"/communities/{community.slug}/posts/{post.pk}/")

    assert unread == [1]
    assert [row.n_unread for row in queries.shelf(members[0]).joined] == [0]
    assert [row.n_unread for row in queries.shelf(members[1]).joined] == [0]


def test_pinned_threads_stand_first_and_there_are_three_at_most(community, members, moderator):
    posts = [write(members[0], community, f"{k} 番") for k in range(4)]
    for post in posts[:3]:
        services.pin_post(visitor=visit(moderator, community), post=post, is_pinned=True)

    assert headlines(members[1], community)[-1] == "3 番"
    with pytest.raises(BadInputError):
        services.pin_post(visitor=visit(moderator, community), post=posts[3], is_pinned=True)


@pytest.mark.parametrize("query", ["ＤＸ", "dx", "会津　dx", "コメントの言葉"])
def test_words_are_found_whatever_their_width_and_in_comments_too(community, members, query):
    post = write(members[0], community, "会津で DX を進めたい")
    write(members[0], community, "べつの話")
    services.write_comment(visitor=visit(members[1], community), thread=post, draft=Draft("コメントの言葉"))

    assert headlines(members[2], community, query) == [post.headline]


def test_hidden_words_are_not_found_by_others(community, members, moderator):
    post = write(members[0], community, "秘密の番号")
    services.hide_post(visitor=visit(moderator, community), post=post, reason="個人情報")

    assert headlines(members[1], community, "秘密") == []
    assert headlines(members[1], community) == []


def test_a_deleted_post_is_offered_back_for_a_week_and_then_gone(community, members, people):
    client = carry_pass(Client(), people[0])
    post = write(members[0], community, "まちがい")
    base = f"/communities/{community.slug}/"

    deleted = client.post(f"{base}posts/{post.pk}/delete/", follow=True)
    assert f"/posts/{post.pk}/undelete/" in deleted.content.decode()
    assert headlines(members[1], community) == []
    client.post(f"{base}posts/{post.pk}/undelete/")
    assert headlines(members[1], community) == ["まちがい"]

    client.post(f"{base}posts/{post.pk}/delete/")
    Post.objects.update(deleted_at=timezone.now() - timedelta(days=8))
    assert services.tidy_up() == 1
    assert not Post.objects.exists()


def test_deleting_a_thread_leaves_the_words_of_others(community, members):
    post = write(members[0], community, "消したい")
    services.write_comment(visitor=visit(members[1], community), thread=post, draft=Draft("残したい"))
    services.delete_post(visitor=visit(members[0], community), post=post)
    Post.objects.filter(pk=post.pk).update(deleted_at=timezone.now() - timedelta(days=8))

    services.tidy_up()
    services.tidy_up()

    frame = access.get_post_to_see(visit(members[2], community), post.pk)
    assert (frame.text, [row.text for row in queries.comments_of(visit(members[2], community), frame)]) == (
        "",
        ["残したい"],
    )


def test_files_are_kept_under_another_name_and_leave_only_through_the_door(community, members, people, clients):
    picture = io.BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    picture.seek(0)
    picture.name = "写真.png"
    note = io.BytesIO("めも".encode())
    note.name = "めも.txt"
    sent = clients.participant.post(
        f"/communities/{community.slug}/write/", {"text": "資料です", "uploads": [picture, note]}, follow=True
    )
    kept = list(Attachment.objects.all())
    address = f"/communities/{community.slug}/files/{kept[1].pk}/"

    answer = clients.participant.get(address)

    assert sent.status_code == 200
    assert [row.name for row in kept] == ["写真.png", "めも.txt"]
    assert all("写真" not in row.file.name for row in kept)
    assert answer.content.decode() == "めも"
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert [client.get(address).status_code for client in (clients.stranger, clients.nobody)] == [404, 404]


def test_a_file_can_be_taken_off_by_its_author(community, members, clients, django_capture_on_commit_callbacks):
    upload = Upload("めも.txt", "text/plain", b"x")
    post = services.write_post(visitor=visit(members[0], community), draft=Draft("資料", uploads=[upload, upload]))
    first, second = post.attachments.all()
    storage, name = first.file.storage, first.file.name
    with django_capture_on_commit_callbacks(execute=True):
        sent = {"text": "資料", "drop": [first.pk, 10**6]}
        assert clients.participant.post(f"/communities/{community.slug}/posts/{post.pk}/edit/", sent).status_code == 302

    assert list(post.attachments.all()) == [second]
    assert not storage.exists(name)


def test_a_bad_file_is_named_and_what_was_written_stays(community, members, clients):
    bad = io.BytesIO(b"MZ")
    bad.name = "危ない.exe"

    answer = clients.participant.post(f"/communities/{community.slug}/write/", {"text": "書いた文", "uploads": bad})

    assert answer.status_code == 400
    assert "危ない.exe" in answer.content.decode()
    assert "書いた文" in answer.content.decode()
    assert not Post.objects.exists()


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (Draft("　\n"), "communities.nothing_written"),
        (Draft("！？"), "communities.nothing_written"),
        (Draft("あ" * 4001), "communities.too_long"),
        (Draft("あ", title="い" * 121), "communities.too_long"),
        (Draft("あ", uploads=[Upload("a.txt", "text/plain", b"x")] * 6), "communities.too_many_files"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_its_reason(community, members, draft, code):
    with pytest.raises(GoenError) as refused:
        services.write_post(visitor=visit(members[0], community), draft=draft)

    assert refused.value.code == code


def test_a_program_is_slowed_down_and_a_newcomer_sooner(open_community, community, members):
    newcomer = join(Actor(), open_community.community, "はじめて")
    known = Actor(keys={open_community.community.key_name: access.sign_pass(newcomer)})
    for actor, space, limit in (
        (members[0], community, phases.WRITES[0]),
        (known, open_community.community, phases.NEWCOMER_WRITES[0]),
    ):
        for _number in range(limit):
            write(actor, space)
        with pytest.raises(TooMuchError):
            write(actor, space)


def poll_of(community, actor, *, is_anonymous=True, is_multiple=False, **fields):
    draft = PollDraft(["山", "海", " 海 ", ""], is_multiple=is_multiple, is_anonymous=is_anonymous, **fields)
    poll = Poll.objects.get(post=write(actor, community, "どこへ行く？", poll=draft))
    return poll, list(poll.choices.all())


def votes(community, actor, poll):
    return [tally.n_votes for tally in queries.poll_of(visit(actor, community), poll.post).tallies]


def test_an_anonymous_ballot_is_cast_once_and_leads_back_to_nobody(community, members):
    poll, (hill, sea) = poll_of(community, members[0])
    services.cast_ballot(visitor=visit(members[0], community), poll=poll, choice_ids=[hill.pk])

    with pytest.raises(BadInputError):
        services.cast_ballot(visitor=visit(members[0], community), poll=poll, choice_ids=[sea.pk])

    assert votes(community, members[0], poll) == [1, 0]
    assert not Ballot.objects.get().choices.exists()
    said = AuditEntry.objects.get(verb="communities.cast_ballot")
    assert str(hill.pk) not in str(said.details)


def test_a_named_ballot_may_be_changed(community, members):
    poll, (hill, sea) = poll_of(community, members[0], is_anonymous=False)
    for choice in (hill, sea, sea):
        services.cast_ballot(visitor=visit(members[0], community), poll=poll, choice_ids=[choice.pk])

    view = queries.poll_of(visit(members[1], community), poll.post)

    assert [(tally.n_votes, list(tally.names)) for tally in view.tallies] == [(0, []), (1, ["参加 0"])]
    assert not view.shows_figures  # who has not voted sees no running totals


def test_votes_that_do_not_fit_are_refused(community, members):
    poll, (hill, sea) = poll_of(community, members[0])
    other = Choice.objects.create(poll=poll_of(community, members[1])[0], position=9, text="他")
    for chosen in ([], [hill.pk, sea.pk], [other.pk]):
        with pytest.raises(BadInputError):
            services.cast_ballot(visitor=visit(members[0], community), poll=poll, choice_ids=chosen)
    services.close_poll(visitor=visit(members[0], community), poll=poll)
    poll.refresh_from_db()
    with pytest.raises(RefusedError):
        services.cast_ballot(visitor=visit(members[0], community), poll=poll, choice_ids=[hill.pk])


@pytest.mark.parametrize("choices", [["ひとつ"], [], ["同じ", "同じ"], [str(k) for k in range(11)]])
def test_a_poll_needs_two_to_ten_choices(community, members, choices):
    with pytest.raises(BadInputError):
        write(members[0], community, poll=PollDraft(choices))
    assert not Post.objects.exists()


def test_a_gathering_counts_the_newest_answers_and_fits_a_calendar(community, members, clients):
    start = timezone.now() + timedelta(days=3)
    post = write(
        members[0], community, "夏の集まり", gathering=GatheringDraft(start, start + timedelta(hours=2), "会津")
    )
    for word in ("no", "yes", "yes"):
        clients.participant.post(f"/communities/{community.slug}/posts/{post.pk}/answer/{word}/")
    services.answer_gathering(visitor=visit(members[1], community), gathering=post.gathering, is_coming=False)

    view = queries.gathering_of(visit(members[2], community), post)
    ics = clients.participant.get(f"/communities/{community.slug}/posts/{post.pk}/gathering.ics").content.decode()

    assert (list(view.coming), view.n_not_coming, view.own_answer) == (["参加 0"], 1, None)
    assert "SUMMARY:夏の集まり" in ics
    assert "LOCATION:会津" in ics
    assert [row.post_id for row in queries.gatherings_ahead(visit(members[2], community))] == [post.pk]


def test_a_gathering_ends_after_it_begins(community, members):
    now = timezone.now()
    with pytest.raises(BadInputError):
        write(members[0], community, gathering=GatheringDraft(now, now))


def test_authors_may_change_their_own_words_and_nobody_elses(community, members):
    post = write(members[0], community)
    assert access.get_own_post(visit(members[0], community), post.pk) == post
    for actor in members[1:]:
        with pytest.raises(RefusedError):
            access.get_own_post(visit(actor, community), post.pk)


def test_pages_are_whole_for_a_participant_who_has_just_been_invited(community, clients, people):
    page = clients.participant.get(f"/communities/{community.slug}/").content.decode()

    assert "招待が届いています" in page
    assert people[0].name in page
    assert Membership.objects.filter(state="invited").count() == 3
    assert not Notice.objects.exists()
    assert guest(people[0])
