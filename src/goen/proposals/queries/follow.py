"""Reads of what became of one proposal."""

from django.db.models import Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from goen.accounts.models import Organisation, Role, User
from goen.events.access import Member
from goen.events.models import Event, EventMember, PartnershipMember
from goen.events.queries import ChecklistLine
from goen.grouping.models import Seat
from goen.proposals.models import Evidence, FollowUp, Item, Proposal
from goen.proposals.phases import ANSWERED, SETTLED
from goen.roster.models import Participation, Person

_ORGANISERS = (Role.ORGANISER, Role.CO_ORGANISER)


def title_of(proposal: Proposal) -> str:
    """Return what a proposal is called: its name, else its group; no query when the group is loaded."""
    if proposal.title:
        return proposal.title
    return proposal.group.label if proposal.group else _("名称未定の提言")


def follow_up_of(proposal: Proposal) -> FollowUp | None:
    """Return what became of a proposal, with steps, milestones, evidence and proposers; 5 queries."""
    rows = FollowUp.objects.select_related("receiver", "owner", "proposal__event", "proposal__group")
    rows = rows.prefetch_related(
        "steps", "milestones", "evidence", Prefetch("proposers", Person.objects.order_by("id"))
    )
    return rows.filter(proposal=proposal).first()


def follow_up_by_id(follow_up_id: int) -> FollowUp | None:
    """Return a row with its proposal and event; 1 query."""
    rows = FollowUp.objects.select_related("receiver", "owner", "proposal__event", "proposal__group")
    return rows.filter(pk=follow_up_id).first()


def evidence_of(follow_up: FollowUp, evidence_id: int) -> Evidence | None:
    """Return one piece of evidence; 1 query."""
    return Evidence.objects.filter(follow_up=follow_up, pk=evidence_id).first()


def people_of(proposal: Proposal) -> list[Person]:
    """Return the people who sat in the group of a proposal and were there; 1 query."""
    seats = Seat.objects.filter(group_id=proposal.group_id or 0)
    seats = seats.exclude(participation__state__in=(Participation.State.NO_SHOW, Participation.State.CANCELLED))
    return list(Person.objects.filter(participations__in=seats.values("participation_id")).distinct().order_by("id"))


def staff_of(follow_up: FollowUp) -> set[int]:
    """Return the accounts that run the event or its partnership; 2 queries."""
    event = follow_up.proposal.event
    own = EventMember.objects.filter(event=event, role__in=_ORGANISERS).values_list("user_id", flat=True)
    wide = PartnershipMember.objects.filter(partnership_id=event.partnership_id or 0, role__in=_ORGANISERS)
    return {*own, *wide.values_list("user_id", flat=True)}


def possible_owners(event: Event) -> list[User]:
    """Return the accounts one may put in charge: those with a role in the event or its partnership; 1 query."""
    known = Q(event_roles__event=event) | Q(partnership_roles__partnership_id=event.partnership_id or 0)
    rows = User.objects.filter(known, is_active=True).exclude(
        event_roles__event=event, event_roles__role=Role.PARTICIPANT
    )
    return list(rows.select_related("organisation").distinct().order_by("display_name", "username"))


def possible_receivers(event: Event) -> list[Organisation]:
    """Return the organisations that may receive a proposal: of the partnership and of the roster; 1 query."""
    known = Q(partnerships=event.partnership_id or 0) | Q(participations__event=event)
    return list(Organisation.objects.filter(known).distinct())


def name_of(member: Member) -> str:
    """Return how the history names who did something: organisation and name of an account, or the role; ≤ 1 query."""
    user = User.objects.select_related("organisation").filter(pk=member.user_id or 0).first()
    if user is None:
        return str(Role(member.role).label)
    return f"{user.organisation.label} {user}" if user.organisation else str(user)


def follow_up_line(event: Event) -> ChecklistLine | None:
    """Tell how many proposals wait for an answer and how many are overdue, once the day is over; 1 query."""
    if event.status != Event.Status.CLOSED:
        return None
    rows = list(FollowUp.objects.filter(proposal__event=event).values_list("status", "due_on").order_by("pk"))
    today = timezone.localdate()
    overdue = sum(1 for status, due in rows if status not in SETTLED and due is not None and due < today)
    waiting = sum(1 for status, _due in rows if status not in ANSWERED)
    if not rows:
        detail = _("まだ受け付けていません")
    elif overdue:
        detail = _("期限切れ {overdue} 件、回答待ち {waiting} 件").format(overdue=overdue, waiting=waiting)
    else:
        detail = _("回答待ち {waiting} 件／全 {n} 件").format(waiting=waiting, n=len(rows))
    is_done = bool(rows) and not overdue and not waiting
    return ChecklistLine(230, _("提言への回答"), detail, is_done, _("提言の行方を見る"), "proposals:tracker")


def sentences_of(proposal: Proposal) -> list[Item]:
    """Return the sentences of a sheet in the order of its parts; no query when they are loaded."""
    order = {part: place for place, part in enumerate(Proposal.Part.values)}
    return sorted(proposal.items.all(), key=lambda item: (order[item.part], item.position, item.pk))
