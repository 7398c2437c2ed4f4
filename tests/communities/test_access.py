"""Who reads, joins and looks after a community; one refusal for "not yours" and "not there"."""

import pytest
from django.test import Client
from tests.communities.conftest import guest, join, visit, write
from tests.factories import (
    make_asked,
    make_event,
    make_member,
    make_organisation,
    make_participation,
    make_user,
    sign_in,
)

from goen.accounts.models import Role
from goen.base.actors import Actor
from goen.communities import access, services
from goen.communities.models import Membership, Post
from goen.communities.services.communities import Outline
from goen.core.errors import RefusedError
from goen.events.access import get_member
from goen.opinions.models import Consultation
from goen.opinions.queries import audiences_of

NOBODY = Actor()


def readers(community, actors):
    """Return which of the named actors may read."""
    found = set()
    for name, actor in actors.items():
        try:
            visit(actor, community)
        except RefusedError:
            continue
        found.add(name)
    return found


@pytest.fixture
def actors(event, people, organiser, community):
    other = make_event()
    return {
        "nobody": NOBODY,
        "stranger": Actor(user_id=make_user().pk),
        "operator": Actor(user_id=make_user(is_staff=True).pk, is_operator=True),
        "organiser": Actor(user_id=organiser.pk),
        "co-organiser": Actor(user_id=make_member(event, Role.CO_ORGANISER).pk),
        "observer": Actor(user_id=make_member(event, Role.OBSERVER).pk),
        "invited": guest(people[0]),
        "guest of another event": guest(make_participation(other, organisation="別の会社")),
        "with the link": Actor(keys={access.invitation_key(community): community.invitation}),
        "with an old link": Actor(keys={access.invitation_key(community): "old"}),
        "colleague": Actor(user_id=make_user(organisation=make_organisation("福島県")).pk),
    }


RUNNERS = {"operator", "organiser", "co-organiser"}


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("invitation", {"invited", "with the link"} | RUNNERS),
        ("organisations", {"invited", "with the link", "colleague"} | RUNNERS),
    ],
)
def test_a_community_opens_for_those_it_is_for(community, actors, kind, expected):
    community.access = kind
    community.save()
    community.organisations.add(make_organisation("福島県"))

    assert readers(community, actors) == expected


def test_an_invitation_shows_what_the_community_is_and_no_words_or_names(community, members, clients, people, event):
    post = write(members[1], community, "内々の話")
    invited = Client()
    page = invited.get(f"/c/{community.invitation}/", follow=True).content.decode()

    assert community.purpose in page
    assert "内々の話" not in page
    assert people[1].name not in page
    assert invited.get(f"/communities/{community.slug}/posts/{post.pk}/").status_code == 404
    assert invited.get(f"/communities/{community.slug}/members/").status_code == 404


def test_an_open_community_opens_for_everybody(community, actors):
    community.access = "open"
    community.save()

    assert readers(community, actors) == set(actors)


def test_a_guest_of_an_organisation_named_may_join_with_the_pass_of_any_event(open_community):
    services.edit_community(
        visitor=visit(open_community.actor, open_community.community),
        outline=Outline(name="庁内", access="organisations", organisations=[make_organisation("福島県")]),
    )
    inside, outside = make_participation(make_event(), "内", "福島県"), make_participation(make_event(), "外", "会社")

    assert visit(guest(inside), open_community.community).may_join
    with pytest.raises(RefusedError):
        visit(guest(outside), open_community.community)


def test_only_those_who_run_it_may_run_it(community, actors, members):
    allowed = set()
    for name, actor in actors.items():
        try:
            access.get_community_to_run(actor, community.slug)
        except RefusedError:
            continue
        allowed.add(name)

    assert allowed == RUNNERS


def test_readers_do_not_write_and_members_do(open_community):
    community = open_community.community
    with pytest.raises(RefusedError):
        access.get_community_to_write(NOBODY, community.slug)

    membership = join(NOBODY, community, "住民")
    known = Actor(keys={community.key_name: access.sign_pass(membership)})

    assert access.get_community_to_write(known, community.slug).membership == membership


