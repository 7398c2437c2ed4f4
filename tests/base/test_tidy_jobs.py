"""Finished jobs are forgotten after a while; those under way, and those somebody may still ask after, are kept."""

from datetime import timedelta

import pytest

from goen.base import jobs

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def ended(name, state, ago):
    at = jobs.timezone.now() - ago
    return jobs.Job.objects.create(name=name, state=state, finished_at=at).pk


def kept():
    return set(jobs.Job.objects.values_list("pk", flat=True))


@pytest.mark.parametrize("state", ["done", "failed", "cancelled"])
def test_a_job_somebody_started_can_be_asked_after_for_a_month(state):
    ended("reports.make", state, 31 * DAY)
    young = ended("reports.make", state, 29 * DAY)

    assert jobs.tidy_up() == 1
    assert kept() == {young}


@pytest.mark.parametrize("state", ["waiting", "running"])
def test_a_job_under_way_is_never_forgotten_however_old(state):
    old = jobs.Job.objects.create(name="boards.project", state=state).pk
    jobs.Job.objects.update(created_at=jobs.timezone.now() - 400 * DAY)

    assert jobs.tidy_up() == 0
    assert kept() == {old}


def test_jobs_nobody_starts_go_after_two_days():
    ended("boards.project", "done", 3 * DAY)
    young = ended("boards.project", "done", DAY)

    jobs.tidy_up()

    assert kept() == {young}


def test_a_failure_does_not_outlive_the_success_that_followed():
    ended("reports.make", "failed", 32 * DAY)
    ended("reports.make", "done", 31 * DAY)

    jobs.tidy_up()

    assert jobs.unfinished("reports.make") is None


def test_a_cancelled_job_is_kept_from_its_cancelling():
    job = jobs.Job.objects.create(name="reports.make")
    jobs.Job.objects.update(created_at=jobs.timezone.now() - 40 * DAY)

    assert jobs.cancel(job)

    assert jobs.tidy_up() == 0


def test_a_cancelled_job_from_before_they_had_an_end_goes_by_its_beginning():
    jobs.Job.objects.create(name="reports.make", state="cancelled")
    jobs.Job.objects.update(created_at=jobs.timezone.now() - 31 * DAY)

    assert jobs.tidy_up() == 1


def test_a_regular_job_is_remembered_for_its_period_so_that_it_is_not_done_too_often(monkeypatch):
    monkeypatch.setattr(jobs, "_regular", {"base.tidy_jobs": 7 * DAY})
    ended("base.tidy_jobs", "done", 5 * DAY)
    jobs.Job.objects.update(created_at=jobs.timezone.now() - 5 * DAY)

    jobs.tidy_up()

    assert jobs.enqueue_due() == 0


def test_tidying_comes_round_by_itself(settings):
    ended("reports.make", "done", 31 * DAY)

    jobs.enqueue_due()
    jobs.run_waiting()

    assert not jobs.Job.objects.filter(name="reports.make").exists()
    assert jobs.Job.objects.get(name="base.tidy_jobs").result == {"forgotten": 1}
