"""Paper and files of a plan."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goen.base.http import actor_of
from goen.grouping import queries
from goen.grouping.access import get_plan_to_edit
from goen.grouping.exports import plan_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def seating(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Print the seating chart on A4."""
    row, member = get_plan_to_edit(actor_of(request), slug, number)
    context = {"event": member.event, "plan": row, "groups": queries.groups_with_people(row)}
    return render(request, "grouping/seating.html", context)


@require_safe
def cards(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Print name cards, ten to an A4 sheet, with everybody's tables in all rounds."""
    row, member = get_plan_to_edit(actor_of(request), slug, number)
    context = {"event": member.event, "plan": row, "cards": queries.cards_of(row)}
    return render(request, "grouping/cards.html", context)


@require_safe
def rotation_cards(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Print cards with a start table and a step, for halls without lists or phones."""
    row, member = get_plan_to_edit(actor_of(request), slug, number)
    found = queries.cards_of(row)
    n_tables = int(row.settings.get("n_groups", 1))
    context = {
        "event": member.event,
        "plan": row,
        "cards": found,
        "broken": [card for card in found if card.step is None],
        "promised": queries.rotation_of(len(found), n_tables, row.n_rounds),
    }
    return render(request, "grouping/rotation_cards.html", context)


@require_safe
def workbook(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Download the plan as an Excel workbook."""
    row, member = get_plan_to_edit(actor_of(request), slug, number)
    data = plan_workbook(row, queries.groups_with_people(row), queries.cards_of(row))
    name = f"groups-{member.event.slug}-{row.number}.xlsx"
    return HttpResponse(data, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})
