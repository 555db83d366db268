"""One size and format of export on an empty database: time, memory, and the same bytes after kills. See bench_export.

As a worker (``--job``, ``--bare``) it is a process of its own, so that its memory is nobody else's. It has loaded what
the product's worker has loaded before its first job, but for the planner's compiled code: what that leaves free in
memory would hide what an export needs.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "canvass.settings")
django.setup()

from django.db import connection  # noqa: E402
from django.utils import timezone, translation  # noqa: E402

from canvass.celery import app  # noqa: E402
from canvass.core import jobs  # noqa: E402
from canvass.core.models import Job  # noqa: E402
from conversations.insight.exporting.asking import ask_export  # noqa: E402
from conversations.insight.exporting.keeping import read_sealed  # noqa: E402
from conversations.insight.models import Conversation, Export, Intake, PublishedRatingCell  # noqa: E402
from tests.benchmarks.made_talks import Made, make_talks  # noqa: E402

# What ``COPY`` by hand would take out: the columns of the table that an export tells of, in whatever order they lie.
BARE = """
    COPY (SELECT area, area_level, period, statement_id, guide_version_id, canvasser_code, opening, opening_missing,
                 closing, closing_missing, shared_values, concern_id, prejudice_id, observed_shift, steps,
                 minutes_bucket
          FROM insight_conversation WHERE campaign_id = {campaign} AND intake <= {batch}) TO STDOUT (FORMAT csv)
"""
PATIENCE = 600


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("rows", type=int, nargs="?", default=0)
    parser.add_argument("format", nargs="?", default="csv")
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--job")
    parser.add_argument("--bare", type=int)
    options = parser.parse_args()
    is_worker = options.job or options.bare
    print(json.dumps(as_a_worker(options.job, options.bare) if is_worker else measure(options)))


def measure(options: argparse.Namespace) -> dict[str, Any]:
    made = make_talks(options.rows, campaigns=1)
    publish(made)
    export = ask(made, options.format)
    bare, runs = [], []
    for _turn in range(options.repeat):
        bare.append(worker("--bare", str(made.campaign.pk)))
        again(export)
        runs.append(worker("--job", str(export.job_id)))
    first = digest(export)
    rng = random.Random(options.seed)
    longest = max(run["seconds"] for run in runs)
    kills = [killed(export, rng.uniform(0, longest)) for _kill in range(options.kills)]
    export.refresh_from_db()
    return {
        "rows": export.rows,
        "bytes": size(export),
        "bare": bare,
        "runs": runs,
        "kills": kills,
        "same": sum(kill["sha256"] == first for kill in kills),
    }


def publish(made: Made) -> None:
    """What the intake would say of the whole: without it, nothing may be told."""
    Intake.objects.create(pk=1, week="2026-W30", rows=0)
    talks = Conversation.objects.filter(campaign=made.campaign).count()
    PublishedRatingCell.objects.create(
        campaign=made.campaign, statement=made.campaign.statement, conversations=talks, canvassers=made.canvassers
    )


def ask(made: Made, file_format: str) -> Export:
    # Nobody rings: the jobs are run by hand.
    jobs._ring = lambda job_id: None
    with translation.override("nl"):
        return ask_export(
            campaign=made.campaign, kind="records", file_format=file_format, purpose="bench", by=made.admin,
            now=timezone.now(),
        )  # fmt: skip


def again(export: Export) -> None:
    """The same export, as if nobody had begun; its key stays, so its made-up names do too."""
    Export.objects.filter(pk=export.pk).update(file_name="", sha256="", rows=0)
    Job.objects.filter(pk=export.job_id).update(
        state="new", attempts=0, lease_until=None, result={}, done_units=0, total_units=0, finished_at=None
    )


def killed(export: Export, after: float) -> dict[str, Any]:
    """Kill -9 at a random moment of its work, then let the next worker finish. Who was too late dies earlier."""
    while True:
        again(export)
        process = subprocess.Popen(command("--job", str(export.job_id)), stdout=subprocess.DEVNULL)
        while Job.objects.get(pk=export.job_id).state == "new":
            time.sleep(0.005)
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
        process.wait()
        job = Job.objects.get(pk=export.job_id)
        if job.state == "running":
            break
        after *= 0.7
    # The minute that a lease lasts is not waited for.
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    worker("--job", str(job.pk))
    return {"after": after, "chunks_before": job.result.get("chunks", 0), "sha256": digest(export)}


def digest(export: Export) -> str:
    """Of what a download gives; the row must say the same."""
    export.refresh_from_db()
    found = hashlib.sha256()
    for chunk in read_sealed(export)[0]:
        found.update(chunk)
    assert found.hexdigest() == export.sha256
    return found.hexdigest()


def size(export: Export) -> int:
    return read_sealed(export)[1]


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "tests.benchmarks.one_export", *arguments]


def worker(*arguments: str) -> dict[str, Any]:
    done = subprocess.run(command(*arguments), check=True, stdout=subprocess.PIPE, text=True, timeout=PATIENCE)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def as_a_worker(job: str | None, campaign: int | None) -> dict[str, Any]:
    app.loader.import_default_modules()
    connection.ensure_connection()
    idle = memory("VmRSS")
    # From here on the highest is counted anew.
    Path("/proc/self/clear_refs").write_text("5")
    began = time.perf_counter()
    if job:
        assert jobs.run(job_id=uuid.UUID(job))
    else:
        with tempfile.TemporaryFile() as file, connection.cursor() as cursor:
            cursor.copy_expert(BARE.format(campaign=campaign, batch=1), file)
    seconds = time.perf_counter() - began
    if job:
        row = Job.objects.get(pk=job)
        assert row.state == "done", row.error
    return {"seconds": seconds, "idle_mb": idle, "peak_mb": memory("VmHWM")}


def memory(which: str) -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(which)) / 1024


if __name__ == "__main__":
    main()
