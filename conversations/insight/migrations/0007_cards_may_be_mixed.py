"""The daily mixing of cards rewrites their table, which needs the right to truncate it."""

from django.db import migrations

TABLE = "insight_cardcode"
IF_THERE = """
DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'canvass_app') THEN
        {deed};
    END IF;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("insight", "0006_resident_cards")]

    operations = [
        migrations.RunSQL(
            IF_THERE.format(deed=f"GRANT TRUNCATE ON {TABLE} TO canvass_app"),
            IF_THERE.format(deed=f"REVOKE TRUNCATE ON {TABLE} FROM canvass_app"),
        ),
    ]
