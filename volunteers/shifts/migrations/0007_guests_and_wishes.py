import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    """Who walks along without an account or without data, and with whom people like to walk."""

    dependencies = [
        ("shifts", "0006_places_kept"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("duomember", "observes", models.BooleanField(default=False)),
        migrations.AlterField(
            "shiftpass",
            "volunteer",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.CreateModel(
            name="Guest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40, verbose_name="first name")),
                ("observes", models.BooleanField(default=False)),
                ("checked_in_at", models.DateTimeField(blank=True, null=True)),
                ("checked_out_at", models.DateTimeField(blank=True, null=True)),
                (
                    "duo",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="guests",
                        to="shifts.duo",
                    ),
                ),
                (
                    "shift",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="guests", to="shifts.shift"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(checked_out_at=None)
                        | Q(checked_in_at__isnull=False, checked_out_at__gte=F("checked_in_at")),
                        name="guest_checked_out_after_checked_in",
                    ),
                    models.CheckConstraint(condition=~Q(name=""), name="guest_has_a_name"),
                ]
            },
        ),
        migrations.CreateModel(
            name="DuoWish",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("with", "with"), ("not", "rather not with")], max_length=4)),
                (
                    "about",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.organisation"
                    ),
                ),
                (
                    "wisher",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="duo_wishes",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("organisation", "wisher", "about"), name="one_wish_about_one_person"
                    ),
                    models.CheckConstraint(condition=~Q(wisher=F("about")), name="no_wish_about_oneself"),
                    models.CheckConstraint(condition=Q(kind__in=["with", "not"]), name="duo_wish_kind_known"),
                ]
            },
        ),
    ]
