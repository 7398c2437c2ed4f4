"""Members come in one press, and when they leave nothing says who they were."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.communities.conftest import visit, write
from tests.factories import make_event, make_participation

from goen.base import jobs
from goen.base.actors import Actor
from goen.communities import access, queries, services
from goen.communities.models import Community, Membership, Notice, Report
from goen.communities.services.members import Profile
from goen.communities.services.posts import Draft
from goen.core.errors import BadInputError, RefusedError, TooMuchError
from goen.inbox.models import Message
from goen.records.services import erase


def test_one_press_opens_the_community_of_an_event_and_invites_its_people(clients, event, people):
    Community.objects.all().delete()

    for _press in range(2):
        clients.organiser.post("/events/fukushima/community/")

    community = Community.objects.get()
    states = community.memberships.order_by("pk").values_list("state", "role")
    assert list(states) == [("joined", "moderator"), *[("invited", "member")] * 3]
    assert [message.code for message in Message.objects.filter(person=people[0].person)][-1] == "communities.invited"


def test_those_who_come_later_are_invited_and_those_who_left_are_not_asked_again(community, event, members, organiser):
    services.leave(visitor=visit(members[0], community))
    make_participation(event, "あとから")

    n_new = services.invite_participants(community=community, event=event, by="user:1")

    assert n_new == 2  # the new one, and the one whose leaving took every trace of them along
    assert services.invite_participants(community=community, event=event, by="user:1") == 0


def test_a_resident_joins_by_link_without_an_account_and_comes_back_by_the_signed_pass(community):
    phone, laptop = Client(), Client()
    page = phone.get(f"/c/{community.invitation}/", follow=True).content.decode()
    joined = phone.post(f"/communities/{community.slug}/join/", {"name": "あさがお"}, follow=True)
    row = Membership.objects.get(name="あさがお")
    link = f"/communities/pass/{access.sign_pass(row)}/"

    assert "参加する" in page
    assert link in joined.content.decode()
    assert laptop.get(f"/communities/{community.slug}/").status_code == 404
    assert "投稿する" in laptop.get(link, follow=True).content.decode()


def test_joining_asks_for_the_rules_and_a_name(open_community):
    address = f"/communities/{open_community.community.slug}/join/"

    for sent in ({"name": "ひと"}, {"name": " ", "agrees": "on"}, {"name": "！", "agrees": "on"}):
        assert Client().post(address, sent).status_code == 400
    assert Client().post(address, {"name": "ひと", "agrees": "on"}).status_code == 302
    assert open_community.community.memberships.count() == 2


def test_declining_takes_the_name_away(community, clients, people):
    clients.participant.post(f"/communities/{community.slug}/decline/")

    assert not Membership.objects.filter(person=people[0].person).exists()


def test_leaving_takes_everything_that_says_who_it_was(community, members, people):
    join_mail = {"mail": "someone@example.com", "affiliation": "福島県 総務課"}
    services.edit_membership(visitor=visit(members[0], community), profile=Profile(name="髙橋 誠", **join_mail))
    post = write(members[0], community, "残る言葉")
    row = Membership.objects.get(person=people[0].person)
    services.leave(visitor=visit(members[0], community))

    row.refresh_from_db()
    blank = (row.name, row.affiliation, row.mail, row.user, row.person, row.digest, row.state)
    assert blank == ("", "", "", None, None, "none", "left")
    page = queries.threads(visit(members[1], community)).threads
    assert [(thread.author.label, thread.text) for thread in page] == [("退会した人", post.text)]
    with pytest.raises(RefusedError):
        access.get_community_to_write(members[0], community.slug)


def test_somebody_erased_from_the_roster_leaves_no_name_in_the_community(community, members, people):
    profile = Profile(name="髙橋 誠", affiliation="福島県", mail="m@example.com")
    services.edit_membership(visitor=visit(members[0], community), profile=profile)
    row = Membership.objects.get(person=people[0].person)
    write(members[0], community, "残る言葉")

    erase(participation=people[0], by="user:1")

    row.refresh_from_db()
    assert (row.label, row.name, row.affiliation, row.mail, row.person) == ("退会した人", "", "", "", None)


def test_leaving_with_ones_posts_takes_them_and_leaves_the_words_of_others(community, members):
    alone, shared = write(members[0], community, "ひとりの"), write(members[0], community, "みんなの")
    services.write_comment(visitor=visit(members[1], community), thread=shared, draft=Draft("人の言葉"))
    services.write_comment(visitor=visit(members[0], community), thread=shared, draft=Draft("自分の言葉"))
    services.leave(visitor=visit(members[0], community), also_posts=True)

    texts = sorted(community.posts.values_list("text", flat=True))
    assert texts == ["", "人の言葉"]
    assert not community.posts.filter(pk=alone.pk).exists()


def test_the_last_moderator_stays_while_others_are_there(community, members, moderator, people):
    with pytest.raises(BadInputError):
        services.leave(visitor=visit(moderator, community))

    row = Membership.objects.get(person=people[0].person)
    services.set_role(visitor=visit(moderator, community), membership=row, role="moderator")
    services.leave(visitor=visit(moderator, community))

    assert access.get_community_to_run(members[0], community.slug).may_run
    assert Notice.objects.get(membership=row).kind == "moderator"


def test_a_renewed_invitation_ends_the_former_one(community, moderator):
    before = community.invitation
    services.renew_invitation(visitor=visit(moderator, community))

    with pytest.raises(RefusedError):
        access.get_invitation(before)


def test_joining_again_and_again_from_one_address_is_slowed_down(open_community, monkeypatch):
    monkeypatch.setattr("goen.communities.phases.JOINS", (3, timedelta(minutes=10)))
    visitor = visit(Actor(), open_community.community)

    for number in range(3):
        services.join(visitor=visitor, profile=Profile(name=f"人{number}"), address="192.0.2.7")
    with pytest.raises(TooMuchError):
        services.join(visitor=visitor, profile=Profile(name="人"), address="192.0.2.7")
    assert open_community.community.memberships.count() == 4


def test_a_person_of_two_events_is_one_member(community, event, people, organiser):
    again = make_event(slug="next", title="翌年")
    make_participation(again, people[0].name, "福島県", person=people[0].person)
    services.invite_participants(community=community, event=again, by="user:1")

    assert Membership.objects.filter(person=people[0].person).count() == 1


def test_moderation_has_its_reason_and_everybody_concerned_is_told(community, members, moderator, people):
    post = write(members[0], community, "電話番号は……")
    services.report_post(visitor=visit(members[1], community), post=post, cause="privacy", text="番号")
    services.report_post(visitor=visit(members[1], community), post=post, cause="abuse")
    run = visit(moderator, community)
    assert [(case.post.pk, len(case.reports)) for case in queries.cases(run)] == [(post.pk, 1)]

    services.hide_post(visitor=run, post=post, reason="個人情報が書かれているため")
    post.refresh_from_db()
    assert queries.cases(run) == []
    services.ask_for_review(visitor=visit(members[0], community), post=post, text="直しました")
    assert [case.is_appeal for case in queries.cases(run)] == [True]
    services.restore_post(visitor=run, post=post)

    told = {
        actor: [
            (notice.kind, notice.reason) for notice in reversed(queries.notices_of(visit(members[actor], community)))
        ]
        for actor in (0, 1)
    }
    assert told == {
        0: [("hidden", "個人情報が書かれているため"), ("restored", "")],
        1: [("report_answered", "")],
    }
    mailbox = Message.objects.filter(person=people[0].person).order_by("pk")
    assert [message.note for message in mailbox if message.code == "communities.notice_hidden"] == [
        "個人情報が書かれているため"
    ]


def test_hiding_without_a_reason_is_not_possible(community, members, moderator):
    post = write(members[0], community)
    with pytest.raises(BadInputError):
        services.hide_post(visitor=visit(moderator, community), post=post, reason=" ")


def test_a_reported_author_never_learns_who_reported(community, members, moderator, clients):
    post = write(members[0], community)
    services.report_post(visitor=visit(members[1], community), post=post, cause="spam")
    pages = [
        clients.participant.get(f"/communities/{community.slug}/{path}").content.decode() for path in ("", "notices/")
    ]
    pages.append(clients.organiser.get(f"/communities/{community.slug}/queue/").content.decode())

    assert all("参加 1" not in page for page in pages)
    assert Report.objects.get().reporter is not None


def test_digests_hold_what_others_wrote_and_come_when_due(community, members, mailoutbox, settings):
    settings.MAIL_URL = "smtp://mail.example.com"
    profile = Profile(name="参加 0", mail="p@example.com", digest="daily")
    services.edit_membership(visitor=visit(members[0], community), profile=profile)
    write(members[0], community, "自分の投稿")
    write(members[1], community, "ひとの投稿")

    assert [services.send_digests(), services.send_digests()] == [1, 0]
    assert mailoutbox[0].to == ["p@example.com"]
    assert "ひとの投稿" in mailoutbox[0].body
    assert "自分の投稿" not in mailoutbox[0].body
    assert "/communities/stop-mail/" in mailoutbox[0].body
    Membership.objects.update(digest_sent_at=timezone.now() - timedelta(days=2))
    assert services.send_digests() == 1  # what is new since two days ago is the same post again
    assert "communities.send_digests" in jobs.names()


def test_a_letter_can_be_stopped_by_who_gets_it_and_only_by_a_press(community, members, people):
    row = Membership.objects.get(person=people[0].person)
    Membership.objects.filter(pk=row.pk).update(mail="p@example.com", digest="daily")
    address = f"/communities/stop-mail/{access.sign_stop(row)}/"

    assert Client().get(address).status_code == 200
    assert Membership.objects.get(pk=row.pk).digest == "daily"
    assert Client().post(address).status_code == 200
    row.refresh_from_db()
    assert (row.digest, row.mail) == ("none", "")
    assert Client().post(f"{address[:-2]}x/").status_code == 404


def test_without_a_mail_setting_nobody_is_mailed_and_the_form_does_not_ask(community, members, mailoutbox, clients):
    Membership.objects.update(mail="p@example.com", digest="daily")
    write(members[1], community)

    assert services.send_digests() == 0
    assert mailoutbox == []
    assert "お知らせメール" not in clients.participant.get(f"/communities/{community.slug}/me/").content.decode()


def test_a_community_of_its_own_is_opened_by_an_account(clients):
    sent = {"name": "庁内の輪", "audience": "office", "access": "organisations"}
    refused = clients.stranger.post("/communities/new/", sent)
    opened = clients.stranger.post("/communities/new/", {**sent, "access": "invitation"})

    assert (refused.status_code, opened.status_code) == (400, 302)
    assert clients.nobody.get("/communities/new/").status_code == 404
