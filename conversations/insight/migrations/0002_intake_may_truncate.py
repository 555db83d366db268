"""The site's own role owns no table, yet the weekly intake rewrites two of them."""

from django.db import migrations

TABLES = "insight_conversation, insight_stagedconversation"
IF_THERE = """
DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'canvass_app') THEN
        {deed};
    END IF;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("insight", "0001_initial")]

    operations = [
        migrations.RunSQL(
            IF_THERE.format(deed=f"GRANT TRUNCATE ON {TABLES} TO canvass_app"),
            IF_THERE.format(deed=f"REVOKE TRUNCATE ON {TABLES} FROM canvass_app"),
        ),
    ]
