"""Tasks that wait in the database to be done beside the pages."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.management import call_command
from django.db.models import Q
from django.utils import timezone
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

_KEPT = datetime.timedelta(days=1)


def enqueue_once(task: Task[..., Any]) -> None:
    """Have a task done that finds out itself what there is to do; one that waits already will do all of it."""
    if not DBTaskResult.objects.ready().filter(task_path=task.module_path).exists():
        task.enqueue()


def work() -> None:
    """Do what waits, one after the other. For the main thread of a process: it also sees to being stopped in order."""
    if DBTaskResult.objects.ready().exists():
        call_command("db_worker", batch=True, reload=False, startup_delay=False, verbosity=0)


def forget_finished() -> None:
    """Forget tasks of yesterday and before, also those whose worker was killed: what they left is found by the next."""
    before = timezone.now() - _KEPT
    DBTaskResult.objects.filter(Q(finished_at__lt=before) | Q(started_at__lt=before)).delete()
