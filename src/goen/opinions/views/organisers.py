"""Pages of those who ask: plan, statements, decisions, landscape, projector, files."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goen.base.http import actor_of, public_link
from goen.base.messages import sentence
from goen.core.errors import BadInputError, GoenError, RefusedError
from goen.events.access import Member
from goen.opinions import access, exports, queries, services
from goen.opinions.forms import ConsultationForm, ImportForm, StatementsForm

if TYPE_CHECKING:
    from goen.opinions.models import Consultation


@require_safe
def listing(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the consultations of an event; 6 queries."""
    member = access.get_member_to_manage(actor_of(request), slug)
    context = {"member": member, "event": member.event, "rows": queries.consultations_of(member.event)}
    return render(request, "opinions/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """Plan a consultation."""
    member = access.get_member_to_manage(actor_of(request), slug)
    form = ConsultationForm(request.POST or None, event=member.event)
    if request.method == "POST" and form.is_valid():
        row = services.start_consultation(member=member, frame=form.frame())
        return redirect("opinions:detail", slug, row.pk)
    return render(request, "opinions/form.html", {"member": member, "event": member.event, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, slug: str, consultation_id: int) -> HttpResponse:
    """Change what was planned."""
    member, row = access.get_consultation_to_manage(actor_of(request), slug, consultation_id)
    form = ConsultationForm(request.POST or None, event=member.event, consultation=row)
    if request.method == "POST" and form.is_valid():
        services.change_consultation(member=member, consultation=row, frame=form.frame())
        messages.success(request, _("保存しました。"))
        return redirect("opinions:detail", slug, row.pk)
    return render(request, "opinions/form.html", {**_about(request, member, row), "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def detail(request: HttpRequest, slug: str, consultation_id: int) -> HttpResponse:
    """Show a consultation: state, links, what waits for a decision, every statement; takes new ones; ≤ 9 queries."""
    member, row = access.get_consultation_to_manage(actor_of(request), slug, consultation_id)
    form = StatementsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.add_statements(member=member, consultation=row, texts=form.lines())
        except GoenError as error:
            form.add_error("texts", sentence(error))
        else:
            messages.success(request, _("{n} 件の意見を加えました。").format(n=len(made)))
            return redirect("opinions:detail", slug, row.pk)
    by_state = queries.statements_by_state(row)
    context = {
        **_about(request, member, row),
        "form": form,
        "counts": queries.counts_of(row),
        "audience": queries.audience_words(member.event, row.audience),
        "by_state": by_state,
        "reasons": _reasons(),
    }
    return render(request, "opinions/detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def notes(request: HttpRequest, slug: str, consultation_id: int) -> HttpResponse:
    """Take statements from the notes of the event's boards."""
    member, row = access.get_consultation_to_manage(actor_of(request), slug, consultation_id)
    found = queries.notes_to_take(row)
    if request.method == "POST":
        wanted = set(request.POST.getlist("note"))
        texts = [note.text for note in found if note.note_id in wanted]
        made = services.add_statements(member=member, consultation=row, texts=texts, source="note")
        messages.success(request, _("{n} 件の意見を加えました。").format(n=len(made)))
        return redirect("opinions:detail", slug, row.pk)
    return render(request, "opinions/notes.html", {**_about(request, member, row), "notes": found})


@require_POST
def act(request: HttpRequest, slug: str, consultation_id: int, verb: str) -> HttpResponse:
    """Open, close or delete a consultation."""
    member, row = access.get_consultation_to_manage(actor_of(request), slug, consultation_id)
    if verb == "delete":
        services.delete_consultation(member=member, consultation=row)
        messages.success(request, _("意見募集「{title}」を削除しました。").format(title=row.title))
        return redirect("opinions:list", slug)
    run = {"open": services.open_consultation, "close": services.close_consultation}.get(verb)
    if run is None:
        raise RefusedError("base.refused")
    run(member=member, consultation=row)
    return redirect("opinions:detail", slug, row.pk)


@require_POST
def decide(request: HttpRequest, slug: str, consultation_id: int, statement_id: int) -> HttpResponse:
    """Show a statement or take it out of sight, with the reason its author is told."""
    member, row = access.get_consultation_to_manage(actor_of(request), slug, consultation_id)
    statement = access.get_statement_to_decide(member, row, statement_id)
    if request.POST.get("do") == "accept":
        services.accept_statement(member=member, statement=statement)
    else:
        services.reject_statement(member=member, statement=statement, reason=request.POST.get("reason", ""))
    return redirect(f"{reverse('opinions:detail', args=[slug, row.pk])}#statements")


@require_http_methods(["GET", "HEAD", "POST"])
def take_in(request: HttpRequest, slug: str, consultation_id: int) -> HttpResponse:
    """Take in the files of a Polis conversation."""
    member, row = access.get_consultation_to_manage(actor_of(request), slug, consultation_id)
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        files = {name: form.content(name) for name in ("votes", "comments")}
        try:
            counted = services.import_votes(member=member, consultation=row, **files)
        except GoenError as error:
            form.add_error(None, sentence(error))
        else:
            messages.success(request, _imported(counted))
            return redirect("opinions:detail", slug, row.pk)
    return render(request, "opinions/import.html", {**_about(request, member, row), "form": form})


@require_safe
def landscape(request: HttpRequest, slug: str, consultation_id: int) -> HttpResponse:
    """Show organisers the landscape, with every figure; ≤ 6 queries."""
    member, row = access.get_consultation_to_manage(actor_of(request), slug, consultation_id)
    context = {**_about(request, member, row), "page": queries.page_of(row, is_public=False)}
    return page_or_part(request, "landscape", context)


@require_safe
def screen(request: HttpRequest, slug: str, consultation_id: int) -> HttpResponse:
    """Show the landscape on the projector, as the public may see it; ≤ 6 queries."""
    member, row = access.get_consultation_to_manage(actor_of(request), slug, consultation_id)
    context = {**_about(request, member, row), "page": queries.page_of(row, is_public=True)}
    return page_or_part(request, "screen", context)


@require_safe
def export(request: HttpRequest, slug: str, consultation_id: int, kind: str) -> HttpResponse:
    """Give the consultation as a file."""
    _member, row = access.get_consultation_to_manage(actor_of(request), slug, consultation_id)
    if kind not in exports.KINDS:
        raise BadInputError("opinions.no_such_file")
    if kind in exports.TABLES:
        content = exports.TABLES[kind](queries.export_tables(row))
    elif kind == "workbook":
        content = exports.workbook(queries.page_of(row, is_public=False))
    else:
        content = exports.landscape_json(row.title, queries.page_of(row, is_public=True))
    name, content_type = exports.KINDS[kind]
    response = HttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{row.code}-{name}"'
    return response


def page_or_part(request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    """Return a living page, or only the part of it that changes when votes arrive."""
    is_part = request.GET.get("part") == "1"
    response = render(request, f"opinions/{name}_part.html" if is_part else f"opinions/{name}.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


def _about(request: HttpRequest, member: Member, row: "Consultation") -> dict[str, Any]:
    answer = public_link(request, reverse("opinions:answer", args=[row.code]))
    embed = public_link(request, reverse("opinions:embed", args=[row.code]))
    return {
        "member": member,
        "event": member.event,
        "consultation": row,
        "answer_url": answer,
        "embed_code": f'<iframe src="{embed}" title="{_("意見募集")}" width="100%" height="260"></iframe>',
        "island": {"code": row.code},
    }


def _reasons() -> list[str]:
    return [
        _("同じ趣旨の意見がすでにあるためです。"),
        _("個人や特定の団体が分かる内容を含むためです。"),
        _("問いかけと関係のない内容のためです。"),
        _("一文に複数の意見が入っていて、賛否を答えにくいためです。"),
        _("人を傷つけるおそれのある表現を含むためです。"),
    ]


def _imported(counted: Any) -> str:
    words = _("意見 {statements} 件、{people} 人の投票 {votes} 票を取り込みました。").format(
        statements=counted.n_statements, people=counted.n_people, votes=counted.n_votes
    )
    if counted.n_left_out:
        words += _("意見のファイルにない番号への {n} 票は取り込んでいません。").format(n=counted.n_left_out)
    return words
