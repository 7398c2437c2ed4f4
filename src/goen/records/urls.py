"""Addresses of the records slice."""

from django.urls import path

from goen.records.views import everybody, log, organisers

app_name = "records"
_EVENT = "events/<slug:slug>/records/"
_PERSON = f"{_EVENT}people/<int:participation_id>/"
urlpatterns = [
    path(_EVENT, organisers.overview, name="overview"),
    path(f"{_EVENT}retention/", organisers.retention, name="retention"),
    path(f"{_EVENT}dispose/", organisers.dispose, name="dispose"),
    path(f"{_EVENT}certificate.pdf", organisers.certificate, name="certificate"),
    path(f"{_EVENT}freeze/", organisers.freeze, name="freeze"),
    path(f"{_EVENT}archives/<int:number>.zip", organisers.archive, name="archive"),
    path(f"{_EVENT}redact/", organisers.redact, name="redact"),
    path(_PERSON, organisers.person, name="person"),
    path(f"{_PERSON}data.json", organisers.person_file, name="person-file"),
    path(f"{_PERSON}erase/", organisers.person_erase, name="person-erase"),
    path(f"{_EVENT}log/", log.of_event, name="log"),
    path(f"{_EVENT}log.csv", log.of_event_csv, name="log-csv"),
    path(f"{_EVENT}log/verify/", log.verify, name="log-verify"),
    path("records/", log.installation, name="installation"),
    path("records/log.csv", log.installation_csv, name="installation-csv"),
    path("records/verify/", log.installation_verify, name="installation-verify"),
    path("events/<slug:slug>/me/data/", everybody.mine, name="mine"),
    path("events/<slug:slug>/me/data.json", everybody.mine_file, name="mine-file"),
    path("events/<slug:slug>/me/erase/", everybody.mine_erase, name="mine-erase"),
]
