"""An event with one of everything, so that each address can be asked for a thing that exists.

A founder of a new address adds the value of its parts here; without it only the refusals of the address are tested.
"""

import base64

from django.test import Client
from django.utils import timezone
from tests.factories import (
    carry_pass,
    make_asked,
    make_board,
    make_event,
    make_groups,
    make_heard,
    make_member,
    make_note,
    make_participation,
    make_partnership,
    make_photo,
    make_question_and_poll,
    make_segment,
    make_user,
    run_segment,
    sign_in,
)

from goen.accounts.models import Role
from goen.base.actors import Actor
from goen.base.documents.uploads import check_upload
from goen.base.rights import rights
from goen.communities import services as communities
from goen.communities.access import get_community_to_see
from goen.communities.services.posts import Draft
from goen.dashboards.models import Aim, Indicator, IndicatorFile
from goen.events.access import Member, get_member
from goen.events.models import Event, PartnershipMember, Segment
from goen.grouping.models import Plan
from goen.pitches import services as pitches
from goen.prelude.models import Material, Visit
from goen.prelude.models import Question as AskedBefore
from goen.proposals import services as proposals
from goen.proposals.models import Proposal
from goen.showcase import services as showcase
from goen.showcase.models import Page
from goen.showcase.services import PhotoWords

PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
# The moments of an event: status and kind of the running segment.
MOMENTS = {
    "planned": (Event.Status.PLANNED, None),
    "registration": (Event.Status.REGISTRATION, None),
    "discussion": (Event.Status.LIVE, Segment.Kind.DISCUSSION),
    "pitch": (Event.Status.LIVE, Segment.Kind.PITCH),
    "reflection": (Event.Status.LIVE, Segment.Kind.REFLECTION),
    "closed": (Event.Status.CLOSED, None),
}
GUESTS = (Role.PARTICIPANT, Role.FACILITATOR)
ROLES = (*Role, "operator", "outsider", "nobody")

# Parts of addresses that are the same for every event.
FIXED_PARTS = {
    "dashboards:key": "people",
    "dashboards:years-data:key": "proposals",
    "dashboards:slug": "pact",
    "dashboards:event:slug": "hall",
    "dashboards:event-data:slug": "hall",
    "slug": "hall",
    "pass_id": 0,
    "follow-act:verb": "note",
    "proposals:form": "csv",
    "user_id": 0,
    "kind": "xlsx",
    "roster:verb": "cancel",
    "tap:verb": "in",
    "proposals:partnership:slug": "pact",
    "partnership-export:slug": "pact",
    "partnership-publish:slug": "pact",
    "public-partnership:slug": "pact",
    "questions:act:verb": "answer",
    "opinions:act:verb": "close",
    "opinions:kind": "json",
    "questions:act-on-poll:verb": "show",
    "partnership:slug": "pact",
    "partnership-edit:slug": "pact",
}


def make_figures(event, proposal):
    """Make an indicator, a file that waits, a proposal linked to it, and input before the day; return their parts."""
    partnership = event.partnership
    indicator = Indicator.objects.create(partnership=partnership, name="魅力度", unit="点", updated_at=timezone.now())
    table = {"sheets": [{"name": "", "rows": [["年", "値"], ["2024年", "1"]], "formulas": []}]}
    file = IndicatorFile.objects.create(partnership=partnership, file_name="a.csv", sha256="0" * 64, table=table)
    aim = Aim.objects.create(indicator=indicator, proposal=proposal)
    return {"indicator_id": indicator.pk, "dashboards:file_id": file.pk, "aim_id": aim.pk} | make_input(event)


def make_input(event):
    """Make something to read, to see and to answer before the day; return the parts of their addresses."""
    visit = Visit.objects.create(event=event, title="見学", starts_at=event.starts_at)
    asked = AskedBefore.objects.create(event=event, text="困りごとは？")
    material = Material.objects.create(event=event, title="資料", url="https://example.jp/")
    return {
        "visit_id": visit.pk,
        "material_id": material.pk,
        "prelude:question_id": asked.pk,
        "prelude:row_id": visit.pk,
        "prelude:kind": "visit",
    }


# What a form sends, where an empty one is refused for itself.
FORMS = {
    "boards:voting": {"to": "open"},
    "events:invite": {"role": "observer"},
    "boards:restore": {"sequence": 1, "note": "n1"},
    "questions:ask": {"text": "質問", "message_id": "m"},
    "questions:answer": {"option": "1"},
    "boards:write": {"text": "付箋", "column": "as_is", "message_id": "0123456789abcdef01234567"},
}


