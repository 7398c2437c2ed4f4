"""Guests' pages: registration, the personal link, the code on the wall, one's own entry."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goen.accounts.services import count_attempt, refuse_if_too_many
from goen.base.http import actor_of, keep_pass, public_link
from goen.base.messages import sentence, sentence_of
from goen.core.errors import BadInputError, GoenError, RefusedError
from goen.roster import access, queries, services
from goen.roster.forms import ConsentForm, JoinForm, RegistrationForm, WalkInForm

# A hall shares one address: an address may miss often, a browser only a few times.
_MISSES = {"browser": 12, "address": 300}
_WINDOW_S = 10 * 60
# New people from one address: a full hall fits, a program that fills the list does not.
_MOST_NEW = 400
_IN_USE_S = 12 * 60 * 60


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, join_code: str) -> HttpResponse:
    """Register for an event, with wishes and consents."""
    event = access.get_event_at(join_code)
    if not access.is_open_to_guests(event, "roster.register"):
        return render(request, "roster/register_closed.html", {"event": event})
    form = RegistrationForm(request.POST or None, event=event, themes=queries.themes_of(event))
    consents = ConsentForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and consents.is_valid():
        try:
            _count_new(request)
            own = access.persons_of(actor_of(request))
            row = services.register(event=event, profile=form.profile(), own=own)
        except GoenError as error:
            form.add_error(None, sentence(error))
        else:
            services.set_consents(participation=row, given=consents.given(), by=f"pass:{row.guest_pass_id}")
            _take(request, row, is_proven=True)
            return redirect(f"{reverse('roster:me', args=[event.slug])}?registered=1")
    page = {"event": event, "form": form, "consents": consents, "admission": services.admission_of(event)}
    page |= {"n_free": queries.n_free(event), "organisations": queries.offered_organisations(event)}
    return render(request, "roster/register.html", page)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def open_pass(request: HttpRequest, token: str) -> HttpResponse:
    """Enter by a personal link; a browser that is somebody else already asks first.

    The pass is used only when the cookie comes back: programs that preview links carry none.
    """
    held = access.get_pass(token)
    row = getattr(held, "participation", None)
    current = _current(request, held.event.slug)
    is_other = current is not None and current.guest_pass_id != held.pk
    if is_other and request.method != "POST":
        return render(request, "roster/switch.html", {"event": held.event, "row": row, "current": current})
    actor = actor_of(request)
    if actor.passes.get(held.event_id) != token or held.event_id in actor.unproven:
        keep_pass(request, held.event_id, token, is_proven=True)
        asked = f"&next={request.GET['next']}" if request.GET.get("next") == "inbox" else ""
        return (
            redirect(f"{request.path}?kept=1{asked}") if "kept" not in request.GET else _no_cookie(request, held.event)
        )
    if row is not None:
        services.claim_pass(participation=row, by=f"pass:{held.pk}")
    if request.GET.get("next") == "inbox":  # the letter's link leads to the news
        return redirect("inbox:guest", held.event.slug)
    return redirect(_now(held.event.slug))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, join_code: str) -> HttpResponse:
    """Enter by the code on the wall: say one's name."""
    event = access.get_event_at(join_code)
    if not access.is_open_to_guests(event, "roster.join"):
        return render(request, "roster/join_closed.html", {"event": event})
    current = _current(request, event.slug)
    if current is not None and request.method == "GET" and "other" not in request.GET:
        return render(request, "roster/already_in.html", {"event": event, "row": current, "now_url": _now(event.slug)})
    form = JoinForm(request.POST or None)
    page: dict[str, Any] = {"event": event, "form": form}
    if request.method == "POST" and form.is_valid():
        found = _find(request, event, form)
        if found.participation is not None:
            return _enter(request, found.participation, is_proven=False)
        page |= {"searched": True, "organisations": found.organisations, "walk_in_url": _walk_in_url(event)}
    return render(request, "roster/join.html", page)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def walk_in(request: HttpRequest, join_code: str) -> HttpResponse:
    """Take part without being on the list, where the organiser allows it."""
    event = access.get_event_at(join_code)
    if not access.is_open_to_guests(event, "roster.walk_in"):
        return render(request, "roster/join_closed.html", {"event": event})
    form = WalkInForm(request.POST or None, initial={"name": request.GET.get("name", "")})
    if request.method == "POST" and form.is_valid():
        try:
            _count_new(request)
            own = access.persons_of(actor_of(request))
            row = services.walk_in(event=event, profile=form.profile(), own=own)
        except GoenError as error:
            form.add_error(None, sentence(error))
        else:
            return _enter(request, row, is_proven=True)
    page = {"event": event, "form": form, "organisations": queries.offered_organisations(event)}
    return render(request, "roster/walk_in.html", page)


