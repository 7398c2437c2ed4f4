"""Addresses of the exchange slice; the API itself stands beside it (``goen.urls``), under a space of its own."""

from django.urls import path

from goen.exchange.views import bundles, docs, hooks, tokens

app_name = "exchange"
_EVENT = "events/<slug:slug>/connections/"
urlpatterns = [
    path("accounts/tokens/", tokens.tokens, name="tokens"),
    path("accounts/tokens/<int:token_id>/revoke/", tokens.revoke, name="revoke"),
    path("bring/", bundles.bring, name="bring"),
    path(_EVENT, hooks.connections, name="connections"),
    path(f"{_EVENT}event.zip", bundles.take, name="take"),
    path(f"{_EVENT}event.xlsx", bundles.take_workbook, name="take-workbook"),
    path(f"{_EVENT}hooks/<int:hook_id>/try/", hooks.trial, name="trial"),
    path(f"{_EVENT}hooks/<int:hook_id>/remove/", hooks.remove, name="remove-hook"),
    path(f"{_EVENT}deliveries/<int:delivery_id>/again/", hooks.again, name="again"),
    path("api/", docs.reference, name="reference"),
]
