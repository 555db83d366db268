"""What was changed by hand to a draft, so that it can be undone and done again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from canvass.turf.drafts import DraftError, locked_draft
from canvass.turf.models import PlanEdit, Turf, TurfPlan
from canvass.turf.snapshots import TurfCopy, put

Json = dict[str, Any]


class NothingToUndo(DraftError):
    """No edit is in force, or none was undone."""


@dataclass(frozen=True)
class Change:
    """What a verb did, told in numbers: enough to say it in words and to draw it anew."""

    plan: TurfPlan
    kind: str
    before: tuple[int, ...]  # numbers of the turfs as they were
    after: tuple[int, ...]
    changed: tuple[int, ...]  # ids of turfs that are there now
    gone: tuple[int, ...]
    undone: bool = False
    redone: bool = False


@dataclass(frozen=True)
class Steps:
    """What undoing and doing again would take back or bring back; empty words where there is nothing."""

    undo: str
    redo: str


def record(plan: TurfPlan, kind: PlanEdit.Kind, *, before: Sequence[TurfCopy], after: Sequence[TurfCopy]) -> Change:
    """Write the turfs and remember both sides. The plan's row is locked by the caller."""
    written = put(plan, instead_of=before, turfs=after)
    return _remember(plan, kind, [copy.as_json() for copy in before], [copy.as_json() for copy in written])


def record_fields(plan: TurfPlan, kind: PlanEdit.Kind, turf: Turf, **fields: str | bool) -> Change:
    """A change that leaves the doors as they are: a name, a lock."""
    about = {"id": turf.pk, "number": turf.number}
    before = about | {name: getattr(turf, name) for name in fields}
    _set_fields([about | fields])
    return _remember(plan, kind, [before], [about | fields])


def _remember(plan: TurfPlan, kind: PlanEdit.Kind, before: list[Json], after: list[Json]) -> Change:
    # What was undone and not done again is lost with a new edit, as everywhere.
    PlanEdit.objects.filter(plan=plan, position__gt=plan.edits_done).delete()
    plan.edits_done += 1
    plan.save(update_fields=["edits_done"])
    PlanEdit.objects.create(plan=plan, position=plan.edits_done, kind=kind, before=before, after=after)
    return _change(plan, kind, before, after)


@transaction.atomic
def undo(*, plan: TurfPlan, at: str | None = None) -> Change:
    held = locked_draft(plan.pk, at=at)
    edit = PlanEdit.objects.filter(plan=held, position=held.edits_done).first()
    if edit is None:
        raise NothingToUndo
    return _step(held, edit, edit.after, edit.before, held.edits_done - 1, undone=True)


@transaction.atomic
def redo(*, plan: TurfPlan, at: str | None = None) -> Change:
    held = locked_draft(plan.pk, at=at)
    edit = PlanEdit.objects.filter(plan=held, position=held.edits_done + 1).first()
    if edit is None:
        raise NothingToUndo
    return _step(held, edit, edit.before, edit.after, held.edits_done + 1, redone=True)


def _step(plan: TurfPlan, edit: PlanEdit, old: list[Json], new: list[Json], edits_done: int, **way: bool) -> Change:
    if all("stops" in kept for kept in [*old, *new]):
        put(plan, instead_of=[TurfCopy.from_json(kept) for kept in old], turfs=[TurfCopy.from_json(k) for k in new])
    else:
        _set_fields(new)
    plan.edits_done = edits_done
    plan.save(update_fields=["edits_done"])
    return _change(plan, edit.kind, old, new, **way)


def _set_fields(turfs: Sequence[Mapping[str, Any]]) -> None:
    for kept in turfs:
        fields = {name: value for name, value in kept.items() if name not in ("id", "number")}
        Turf.objects.filter(pk=kept["id"]).update(**fields)


def _change(plan: TurfPlan, kind: str, old: list[Json], new: list[Json], **way: bool) -> Change:
    now = tuple(kept["id"] for kept in new)
    return Change(
        plan=plan,
        kind=kind,
        before=tuple(sorted(kept["number"] for kept in old)),
        after=tuple(sorted(kept["number"] for kept in new)),
        changed=now,
        gone=tuple(kept["id"] for kept in old if kept["id"] not in now),
        **way,
    )


def steps(plan: TurfPlan) -> Steps:
    """One query; for the words of the two buttons."""
    around = PlanEdit.objects.filter(plan=plan, position__in=[plan.edits_done, plan.edits_done + 1])
    kinds = {edit.position: edit.get_kind_display() for edit in around.only("position", "kind", "plan")}
    return Steps(str(kinds.get(plan.edits_done, "")), str(kinds.get(plan.edits_done + 1, "")))


def named_by_hand(plan: TurfPlan) -> set[int]:
    """Ids of turfs whose name somebody chose: no later edit names them anew."""
    renamed = PlanEdit.objects.filter(plan=plan, position__lte=plan.edits_done, kind=PlanEdit.Kind.RENAME)
    return {kept["id"] for (after,) in renamed.values_list("after") for kept in after}
