import uuid

import django.contrib.gis.db.models.fields
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Series, meeting places on the map, how many are wanted, and addresses for calendar apps."""

    dependencies = [
        ("campaigns", "0001_initial"),
        ("people", "0001_initial"),
        ("shifts", "0004_second_safety_phone"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name="MeetingPlace",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, verbose_name="name")),
                ("point", django.contrib.gis.db.models.fields.PointField(srid=4326, verbose_name="point on the map")),
                ("accessible", models.BooleanField(blank=True, null=True, verbose_name="without steps")),
                ("covered", models.BooleanField(blank=True, null=True, verbose_name="dry when it rains")),
                ("toilets", models.BooleanField(blank=True, null=True, verbose_name="toilets")),
                ("how_to_find", models.CharField(blank=True, max_length=160, verbose_name="how to find it")),
            ],
            options={
                "ordering": ["name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ShiftSeries",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("every_weeks", models.PositiveSmallIntegerField(blank=True, null=True)),
            ],
        ),
        migrations.AddField(
            model_name="shift",
            name="changed_at",
            field=models.DateTimeField(auto_now=True),
        ),
        migrations.AddField(
            model_name="shift",
            name="wanted",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="people you want at the doors"),
        ),
        migrations.AddField(
            model_name="calendarfeed",
            name="campaign",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="campaigns.campaign",
            ),
        ),
        migrations.AddField(
            model_name="calendarfeed",
            name="owner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="calendar_feeds", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="meetingplace",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="meeting_places", to="people.organisation"
            ),
        ),
        migrations.AddField(
            model_name="shift",
            name="place",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="shifts",
                to="shifts.meetingplace",
            ),
        ),
        migrations.AddField(
            model_name="shiftseries",
            name="campaign",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="shift_series", to="campaigns.campaign"
            ),
        ),
        migrations.AddField(
            model_name="shift",
            name="series",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="shifts",
                to="shifts.shiftseries",
            ),
        ),
        migrations.AddIndex(
            model_name="shift",
            index=models.Index(fields=["starts_at"], name="shift_by_start"),
        ),
        migrations.AddConstraint(
            model_name="calendarfeed",
            constraint=models.UniqueConstraint(
                fields=("owner", "campaign"), name="one_calendar_feed_per_person_and_campaign", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="meetingplace",
            constraint=models.UniqueConstraint(
                models.F("organisation"), django.db.models.functions.text.Lower("name"), name="meeting_place_name_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="shiftseries",
            constraint=models.CheckConstraint(
                condition=models.Q(("every_weeks", None), ("every_weeks__in", [1, 2]), _connector="OR"),
                name="series_every_one_or_two_weeks",
            ),
        ),
    ]
