"""Pages of the events slice."""

from django.http import HttpRequest, HttpResponse


def home(_request: HttpRequest) -> HttpResponse:
    """Show the front page."""
    return HttpResponse("Goen")
