from django.db import migrations, models
from django.db.models import Q

DEEDS = [
    ("present", "everyone present"),
    ("back", "everyone checked out"),
    ("ticked", "ticks on the list"),
    ("walked_in", "a guest came in"),
    ("duos", "duos made"),
    ("moved", "somebody moved to another duo"),
    ("rematched", "duos made anew"),
    ("handed_out", "turf handed out"),
    ("taken_back", "turf taken back"),
]


def forget_acts(apps, schema_editor):
    """Going back: the older table knows two deeds only. Nothing is lost but an undo."""
    apps.get_model("shifts", "RollCallAct").objects.all().delete()


class Migration(migrations.Migration):
    """Whatever was done last to an evening can be taken back."""

    dependencies = [("shifts", "0007_guests_and_wishes")]

    operations = [
        migrations.RemoveConstraint("rollcallact", "roll_call_deed_known"),
        migrations.AddField("rollcallact", "changes", models.JSONField(default=dict)),
        migrations.AlterField("rollcallact", "deed", models.CharField(choices=DEEDS, max_length=10)),
        migrations.AddConstraint(
            "rollcallact",
            models.CheckConstraint(condition=Q(deed__in=[deed for deed, _words in DEEDS]), name="evening_deed_known"),
        ),
        # Last, so that going back begins with it.
        migrations.RunPython(migrations.RunPython.noop, forget_acts),
    ]
