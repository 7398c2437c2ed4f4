"""Organisers' pages: the list, one person, the terms of registration, the files out."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goen.accounts import queries as accounts
from goen.base.http import actor_of, public_link
from goen.base.messages import sentence
from goen.core.errors import GoenError
from goen.core.text.encoding import unwritable
from goen.events.access import Member, get_event_to
from goen.roster import access, exports, queries, services
from goen.roster.forms import AdmissionForm, ConsentForm, PersonForm, QuotaForm

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ORDERS = {"organisation": queries.by_organisation, "kana": queries.by_kana}


def manager(request: HttpRequest, slug: str) -> Member:
    """Return the member who manages this roster, or refuse."""
    return get_event_to("roster.manage", actor_of(request), slug)


@require_safe
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who takes part: search, filter, sort; ≤ 12 queries with the session and the door."""
    member = manager(request, slug)
    everybody = queries.roster(member.event)
    shown = _filtered(everybody, request.GET)
    counts = queries.head_counts(member.event)
    page = {
        "member": member,
        "event": member.event,
        "rows": shown,
        "n_all": len(everybody),
        "n_free": queries.n_free(member.event),
        "counts": counts,
        "totals": queries.total(counts),
        "consents": queries.consents(member.event),
        "asked": request.GET,
        "states": _states(everybody),
        "returners": queries.returners(member.event, member.key),
    }
    return render(request, "roster/people.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """Put one person on the roster."""
    member = manager(request, slug)
    form = PersonForm(request.POST or None, event=member.event, themes=queries.themes_of(member.event))
    if request.method == "POST" and form.is_valid():
        try:
            row = services.add_person(event=member.event, profile=form.profile(), by=member.key)
        except GoenError as error:
            form.add_error(None, sentence(error))
        else:
            messages.success(request, _("%(name)s さんを名簿に加えました。") % {"name": row.name})
            return redirect("roster:list", slug)
    return render(request, "roster/person.html", _person_page(member, form))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str, participation_id: int) -> HttpResponse:
    """Show and change one person."""
    member = manager(request, slug)
    row = access.get_participation_to_manage(member, participation_id)
    themes = queries.themes_of(member.event)
    form = PersonForm(request.POST or None, event=member.event, themes=themes, initial=PersonForm.values_of(row))
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_person(participation=row, profile=form.profile(), by=member.key)
        except GoenError as error:
            form.add_error(None, sentence(error))
        else:
            messages.success(request, _("%(name)s さんの内容を保存しました。") % {"name": form.cleaned_data["name"]})
            return redirect("roster:list", slug)
    link = public_link(request, reverse("roster:pass", args=[row.guest_pass.token]))
    given = queries.given_consents(row)
    consents = ConsentForm(initial={f"consent_{purpose}": True for purpose in given})
    return render(
        request,
        "roster/person.html",
        {
            **_person_page(member, form),
            "row": row,
            "link": link,
            "consents": consents,
            "earlier": queries.earlier_of(row),
        },
    )


@require_POST
def set_consents(request: HttpRequest, slug: str, participation_id: int) -> HttpResponse:
    """Note consents given on paper, or withdrawn by telephone."""
    member = manager(request, slug)
    row = access.get_participation_to_manage(member, participation_id)
    form = ConsentForm(request.POST)
    form.full_clean()
    services.set_consents(participation=row, given=form.given(), by=member.key)
    messages.success(request, _("%(name)s さんの同意を保存しました。") % {"name": row.name})
    return redirect("roster:edit", slug, row.pk)


@require_POST
def move(request: HttpRequest, slug: str, participation_id: int, verb: str) -> HttpResponse:
    """Cancel, restore, promote, mark as absent, or give a new link."""
    member = manager(request, slug)
    row = access.get_participation_to_manage(member, participation_id)
    deeds = {
        "cancel": (services.cancel, _("%(name)s さんの参加を取り消しました。")),
        "restore": (services.restore, _("%(name)s さんを参加予定に戻しました。")),
        "promote": (services.promote, _("%(name)s さんを繰り上げました。本人へご連絡ください。")),
        "no-show": (services.mark_no_show, _("%(name)s さんを欠席にしました。")),
        "apart": (services.take_apart, _("%(name)s さんを、これまでの参加者とは別の方にしました。")),
        "renew-link": (services.renew_link, _("%(name)s さんの個人リンクを作り直しました。前のリンクは使えません。")),
    }
    deed, said = deeds[verb]
    deed(participation=row, by=member.key)
    messages.success(request, said % {"name": row.name})
    return redirect("roster:edit", slug, row.pk) if verb in ("renew-link", "apart") else redirect("roster:list", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def same(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who may be a person of earlier events, and take the organiser's word for those ticked."""
    member = manager(request, slug)
    found = queries.returners(member.event, member.key)
    if request.method == "POST":
        ticked = [one for one in found if one.key in request.POST.getlist("same")]
        for one in {one.row.pk: one for one in ticked}.values():
            services.say_same(participation=one.row, person=one.person, by=member.key)
        messages.success(request, _("%(n)d 人を、これまでの参加者と同じ方にしました。") % {"n": len(ticked)})
        return redirect("roster:list" if len(ticked) == len(found) else "roster:same", slug)
    return render(request, "roster/same.html", {"member": member, "event": member.event, "found": found})


@require_http_methods(["GET", "HEAD", "POST"])
def admission(request: HttpRequest, slug: str) -> HttpResponse:
    """Show and set the terms of registration, with the addresses to hand out."""
    member = manager(request, slug)
    terms = services.admission_of(member.event)
    form = AdmissionForm(request.POST or None, instance=terms, initial={"capacity": member.event.capacity})
    if request.method == "POST" and form.is_valid():
        services.set_admission(event=member.event, **form.cleaned_data, by=member.key)
        messages.success(request, _("申込みの設定を保存しました。"))
        return redirect("roster:admission", slug)
    page = {"form": form, "quotas": queries.quotas_of(member.event), "quota_form": QuotaForm()}
    return render(request, "roster/admission.html", {**_addresses(request, member), **page})


@require_POST
def quota(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep seats for an organisation."""
    member = manager(request, slug)
    form = QuotaForm(request.POST)
    if form.is_valid():
        services.set_quota(event=member.event, **form.cleaned_data, by=member.key)
        messages.success(request, _("団体別の定員を保存しました。"))
    else:
        messages.error(request, _("団体と、0 以上の席の数を入力してください。"))
    return redirect("roster:admission", slug)


@require_safe
def poster(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the A4 sheets to hang up: the way in on the day, and registration before it."""
    return render(request, "roster/poster.html", _addresses(request, manager(request, slug)))


@require_safe
def export(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Save the roster as Excel or CSV; a CP932 file that would lose characters asks first."""
    member = manager(request, slug)
    with_links = request.GET.get("links") == "1"
    rows = queries.roster(member.event)
    links = _links(request, rows) if with_links else None
    cells = exports.table(rows, queries.consents(member.event), links)
    lost = unwritable("".join(cell for row in cells for cell in row)) if kind == "cp932" else ()
    if lost and request.GET.get("replace") != "1":
        return render(request, "roster/unwritable.html", {"member": member, "event": member.event, "lost": lost})
    services.record_export(event=member.event, kind=kind, with_links=with_links, by=member.key)
    if kind == "xlsx":
        return download(exports.to_xlsx(cells, title=member.event.title), XLSX, f"roster-{slug}.xlsx")
    return download(exports.to_csv(cells, encoding=kind), "text/csv", f"roster-{slug}.csv")


def download(data: bytes, content_type: str, name: str) -> HttpResponse:
    """Return bytes as a file to save."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(data, content_type=content_type, headers=headers)


def _person_page(member: Member, form: PersonForm) -> dict[str, Any]:
    names = [row.name for row in accounts.organisations()]
    return {"member": member, "event": member.event, "form": form, "organisations": names}


def _addresses(request: HttpRequest, member: Member) -> dict[str, Any]:
    codes = [member.event.join_code]
    join = public_link(request, reverse("roster:join", args=codes))
    register = public_link(request, reverse("roster:register", args=codes))
    return {"member": member, "event": member.event, "join_url": join, "register_url": register}


def _links(request: HttpRequest, rows: Sequence[Any]) -> dict[int, str]:
    return {row.pk: public_link(request, reverse("roster:pass", args=[row.guest_pass.token])) for row in rows}


def _filtered(rows: Sequence[Any], asked: Mapping[str, str]) -> list[Any]:
    shown = queries.search(rows, asked.get("q", ""))
    organisation, state = asked.get("organisation", ""), asked.get("state", "")
    if organisation:
        shown = [row for row in shown if str(row.organisation_id) == organisation]
    if state == "here":
        shown = [row for row in shown if row.checked_in_at]
    elif state:
        shown = [row for row in shown if row.state == state]
    elif not asked.get("q"):
        shown = [row for row in shown if row.state != "cancelled"]
    return sorted(shown, key=_ORDERS.get(asked.get("sort", ""), queries.by_organisation))


def _states(rows: Sequence[Any]) -> list[tuple[str, str]]:
    used = {row.state: str(row.get_state_display()) for row in rows}
    return sorted(used.items())
