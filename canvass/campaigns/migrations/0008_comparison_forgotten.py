import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('campaigns', '0007_streets_held_and_handed_over'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='comparison',
            name='started_comparison_stays',
        ),
        migrations.AddField(
            model_name='comparison',
            name='drawn',
            field=models.JSONField(default=dict, editable=False),
        ),
        migrations.AddField(
            model_name='comparison',
            name='forgotten_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='comparison',
            trigger=pgtrigger.compiler.Trigger(name='started_comparison_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."started_at" IS NOT NULL)', func="\n        IF OLD.ended_at IS NULL AND to_jsonb(OLD) - 'ended_at' = to_jsonb(NEW) - 'ended_at' THEN\n            RETURN NEW;\n        END IF;\n        IF OLD.forgotten_at IS NULL AND NEW.forgotten_at IS NOT NULL\n            AND to_jsonb(OLD) - ARRAY['ended_at', 'forgotten_at', 'drawn', 'wrapped_seed']\n              = to_jsonb(NEW) - ARRAY['ended_at', 'forgotten_at', 'drawn', 'wrapped_seed']\n        THEN\n            RETURN NEW;\n        END IF;\n        RAISE EXCEPTION 'a started comparison never changes' USING ERRCODE = 'check_violation';\n    ", hash='5ef74a4f321effbfabe5df897d07ae2071fba4a8', operation='UPDATE', pgid='pgtrigger_started_comparison_stays_22503', table='campaigns_comparison', when='BEFORE')),
        ),
    ]
