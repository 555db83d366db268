"""Sums over conversations, live and published; and what volunteers say of themselves after a shift."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import conversations.insight.models.rollups

COUNTS = (
    "conversations", "canvassers", "pair_canvassers", "pairs", "sum_open", "sum_close", "sum_open_sq", "sum_close_sq",
    "sum_cross", "higher", "same", "lower", "opening_refused", "opening_not_asked", "closing_refused",
    "closing_not_asked",
)
KINDS = [("value", "Value"), ("concern", "Concern"), ("prejudice", "Prejudice"), ("step", "Step"), ("guide", "Guide"), ("minutes", "Minutes")]
SHIFTS = [("no", "no"), ("little", "a little"), ("clear", "clearly"), ("unknown", "don't know")]


def cell(*key):
    names = ("campaign_id", "statement_id", "area", "period", *key)
    return [
        ("pk", models.CompositePrimaryKey(*names, blank=True, editable=False, primary_key=True, serialize=False)),
        ("campaign", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="campaigns.campaign")),
        ("statement", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="topics.statement")),
        ("area", models.CharField(blank=True, max_length=40)),
        ("period", models.CharField(blank=True, max_length=8)),
    ]


def counts():
    return [(name, models.PositiveIntegerField(default=0)) for name in COUNTS]


def given(name):
    return (
        name,
        django.contrib.postgres.fields.ArrayField(
            base_field=models.PositiveIntegerField(), default=conversations.insight.models.rollups._no_ratings, size=11
        ),
    )


def ratings():
    return [*cell(), ("area_level", models.CharField(blank=True, max_length=13)), *counts(), given("opening"), given("closing")]


def canvassers():
    return [
        *cell("canvasser_code"),
        ("canvasser_code", models.UUIDField()),
        ("conversations", models.PositiveIntegerField(default=0)),
        ("pairs", models.PositiveIntegerField(default=0)),
        ("sum_change", models.IntegerField(default=0)),
    ]


def codes():
    return [
        *cell("kind", "code", "detail"),
        ("kind", models.CharField(choices=KINDS, max_length=9)),
        ("code", models.CharField(max_length=40)),
        ("detail", models.CharField(blank=True, max_length=20)),
        ("conversations", models.PositiveIntegerField(default=0)),
    ]


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0002_initial"),
        ("insight", "0002_intake_may_truncate"),
        ("shifts", "0001_initial"),
        ("topics", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(name="RatingCell", fields=ratings()),
        migrations.CreateModel(name="PublishedRatingCell", fields=ratings()),
        migrations.CreateModel(name="CanvasserCell", fields=canvassers()),
        migrations.CreateModel(name="PublishedCanvasserCell", fields=canvassers()),
        migrations.CreateModel(name="CodeCell", fields=codes()),
        migrations.CreateModel(name="PublishedCodeCell", fields=codes()),
        migrations.AddField("intake", "fingerprint", models.CharField(blank=True, max_length=64), preserve_default=True),
        migrations.CreateModel(
            name="Reflection",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("volunteer_hash", models.BinaryField(max_length=32, null=True)),
                ("mood", models.CharField(choices=[("light", "light"), ("good", "good"), ("mixed", "mixed"), ("heavy", "heavy")], max_length=5)),
                ("shifted_in_me", models.CharField(blank=True, choices=SHIFTS, max_length=7)),
                ("fine_moment", models.BinaryField(null=True)),
                ("hard_moment", models.BinaryField(null=True)),
                ("moments_until", models.DateField()),
                ("shift", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="reflections", to="shifts.shift")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(condition=models.Q(("volunteer_hash__isnull", False)), fields=("shift", "volunteer_hash"), name="one_reflection_per_volunteer_and_shift"),
                    models.CheckConstraint(condition=models.Q(("mood__in", ["light", "good", "mixed", "heavy"])), name="mood_known"),
                    models.CheckConstraint(condition=models.Q(("shifted_in_me__in", ["", "no", "little", "clear", "unknown"])), name="shifted_in_me_known"),
                ],
            },
        ),
        migrations.CreateModel(
            name="DebriefChoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("moments_allowed", models.BooleanField(default=False)),
                ("campaign", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="debrief_choice", to="campaigns.campaign")),
            ],
        ),
        migrations.RemoveConstraint(model_name="export", name="export_kind_known"),
        migrations.AlterField(
            model_name="export",
            name="kind",
            field=models.CharField(
                choices=[("outcomes", "outcome tables (suppressed)"), ("doors", "door totals"), ("report", "campaign report (PDF)")],
                max_length=8, verbose_name="contents",
            ),
        ),
        migrations.AddConstraint(
            model_name="export",
            constraint=models.CheckConstraint(condition=models.Q(("kind__in", ["outcomes", "doors", "report"])), name="export_kind_known"),
        ),
    ]
