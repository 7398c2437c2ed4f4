"""The example's life after the day: a community that talks on, and public pages of made-up products and places."""

import json
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from goen.base.actors import Actor
from goen.base.documents.uploads import check_upload
from goen.cli import demo_pictures
from goen.communities import services as communities
from goen.communities.access import get_community_to_see
from goen.communities.services.members import Profile
from goen.communities.services.posts import Draft, GatheringDraft, PollDraft
from goen.core.errors import GoenError
from goen.events.access import get_member
from goen.events.models import Event
from goen.proposals.services import publish_answers
from goen.roster.models import Participation
from goen.showcase import services as showcase
from goen.showcase.models import Section
from goen.showcase.services import PhotoWords, SectionWords

_N_MEMBERS = 9
_CREDIT = "Goen（例の作図）"


def tell(partnership: Any, organiser: Any, folder: Path) -> None:
    """Open last year's community and put pages out, all through the services."""
    example = json.loads((folder / "public.json").read_text(encoding="utf-8"))
    closed = Event.objects.filter(partnership=partnership, status=Event.Status.CLOSED).order_by("-starts_at").first()
    if closed is not None:
        _talk(closed, organiser, example["posts"])
        _show_event(closed, organiser)
    for fields in example["pages"]:
        _show(fields, partnership, organiser)
    coming = showcase.create_page(by=organiser, kind="story", title=example["scheduled"]["title"])
    showcase.edit_page(page=coming, words={"lead": example["scheduled"]["lead"]}, by=f"user:{organiser.pk}")
    showcase.publish(page=coming, by=f"user:{organiser.pk}", release_at=timezone.now() + timedelta(days=30))


def _talk(event: Any, organiser: Any, posts: list[dict[str, Any]]) -> None:
    run = Actor(user_id=organiser.pk)
    community = communities.open_for_event(member=get_member(run, event.slug), by=organiser)
    actors = []
    for row in Participation.objects.filter(event=event).select_related("guest_pass", "organisation")[:_N_MEMBERS]:
        actor = Actor(passes={event.pk: row.guest_pass.token})
        visitor = get_community_to_see(actor, community.slug)
        communities.join(visitor=visitor, profile=Profile(row.name, row.organisation.name))
        actors.append(actor)
    for fields in posts:
        _post(community, actors, run, fields)


def _post(community: Any, actors: list[Actor], run: Actor, fields: dict[str, Any]) -> None:
    def visit(number: int) -> Any:
        return get_community_to_see(actors[number], community.slug)

    noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    begin = noon + timedelta(days=fields.get("in_days", 0))
    post = communities.write_post(
        visitor=visit(fields["by"]),
        draft=Draft(fields["text"], fields.get("title", "")),
        poll=PollDraft(fields["choices"], is_multiple=True, is_anonymous=False) if "choices" in fields else None,
        gathering=GatheringDraft(begin, begin + timedelta(hours=2), fields["place"]) if "place" in fields else None,
    )
    for number, text in fields.get("comments", ()):
        communities.write_comment(visitor=visit(number), thread=post, draft=Draft(text))
    for number, chosen in fields.get("ballots", ()):
        choices = list(post.poll.choices.all())
        ids = [choices[place].pk for place in chosen]
        communities.cast_ballot(visitor=visit(number), poll=post.poll, choice_ids=ids)
    for number in fields.get("coming", ()):
        communities.answer_gathering(visitor=visit(number), gathering=post.gathering, is_coming=True)
    if fields.get("is_pinned"):
        communities.pin_post(visitor=get_community_to_see(run, community.slug), post=post, is_pinned=True)


def _show_event(event: Any, organiser: Any) -> None:
    by = f"user:{organiser.pk}"
    with suppress(GoenError):  # nothing was received: the page then shows no proposals
        publish_answers(member=get_member(Actor(user_id=organiser.pk), event.slug))
    page = showcase.create_page(by=organiser, kind="event", title=event.title, event=event)
    drawn = demo_pictures.hills(
        sky=("#e8eef5", "#f6e3cf"),
        sun="#a8232f",
        ridges=("#b9c3d4", "#8e9dba", "#5d7299", "#37507c", "#1d3461"),
        shift=2.1,
    )
    words = PhotoWords("重なる山なみと、のぼる赤い朝日", _CREDIT, alt_en="Ridges and a rising red sun")
    showcase.add_photo(page=page, upload=check_upload("cover.jpg", drawn), words=words, by=by)
    showcase.publish(page=page, by=by)


def _show(fields: dict[str, Any], partnership: Any, organiser: Any) -> None:
    by, words = f"user:{organiser.pk}", fields["words"]
    page = showcase.create_page(by=organiser, kind=fields["kind"], title=words["title"], partnership=partnership)
    showcase.edit_page(page=page, words={**words, "slug": fields["slug"]}, by=by)
    for photo in fields["photos"]:
        drawn = getattr(demo_pictures, photo["draw"])(**photo["with"])
        said = {name: photo[name] for name in ("alt", "alt_en", "caption", "caption_en")}
        upload = check_upload(f"{fields['slug']}.jpg", drawn)
        showcase.add_photo(page=page, upload=upload, words=PhotoWords(**said, credit=_CREDIT), by=by)
    first, *rest = fields["texts"]
    section = Section.objects.filter(page=page, block=Section.TEXT).earliest("position")
    showcase.edit_section(section=section, words=SectionWords(**first), by=by)
    for text in rest:
        section = showcase.add_section(page=page, block=Section.TEXT, by=by)
        showcase.edit_section(section=section, words=SectionWords(**text), by=by)
    showcase.publish(page=page, by=by)