class Hall:
    """The event, its things, and one client per role."""

    def __init__(self):
        self.event = make_event(slug="hall", partnership=make_partnership(slug="pact"), is_public=True)
        for kind in ("opening", "discussion", "pitch", "reflection"):
            make_segment(self.event, kind)
        guests = [
            make_participation(self.event, f"縁 {role}", is_facilitator=role == Role.FACILITATOR) for role in GUESTS
        ]
        self.event = run_segment(self.event)
        group = make_groups(self.event, [guests])[0]
        board = make_board(self.event, group)
        make_note(board)
        proposals.open_missing_sheets(event=self.event)
        pitches.open_missing_pitches(event=self.event)
        proposal = self._receive(Proposal.objects.get(group=group))
        questions = make_question_and_poll(self.event)
        asked = make_asked(self.event, audience="public")
        self.parts = FIXED_PARTS | {
            "participation_id": guests[0].pk,
            "board_id": board.pk,
            "photo_id": make_photo(board).pk,
            "proposal_id": proposal.pk,
            "grouping:number": Plan.objects.get(event=self.event).number,
            "question_id": questions.question.pk,
            "poll_id": questions.poll.pk,
            "consultation_id": asked.pk,
            "statement_id": asked.statements.get().pk,
            "opinions:code": asked.code,
            **make_figures(self.event, proposal),
        }
        self.parts |= self._community(guests[0])
        self.parts |= make_heard(self.event)
        self.parts |= self._showcase()
        self.forms = FORMS
        self.clients = {role: self._client(role, guests) for role in ROLES}

    def _receive(self, proposal):
        """Take a proposal in and show the answers to the public."""
        Proposal.objects.filter(pk=proposal.pk).update(title="提言")
        organiser = Member(event=self.event, role=Role.ORGANISER)
        proposals.receive(member=organiser, proposal=Proposal.objects.get(pk=proposal.pk))
        proposals.publish_answers(member=organiser)
        proposals.publish_partnership(actor=Actor(), partnership=self.event.partnership)
        return proposal

    def _community(self, guest):
        """Open the event's community, with a post in it."""
        organiser = make_member(self.event, Role.ORGANISER)
        community = communities.open_for_event(member=get_member(Actor(user_id=organiser.pk), "hall"), by=organiser)
        visitor = get_community_to_see(Actor(user_id=organiser.pk), community.slug)
        post = communities.write_post(visitor=visitor, draft=Draft("はじめまして"))
        member = community.memberships.get(person=guest.person)
        return {
            **{
                f"{name}:slug": community.slug
                for name, right in rights().items()
                if name.startswith("communities:") and right.to.startswith(("community", "own"))
            },
            "communities:event_slug": "hall",
            "communities:post_id": post.pk,
            "communities:membership_id": member.pk,
            "state:verb": "close",
            "role:verb": "readmit",
            "write-kind:kind": "poll",
            "answer:word": "yes",
        }

    def _showcase(self):
        """Put a page of the event out, with a photo."""
        page = showcase.create_page(by=make_user(), kind="event", title="縁", event=self.event)
        Page.objects.filter(pk=page.pk).update(title_en="Ties")
        photo = showcase.add_photo(
            page=page, upload=check_upload("a.png", PICTURE), words=PhotoWords("例", "例"), by="user:1"
        )
        showcase.publish(page=page, by="user:1")
        return {
            "page:slug": page.slug,
            "page-en:slug": page.slug,
            "embed:slug": page.slug,
            "card:slug": page.slug,
            "card:english": "-en",
            "showcase:photo:slug": page.slug,
            "of-partnership:slug": "pact",
            "showcase:page_id": page.pk,
            "showcase:section_id": page.sections.first().pk,
            "showcase:photo_id": photo.pk,
            "showcase:width": "0",
            "showcase:language": "ja",
            "showcase:verb": "up",
            "feed:kind": "atom",
            "feed:english": "-en",
        }

    def _client(self, role, guests):
        client = Client(headers={"accept": "application/json"})
        if role in GUESTS:
            carry_pass(client, guests[GUESTS.index(role)])
        elif role in ("operator", "outsider"):
            sign_in(client, make_user(is_staff=role == "operator"))
        elif role != "nobody":
            user = make_member(self.event, role)
            sign_in(client, user)
            if role in (Role.ORGANISER, Role.OBSERVER):
                PartnershipMember.objects.create(partnership=self.event.partnership, user=user, role=role)
        return client

    def part(self, route, name):
        """Return the value for one part of an address: the most special one known, or None."""
        space, _colon, short = route.name.rpartition(":")
        for key in (f"{route.name}:{name}", f"{short}:{name}", f"{space}:{name}", name):
            if key in self.parts:
                return self.parts[key]
        return None

    def at(self, moment):
        """Let the event stand at a moment."""
        status, kind = MOMENTS[moment]
        Event.objects.filter(pk=self.event.pk).update(status=status)
        self.event.clock.segment = self.event.segments.get(kind=kind) if kind else None
        self.event.clock.save()
