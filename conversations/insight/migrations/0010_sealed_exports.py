"""Exports in several formats, each sealed under a key of its own."""

from django.db import migrations, models

# Files of before lie plain on the disk: they are no longer offered, and the hourly round deletes what has no key.
TAKE_PLAIN_FILES_AWAY = """
    UPDATE insight_export SET file_name = '', format = CASE kind WHEN 'report' THEN 'pdf' ELSE 'csv' END
"""


# A kind that the code of before does not know.
TAKE_RECORDS_AWAY = "DELETE FROM insight_export WHERE kind = 'records'"


class Migration(migrations.Migration):
    dependencies = [("insight", "0009_margins_and_weeks")]

    operations = [
        migrations.AddIndex(
            model_name="conversation", index=models.Index(fields=["campaign", "id"], name="conversation_in_order")
        ),
        migrations.RemoveConstraint(model_name="export", name="export_kind_known"),
        migrations.AddField(
            model_name="export", name="batch", field=models.PositiveIntegerField(editable=False, null=True)
        ),
        migrations.AddField(model_name="export", name="wrapped_key", field=models.BinaryField(null=True)),
        migrations.AddField(
            model_name="export",
            name="format",
            field=models.CharField(
                choices=[
                    ("xlsx", "Excel workbook (XLSX)"), ("csv", "CSV"), ("geojson", "map (GeoJSON)"), ("pdf", "PDF"),
                ],
                default="csv",
                max_length=7,
                verbose_name="kind of file",
            ),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="export",
            name="kind",
            field=models.CharField(
                choices=[
                    ("outcomes", "outcome tables (suppressed)"),
                    ("doors", "door totals"),
                    ("report", "campaign report (PDF)"),
                    ("records", "single conversations (de-identified)"),
                ],
                max_length=8,
                verbose_name="contents",
            ),
        ),
        migrations.RunSQL(TAKE_PLAIN_FILES_AWAY, TAKE_RECORDS_AWAY),
        migrations.AddConstraint(
            model_name="export",
            constraint=models.CheckConstraint(
                condition=models.Q(kind="report", format="pdf")
                | models.Q(kind__in=["outcomes", "records"], format__in=["csv", "xlsx"])
                | models.Q(kind="doors", format__in=["csv", "xlsx", "geojson"]),
                name="export_format_fits_its_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="export",
            constraint=models.CheckConstraint(
                condition=models.Q(file_name="") | models.Q(wrapped_key__isnull=False),
                name="export_can_be_read_while_it_is_there",
            ),
        ),
    ]
