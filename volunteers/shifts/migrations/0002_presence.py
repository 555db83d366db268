import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Who is at the meeting place, who is back, and the last thing done to everybody at once."""

    dependencies = [("shifts", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="signup", name="checked_in_at", field=models.DateTimeField(blank=True, null=True)
        ),
        migrations.AddField(
            model_name="signup", name="checked_out_at", field=models.DateTimeField(blank=True, null=True)
        ),
        migrations.AddConstraint(
            model_name="signup",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("checked_out_at", None),
                    models.Q(("checked_in_at__isnull", False), ("checked_out_at__gte", models.F("checked_in_at"))),
                    _connector="OR",
                ),
                name="checked_out_after_checked_in",
            ),
        ),
        migrations.CreateModel(
            name="RollCallAct",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "deed",
                    models.CharField(
                        choices=[("present", "everyone present"), ("back", "everyone checked out")], max_length=7
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "shift",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="roll_call_act", to="shifts.shift"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("deed__in", ["present", "back"])), name="roll_call_deed_known"
                    )
                ],
            },
        ),
    ]