def test_a_consultation_for_the_community_is_answered_by_its_members_only(
    community, members, event, organiser, clients
):
    row = make_asked(event, audience=f"community:{community.pk}")
    Consultation.objects.filter(pk=row.pk).update(audience=f"community:{community.pk}", state="open")
    other = Client()

    assert clients.participant.get(f"/opinions/{row.code}/").status_code == 200
    assert other.get(f"/opinions/{row.code}/").status_code == 404
    assert clients.stranger.get(f"/opinions/{row.code}/").status_code == 404
    assert row.title in clients.participant.get(f"/communities/{community.slug}/").content.decode()
    choices = dict(audiences_of(event))
    assert f"community:{community.pk}" in choices


def test_a_signed_pass_cannot_be_made_up_changed_or_kept_after_it_was_ended(open_community):
    community = open_community.community
    membership = join(NOBODY, community, "住民")
    token = access.sign_pass(membership)
    for wrong in ("", "x", token[:-1], token + "x", "1:2:3"):
        with pytest.raises(RefusedError):
            access.get_pass(wrong)
        assert not visit(Actor(keys={community.key_name: wrong}), community).is_member

    services.end_passes(visitor=visit(Actor(keys={community.key_name: token}), community))

    with pytest.raises(RefusedError):
        access.get_pass(token)


def test_a_pass_of_one_community_opens_no_other(open_community, community):
    token = access.sign_pass(join(NOBODY, open_community.community, "住民"))

    with pytest.raises(RefusedError):
        visit(Actor(keys={community.key_name: token}), community)


def test_posts_and_files_of_another_community_are_not_there(open_community, community, members):
    foreign = write(members[0], community)
    visitor = visit(open_community.actor, open_community.community)

    with pytest.raises(RefusedError):
        access.get_post_to_see(visitor, foreign.pk)


def test_a_hidden_post_is_there_for_its_author_and_the_moderators_only(community, members, moderator):
    post = write(members[0], community)
    services.hide_post(visitor=visit(moderator, community), post=post, reason="約束ごと")
    seen = []
    for actor in (members[0], members[1], moderator):
        try:
            access.get_post_to_see(visit(actor, community), post.pk)
        except RefusedError:
            seen.append(False)
        else:
            seen.append(True)

    assert seen == [True, False, True]


def test_a_removed_member_is_told_why_and_kept_out(community, members, moderator, people):
    row = Membership.objects.get(person=people[0].person)
    services.remove_member(visitor=visit(moderator, community), membership=row, reason="宣伝を続けたため")

    with pytest.raises(RefusedError) as refused:
        visit(members[0], community)
    assert (refused.value.code, refused.value.params["reason"]) == ("communities.removed", "宣伝を続けたため")


def test_a_removed_member_does_not_come_back_by_the_link(community, members, moderator, people):
    row = Membership.objects.get(person=people[0].person)
    services.remove_member(visitor=visit(moderator, community), membership=row, reason="宣伝")
    again = Actor(passes=members[0].passes, keys={access.invitation_key(community): community.invitation})

    with pytest.raises(RefusedError):
        visit(again, community)


def test_a_closed_community_is_read_and_not_written(community, members, moderator):
    write(members[0], community)
    services.close_community(visitor=visit(moderator, community))

    assert visit(members[0], community).is_member
    with pytest.raises(RefusedError):
        access.get_community_to_write(members[0], community.slug)
    with pytest.raises(RefusedError):
        access.get_invitation(community.invitation)


@pytest.mark.parametrize("n_people", [3, 300])
def test_every_list_costs_the_same_for_few_and_many(event, organiser, n_people, django_assert_max_num_queries):
    rows = [make_participation(event) for _number in range(n_people)]
    community = services.open_for_event(member=get_member(Actor(user_id=organiser.pk), event.slug), by=organiser)
    for row in rows[:4]:
        join(guest(row), community)
    first = write(guest(rows[0]), community)
    Post.objects.bulk_create(
        Post(
            community=community,
            author=first.author,
            text=f"{k}",
            thread=first if k % 2 else None,
            active_at=first.active_at,
        )
        for k in range(n_people)
    )
    client = sign_in(Client(), organiser)
    base = f"/communities/{community.slug}/"
    for path, most in (("", 19), (f"posts/{first.pk}/", 24), ("members/", 13), ("queue/", 13), ("notices/", 12)):
        with django_assert_max_num_queries(most):
            assert client.get(base + path).status_code == 200
    with django_assert_max_num_queries(9):
        assert client.get("/communities/").status_code == 200