@never_cache
@require_safe
def me(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one's own entry: personal link, wishes, consents."""
    row = access.get_entry(actor_of(request), slug)
    if row.event_id in actor_of(request).unproven:
        return render(request, "roster/name_only.html", {**_own_page(row), "now_url": _now(slug)})
    link = public_link(request, reverse("roster:pass", args=[row.guest_pass.token]))
    given = queries.given_consents(row)
    consents = ConsentForm(initial={f"consent_{purpose}": True for purpose in given})
    page = {"row": row, "link": link, "consents": consents, "registered": "registered" in request.GET}
    return render(request, "roster/me.html", {**page, **_own_page(row), "now_url": _now(slug)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit_me(request: HttpRequest, slug: str) -> HttpResponse:
    """Change one's own entry."""
    row = _own_to(request, slug, "roster.edit_own")
    themes = queries.themes_of(row.event)
    form = RegistrationForm(
        request.POST or None, event=row.event, themes=themes, initial=RegistrationForm.values_of(row)
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_own(participation=row, profile=form.profile(), by=f"pass:{row.guest_pass_id}")
        except GoenError as error:
            form.add_error(None, sentence(error))
        else:
            messages.success(request, _("変更を保存しました。"))
            return redirect("roster:me", slug)
    page = {"form": form, "organisations": queries.offered_organisations(row.event)}
    return render(request, "roster/edit_me.html", {**page, **_own_page(row)})


@require_POST
def consent_me(request: HttpRequest, slug: str) -> HttpResponse:
    """Give or withdraw consents, at any time."""
    row = access.get_own_participation(actor_of(request), slug)
    form = ConsentForm(request.POST)
    form.full_clean()
    services.set_consents(participation=row, given=form.given(), by=f"pass:{row.guest_pass_id}")
    messages.success(request, _("同意の内容を保存しました。"))
    return redirect("roster:me", slug)


@require_POST
def cancel_me(request: HttpRequest, slug: str) -> HttpResponse:
    """Give one's seat back."""
    row = _own_to(request, slug, "roster.edit_own")
    services.cancel(participation=row, by=f"pass:{row.guest_pass_id}")
    messages.success(request, _("参加を取り消しました。またの機会をお待ちしています。"))
    return redirect("roster:me", slug)


def _own_to(request: HttpRequest, slug: str, deed: str) -> Any:
    row = access.get_own_participation(actor_of(request), slug)
    if not access.is_open_to_guests(row.event, deed):
        raise BadInputError("events.not_open")
    return row


def _own_page(row: Any) -> dict[str, Any]:
    may_edit = access.is_open_to_guests(row.event, "roster.edit_own") and row.state != row.State.CANCELLED
    return {"event": row.event, "member": access.member_of(row), "row": row, "tab": "me", "may_edit": may_edit}


def _current(request: HttpRequest, slug: str) -> Any:
    try:
        return access.get_entry(actor_of(request), slug)
    except RefusedError:
        return None


def _keys(request: HttpRequest) -> dict[str, str]:
    if not request.session.session_key:
        request.session.save()
    return {"browser": str(request.session.session_key), "address": str(request.META.get("REMOTE_ADDR", ""))}


def _count_new(request: HttpRequest) -> None:
    address = str(request.META.get("REMOTE_ADDR", ""))
    refuse_if_too_many(scope="register", key=address, limit=_MOST_NEW, window_s=_WINDOW_S)
    count_attempt(scope="register", key=address)


def _find(request: HttpRequest, event: Any, form: JoinForm) -> Any:
    """Look a name up, on the brake; a miss is counted and said."""
    keys = _keys(request)
    for kind, key in keys.items():
        refuse_if_too_many(scope=f"join-{kind}", key=key, limit=_MISSES[kind], window_s=_WINDOW_S)
    organisation = request.POST.get("organisation", "")
    found = queries.find_for_join(event, form.cleaned_data["name"], organisation)
    if found.participation is None and not found.organisations:
        for kind, key in keys.items():
            count_attempt(scope=f"join-{kind}", key=key)
    return found


def _enter(request: HttpRequest, row: Any, *, is_proven: bool) -> HttpResponse:
    actor, seen = actor_of(request), row.guest_pass.last_seen_at
    is_mine = actor.passes.get(row.event_id) == row.guest_pass.token
    if seen and not is_mine and (timezone.now() - seen).total_seconds() < _IN_USE_S:
        said = sentence_of("roster.pass_in_use", {})
        return render(request, "roster/in_use.html", {"event": row.event, "sentence": said}, status=409)
    _take(request, row, is_proven=is_proven or (is_mine and row.event_id not in actor.unproven))
    said = _("%(name)s さん（%(organisation)s）として参加しました。") % {
        "name": row.name,
        "organisation": row.organisation.name,
    }
    messages.success(request, said)
    return redirect(_now(row.event.slug))


def _take(request: HttpRequest, row: Any, *, is_proven: bool) -> None:
    keep_pass(request, row.event_id, row.guest_pass.token, is_proven=is_proven)
    services.claim_pass(participation=row, by=f"pass:{row.guest_pass_id}")


def _walk_in_url(event: Any) -> str:
    is_open = access.is_open_to_guests(event, "roster.walk_in") and services.admission_of(event).is_walk_in_allowed
    return reverse("roster:walk-in", args=[event.join_code]) if is_open else ""


def _no_cookie(request: HttpRequest, event: Any) -> HttpResponse:
    return render(request, "roster/no_cookie.html", {"event": event}, status=400)


def _now(slug: str) -> str:
    try:
        return reverse("day:now", args=[slug])
    except NoReverseMatch:
        return reverse("roster:me", args=[slug])
