"""Pages of pre-event input."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goen.base.http import actor_of, whole_file
from goen.core.errors import BadInputError
from goen.core.text.normalise import whole_number
from goen.events.access import Member
from goen.prelude import access, exports, queries, services
from goen.prelude.forms import AnswersForm, MaterialForm, QuestionForm, VisitForm

_FORMS: dict[str, type[forms.Form]] = {"material": MaterialForm, "visit": VisitForm, "question": QuestionForm}


@require_safe
def prepare(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an organiser what is prepared before the day; 8 queries with the session."""
    member = access.get_event_to_prepare(actor_of(request), slug)
    return render(request, "prelude/prepare.html", _preparing(member))


@require_POST
def add(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Add a material, a visit or a question."""
    member = access.get_event_to_prepare(actor_of(request), slug)
    if kind not in _FORMS:
        raise BadInputError("prelude.no_such_thing")
    form = _FORMS[kind](request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "prelude/prepare.html", _preparing(member) | {f"{kind}_form": form}, status=400)
    _add(member, kind, form.cleaned_data)
    messages.success(request, _("加えました。"))
    return redirect("prelude:prepare", slug)


@require_POST
def remove(request: HttpRequest, slug: str, kind: str, row_id: int) -> HttpResponse:
    """Remove a material, a visit or a question."""
    member = access.get_event_to_prepare(actor_of(request), slug)
    services.remove(member=member, kind=kind, row_id=row_id)
    messages.success(request, _("削除しました。"))
    return redirect("prelude:prepare", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def visit(request: HttpRequest, slug: str, visit_id: int) -> HttpResponse:
    """Show who goes to a visit, and note who was there; 11 queries with the session."""
    member, seen = access.get_visit_to_prepare(actor_of(request), slug, visit_id)
    if request.method == "POST":
        present = [number for text in request.POST.getlist("present") if (number := whole_number(text)) is not None]
        n_present = services.note_attendance(member=member, visit=seen, present=present)
        messages.success(request, _("出席を記録しました（{n} 人）。").format(n=n_present))
        return redirect("prelude:visit", slug, visit_id)
    context = {"member": member, "event": member.event, "visit": seen, "people": queries.attendance_of(seen)}
    return render(request, "prelude/visit.html", context)


@require_safe
def answers(request: HttpRequest, slug: str, question_id: int) -> HttpResponse:
    """Show the answers to a question; 10 queries with the session."""
    member, question = access.get_question_to_prepare(actor_of(request), slug, question_id)
    context = {"member": member, "event": member.event, "question": question, "answers": queries.answers_of(question)}
    return render(request, "prelude/answers.html", context)


@require_safe
def export(request: HttpRequest, slug: str, question_id: int) -> HttpResponse:
    """Give the answers to a question as CSV."""
    _member, question = access.get_question_to_prepare(actor_of(request), slug, question_id)
    response = HttpResponse(exports.answers_csv(queries.answers_of(question)), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="answers-{question.pk}.csv"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a guest what to read, where to go and what to answer, and take the answers; ≤ 13 queries with the session."""
    actor = actor_of(request)
    if request.method == "POST":
        access.get_input_to_answer(actor, slug)
    member, person = access.get_input_to_see(actor, slug)
    own = queries.mine(member.event, person)
    form = AnswersForm(request.POST or None, mine=own, themes=queries.themes_of(member.event))
    if request.method == "POST" and person is not None and form.is_valid():
        services.save_answers(member=member, participation=person, texts=form.texts(), wishes=form.wishes())
        messages.success(request, _("答えを保存しました。当日まで書き直せます。"))
        return redirect("prelude:mine", slug)
    context = {
        "member": member,
        "event": member.event,
        "own": own,
        "visits": [(one, own.states.get(one.pk, "")) for one in own.visits],
        "form": form,
        "may_answer": person is not None and member.may("prelude.answer"),
    }
    return render(request, "prelude/mine.html", context | {"tab": "prelude"}, status=400 if request.POST else 200)


@require_POST
def going(request: HttpRequest, slug: str, visit_id: int) -> HttpResponse:
    """Take a guest's yes or no to a visit."""
    member, person, seen = access.get_visit_to_answer(actor_of(request), slug, visit_id)
    is_going = request.POST.get("going") == "yes"
    services.say_going(member=member, participation=person, visit=seen, is_going=is_going)
    messages.success(request, _("参加を伝えました。") if is_going else _("不参加を伝えました。"))
    return redirect("prelude:mine", slug)


@require_safe
def material(request: HttpRequest, slug: str, material_id: int) -> HttpResponse:
    """Give a material's file as a download that no browser runs, or lead to its address."""
    row = access.get_material_to_see(actor_of(request), slug, material_id)
    if not row.file:
        return redirect(row.url)
    return whole_file(row.file, name=row.file_name, mime=row.mime)


def _add(member: Member, kind: str, given: dict[str, object]) -> None:
    if kind == "material":
        upload = given.pop("file")
        file = services.File(upload.name, upload.read()) if upload else None  # type: ignore[attr-defined]
        services.add_material(member=member, file=file, **given)  # type: ignore[arg-type]
    elif kind == "visit":
        services.add_visit(member=member, **given)  # type: ignore[arg-type]
    else:
        services.add_question(member=member, **given)  # type: ignore[arg-type]


def _preparing(member: Member) -> dict[str, object]:
    return {
        "member": member,
        "event": member.event,
        "overview": queries.overview_of(member.event),
        "material_form": MaterialForm(),
        "visit_form": VisitForm(),
        "question_form": QuestionForm(),
    }
