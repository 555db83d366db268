from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from canvass.campaigns.editing import add_neighbourhoods
from canvass.campaigns.models import Campaign
from canvass.places.models import Neighbourhood
from canvass.turf.cutting import NothingToCut, cut_turf, fail_plan, new_plan
from canvass.turf.models import TurfPlan


class Command(BaseCommand):
    help = "Cut a neighbourhood of a campaign into turfs, without a browser or a job queue. Leaves a draft."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--campaign", required=True, help="its number or its name")
        parser.add_argument("--neighbourhood", required=True, help="its official code")
        parser.add_argument("--minutes", type=int, help="time at the doors; the campaign's own number when left out")
        parser.add_argument("--open-percent", type=int, help="doors that open; the campaign's own number when left out")
        parser.add_argument("--seed", type=int, help="the same seed gives the same turfs")
        parser.add_argument("--json", action="store_true", help="print the result as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        campaign = _campaign(options["campaign"])
        neighbourhood = Neighbourhood.objects.live().filter(code=options["neighbourhood"]).first()
        # What another campaign drew is as good as unknown here.
        if neighbourhood is None or (
            neighbourhood.is_drawn and not campaign.neighbourhoods.filter(pk=neighbourhood.pk).exists()
        ):
            raise CommandError(f"No neighbourhood has the code {options['neighbourhood']!r}.")
        numbers = campaign.planning_numbers
        minutes = options["minutes"] or numbers.shift_minutes
        opened = options["open_percent"] or round(numbers.planned("open_percent"))
        if not 20 <= minutes <= 480:
            raise CommandError("--minutes must lie between 20 and 480.")
        if not 1 <= opened <= 100:
            raise CommandError("--open-percent must lie between 1 and 100.")
        add_neighbourhoods(campaign=campaign, neighbourhoods=[neighbourhood])
        plan = new_plan(
            campaign=campaign,
            neighbourhood=neighbourhood,
            budget_minutes=minutes,
            open_percent=opened,
            seed=options["seed"],
        )
        if plan.job_id is not None:
            raise CommandError("This neighbourhood is being cut by a worker right now.")
        try:
            cut_turf(plan_id=plan.pk)
        except NothingToCut:
            raise CommandError("No door is left to plan in this neighbourhood.") from None
        except BaseException:
            fail_plan(plan_id=plan.pk, failure=TurfPlan.Failure.ERROR)
            raise
        plan.refresh_from_db()
        self.stdout.write(json.dumps(_report(plan), indent=2) if options["json"] else _text(plan))


def _campaign(asked: str) -> Campaign:
    found = Campaign.objects.select_related("planning_numbers")
    rows = list(found.filter(pk=int(asked)) if asked.isdigit() else found.filter(name=asked)[:2])
    if not rows:
        raise CommandError(f"No campaign is called {asked!r}.")
    if len(rows) > 1:
        raise CommandError(f"More than one campaign is called {asked!r}: give its number.")
    return rows[0]


def _report(plan: TurfPlan) -> dict[str, Any]:
    turfs = list(plan.turfs.defer("line", "outline"))
    return {
        "plan": plan.pk,
        "version": plan.version,
        "seed": plan.seed,
        "neighbourhood": plan.neighbourhood.code,
        "minutes": plan.budget_minutes,
        "doors": sum(turf.door_count for turf in turfs),
        "left_out": plan.doors_left_out,
        "turfs": [
            {
                "number": turf.number,
                "name": turf.name,
                "doors": turf.door_count,
                "core": turf.core_count,
                "minutes": round(turf.minutes, 1),
                "metres": round(turf.metres),
                "crossings": turf.crossings,
            }
            for turf in turfs
        ],
    }


def _text(plan: TurfPlan) -> str:
    report = _report(plan)
    lines = [f"{report['doors']} doors in {len(report['turfs'])} turfs (plan {plan.pk}, a draft)"]
    lines += [
        f"{turf['number']:>3}  {turf['name']:<40} {turf['doors']:>4} doors"
        f" {turf['minutes']:>6} min {turf['metres']:>6} m"
        for turf in report["turfs"]
    ]
    lines += [f"left out, {reason}: {count}" for reason, count in report["left_out"].items()]
    return "\n".join(lines)
