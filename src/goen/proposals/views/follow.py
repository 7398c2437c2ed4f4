"""Pages of what became of one proposal."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from goen.base.http import actor_of
from goen.base.messages import sentence
from goen.core.errors import BadInputError, GoenError, RefusedError
from goen.events.access import Member
from goen.proposals import access, queries, services
from goen.proposals.forms import (
    ChargeForm,
    FigureForm,
    FileForm,
    LinkForm,
    MilestoneForm,
    NoteForm,
    RowForm,
    StatusForm,
    WithholdForm,
)
from goen.proposals.queries import FollowUp, Proposal

_Act = Callable[[Member, FollowUp, Any], object]
_BAD_REQUEST = 400


@require_safe
def show(request: HttpRequest, slug: str, proposal_id: int) -> HttpResponse:
    """Show where a proposal stands, where it came from, and what may be done; ≤ 30 queries whatever its history."""
    member, proposal, follow_up = access.get_follow_up_to_see(actor_of(request), slug, proposal_id)
    return render(request, "proposals/follow.html", _context(member, proposal, follow_up))


@require_POST
def act(request: HttpRequest, slug: str, proposal_id: int, verb: str) -> HttpResponse:
    """Do one thing to a proposal; a form that cannot be used is shown again with what was typed."""
    member, follow_up = access.get_follow_up_to_change(actor_of(request), slug, proposal_id)
    if verb not in _VERBS:
        raise BadInputError("events.no_such_step")
    make_form, run, said = _VERBS[verb]
    form = make_form(request, member, follow_up)
    problem = ""
    if form.is_valid():
        try:
            run(member, follow_up, form)
        except RefusedError:
            raise
        except GoenError as error:
            problem = sentence(error)
        else:
            messages.success(request, str(said()))
            return redirect("proposals:follow", slug, proposal_id)
    fresh = queries.follow_up_of(follow_up.proposal) or follow_up
    context = _context(member, follow_up.proposal, fresh) | {verb.replace("-", "_"): form, "problem": problem}
    return render(request, "proposals/follow.html", context, status=_BAD_REQUEST)


@require_safe
def evidence(request: HttpRequest, slug: str, proposal_id: int, evidence_id: int) -> HttpResponse:
    """Give a file of evidence, as a download."""
    return file_response(access.get_evidence_to_see(actor_of(request), slug, proposal_id, evidence_id))


def file_response(row: Any) -> HttpResponse:
    """Return a kept file (10 MB at most) as a download that no browser runs."""
    with row.file.open("rb") as kept:
        response = HttpResponse(kept.read(), content_type=row.mime)
    response.headers["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=row.file_name) or ""
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _context(member: Member, proposal: Proposal, follow_up: FollowUp | None) -> dict[str, object]:
    context: dict[str, object] = {
        "member": member,
        "event": member.event,
        "proposal": proposal,
        "title": queries.title_of(proposal),
        "follow_up": follow_up,
        "origin": queries.origin_of(proposal),
        "aims": queries.aims_of(proposal, member.user_id),
        "parts": queries.parts_of(proposal),
        "statuses": FollowUp.Status,
        "base": "base/layout.html" if member.user_id else "base/guest.html",
        "tab": "proposal",
    }
    if follow_up is not None and access.may_follow(member, follow_up):
        context |= _forms(member, follow_up)
    return context


def _forms(member: Member, follow_up: FollowUp) -> dict[str, object]:
    ways = access.ways_on(member, follow_up)
    return {
        "may_follow": True,
        "may_publish": member.may("proposals.publish"),
        "ways": ways,
        "status": StatusForm(follow_up=follow_up, ways=ways),
        "charge": ChargeForm(follow_up=follow_up),
        "note": NoteForm(),
        "file": FileForm(),
        "link": LinkForm(),
        "figure": FigureForm(),
        "milestone": MilestoneForm(),
    }


def _status(member: Member, follow_up: FollowUp, form: StatusForm) -> None:
    given = form.cleaned_data
    access.check_way(member, follow_up, given["to"])
    common = {"to": given["to"], "reason": given["reason"], "seen": given["seen"]}
    services.set_status(member=member, follow_up=follow_up, **common)


def _file(member: Member, follow_up: FollowUp, form: FileForm) -> None:
    given = form.cleaned_data
    services.add_file(
        member=member,
        follow_up=follow_up,
        title=given["title"],
        name=given["file"].name,
        content=given["file"].read(),
        is_public=given["is_public"],
    )


def _figure(member: Member, follow_up: FollowUp, form: FigureForm) -> None:
    given = form.cleaned_data
    services.add_figure(
        member=member, follow_up=follow_up, title=given["title"], figure=form.figure(), is_public=given["is_public"]
    )


def _withhold(member: Member, follow_up: FollowUp, form: WithholdForm) -> None:
    if not member.may("proposals.publish"):
        raise RefusedError("base.refused")
    services.withhold(member=member, follow_up=follow_up, is_withheld=form.cleaned_data["is_withheld"])


def _plain(form: type[forms.Form]) -> Callable[[HttpRequest, Member, FollowUp], Any]:
    return lambda request, _member, _follow_up: form(request.POST, request.FILES)


def _row(write: Callable[..., object], name: str) -> _Act:
    return lambda member, follow_up, form: write(member=member, follow_up=follow_up, **{name: form.cleaned_data["row"]})


_VERBS: dict[str, tuple[Callable[[HttpRequest, Member, FollowUp], Any], _Act, Callable[[], str]]] = {
    "status": (
        lambda request, member, row: StatusForm(request.POST, follow_up=row, ways=access.ways_on(member, row)),
        _status,
        lambda: _("状態を変え、提案者にお知らせしました。"),
    ),
    "charge": (
        lambda request, _member, row: ChargeForm(request.POST, follow_up=row),
        lambda member, row, form: services.set_charge(member=member, follow_up=row, charge=form.charge()),
        lambda: _("担当と期限を保存しました。"),
    ),
    "note": (
        _plain(NoteForm),
        lambda member, row, form: services.add_note(member=member, follow_up=row, text=form.cleaned_data["text"]),
        lambda: _("経過を提案者にお知らせしました。"),
    ),
    "file": (_plain(FileForm), _file, lambda: _("根拠を加えました。")),
    "link": (
        _plain(LinkForm),
        lambda member, row, form: services.add_link(member=member, follow_up=row, **form.cleaned_data),
        lambda: _("根拠を加えました。"),
    ),
    "figure": (_plain(FigureForm), _figure, lambda: _("根拠を加えました。")),
    "remove-evidence": (
        _plain(RowForm), _row(services.remove_evidence, "evidence_id"), lambda: _("根拠を外しました。"),
    ),
    "milestone": (
        _plain(MilestoneForm),
        lambda member, row, form: services.add_milestone(member=member, follow_up=row, **form.cleaned_data),
        lambda: _("節目を加えました。"),
    ),
    "finish": (_plain(RowForm), _row(services.finish_milestone, "milestone_id"), lambda: _("節目を達成にしました。")),
    "reopen": (_plain(RowForm), _row(services.reopen_milestone, "milestone_id"), lambda: _("節目を未達に戻しました。")),
    "remove-milestone": (
        _plain(RowForm), _row(services.remove_milestone, "milestone_id"), lambda: _("節目を外しました。"),
    ),
    "withhold": (_plain(WithholdForm), _withhold, lambda: _("公開ページでの扱いを保存しました。")),
}  # fmt: skip
