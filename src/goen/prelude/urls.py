"""Addresses of the prelude slice."""

from django.urls import path

from goen.prelude import views

app_name = "prelude"
urlpatterns = [
    path("events/<slug:slug>/prelude/", views.prepare, name="prepare"),
    path("events/<slug:slug>/prelude/add/<slug:kind>/", views.add, name="add"),
    path("events/<slug:slug>/prelude/remove/<slug:kind>/<int:row_id>/", views.remove, name="remove"),
    path("events/<slug:slug>/prelude/visits/<int:visit_id>/", views.visit, name="visit"),
    path("events/<slug:slug>/prelude/questions/<int:question_id>/", views.answers, name="answers"),
    path("events/<slug:slug>/prelude/questions/<int:question_id>/answers.csv", views.export, name="export"),
    path("events/<slug:slug>/before/", views.mine, name="mine"),
    path("events/<slug:slug>/before/visits/<int:visit_id>/", views.going, name="going"),
    path("events/<slug:slug>/before/materials/<int:material_id>/", views.material, name="material"),
]
