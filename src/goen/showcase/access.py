"""The door to public pages: everybody reads what is out, those who run its subject compose it."""

from django.db.models import Q, QuerySet

from goen.accounts.models import Role, User
from goen.base.actors import Actor
from goen.core.errors import RefusedError
from goen.events.access import Member, get_event_to, get_partnership
from goen.events.models import EventMember, Partnership, PartnershipMember
from goen.showcase.models import Page, Photo, Section, out_now

_ORGANISERS = (Role.ORGANISER, Role.CO_ORGANISER)


def get_page_to_read(slug: str) -> Page:
    """Return a page that is out; drafts and pages under embargo are not there; 1 query."""
    page = Page.objects.select_related("event", "partnership").filter(out_now(), slug=slug).first()
    if page is None:
        raise RefusedError("base.refused")
    return page


def get_page_to_edit(actor: Actor, page_id: int) -> Page:
    """Return a page the actor may compose; ≤ 2 queries."""
    page = editable_pages(actor).filter(pk=page_id).first()
    if page is None:
        raise RefusedError("base.refused")
    return page


def get_photo_to_read(slug: str, photo_id: int) -> Photo:
    """Return a photo of a page that is out; 2 queries."""
    return _photo(get_page_to_read(slug), photo_id)


def get_photo_to_edit(actor: Actor, page_id: int, photo_id: int) -> Photo:
    """Return a photo of a page the actor may compose; ≤ 3 queries."""
    return _photo(get_page_to_edit(actor, page_id), photo_id)


def get_section_to_edit(actor: Actor, page_id: int, section_id: int) -> Section:
    """Return a section of a page the actor may compose; ≤ 3 queries."""
    page = get_page_to_edit(actor, page_id)
    section = Section.objects.filter(page=page, pk=section_id).first()
    if section is None:
        raise RefusedError("base.refused")
    section.page = page
    return section


def get_event_to_show(actor: Actor, slug: str) -> Member:
    """Return the organiser who may make pages of an event; ≤ 3 queries."""
    return get_event_to("events.plan", actor, slug)


def get_partnership_to_show(actor: Actor, slug: str) -> Partnership:
    """Return a partnership whose pages the actor may make; ≤ 3 queries."""
    return get_partnership(actor, slug, to_change=True)


def get_account(actor: Actor) -> User:
    """Return the account that makes pages; 1 query."""
    user = User.objects.select_related("organisation").filter(pk=actor.user_id).first() if actor.user_id else None
    if user is None:
        raise RefusedError("base.refused")
    return user


def editable_pages(actor: Actor) -> QuerySet[Page]:
    """Return the pages an actor may compose: of events and partnerships they run, and their own; 1 query."""
    rows = Page.objects.select_related("event", "partnership")
    if actor.user_id is None:
        return rows.none()
    if actor.is_operator:
        return rows
    role = Q(user_id=actor.user_id, role__in=_ORGANISERS)
    partnerships = PartnershipMember.objects.filter(role).values("partnership")
    events = EventMember.objects.filter(role).values("event")
    mine = Q(created_by_id=actor.user_id, event=None, partnership=None)
    runs = Q(event__in=events) | Q(event__partnership__in=partnerships) | Q(partnership__in=partnerships)
    return rows.filter(mine | runs)


def _photo(page: Page, photo_id: int) -> Photo:
    photo = Photo.objects.filter(page=page, pk=photo_id).first()
    if photo is None:
        raise RefusedError("base.refused")
    photo.page = page
    return photo
