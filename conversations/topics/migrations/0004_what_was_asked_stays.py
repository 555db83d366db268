from __future__ import annotations

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('topics', '0003_steps_have_kinds')]

    operations = [
        migrations.RemoveConstraint(
            model_name='guidestep',
            name='guide_step_position_once',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='concern',
            trigger=pgtrigger.compiler.Trigger(name='used_concern_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT 1 FROM topics_statement s JOIN topics_topic t ON t.id = s.topic_id\n                WHERE t.id = OLD.topic_id AND (s.locked_at IS NOT NULL OR EXISTS (\n    SELECT 1 FROM campaigns_campaign c WHERE c.statement_id = s.id AND c.starts_on <= (now() AT TIME ZONE 'Europe/Amsterdam')::date))\n            ) THEN\n                IF TG_OP = 'DELETE'\n                    OR to_jsonb(OLD) - '{text_nl,text_en,position,retired_at}'::text[]\n                        <> to_jsonb(NEW) - '{text_nl,text_en,position,retired_at}'::text[]\n                    OR ((OLD.text_nl, OLD.text_en) <> (NEW.text_nl, NEW.text_en) AND NOT EXISTS (\n        SELECT 1 FROM topics_correction k\n        WHERE k.subject = 'concern' AND k.subject_id = OLD.id\n            AND k.before_nl = OLD.text_nl AND k.before_en = OLD.text_en\n            AND k.after_nl = NEW.text_nl AND k.after_en = NEW.text_en))\n                THEN\n                    RAISE EXCEPTION 'a word of a topic in use never changes' USING ERRCODE = 'check_violation';\n                END IF;\n            END IF;\n            IF TG_OP = 'DELETE' THEN\n                RETURN OLD;\n            END IF;\n            RETURN NEW;\n        ", hash='039b8c99cacd1e03ea362d9d93cff5d63648ecc1', operation='UPDATE OR DELETE', pgid='pgtrigger_used_concern_never_changes_6bb3c', table='topics_concern', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='guidestep',
            trigger=pgtrigger.compiler.Trigger(name='published_step_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF EXISTS (\n            SELECT 1 FROM topics_guideversion v\n            WHERE v.id IN (OLD.version_id, NEW.version_id) AND v.published_at IS NOT NULL\n        ) THEN\n            IF TG_OP <> 'UPDATE'\n                OR to_jsonb(OLD) - '{text_nl,text_en}'::text[] <> to_jsonb(NEW) - '{text_nl,text_en}'::text[]\n                OR NOT EXISTS (\n        SELECT 1 FROM topics_correction k\n        WHERE k.subject = 'step' AND k.subject_id = OLD.id\n            AND k.before_nl = OLD.text_nl AND k.before_en = OLD.text_en\n            AND k.after_nl = NEW.text_nl AND k.after_en = NEW.text_en)\n            THEN\n                RAISE EXCEPTION 'a published guide never changes' USING ERRCODE = 'check_violation';\n            END IF;\n        END IF;\n        IF TG_OP = 'DELETE' THEN\n            RETURN OLD;\n        END IF;\n        RETURN NEW;\n    ", hash='91d62fbfeab7c1e6c296f8cbb0714ec7683e7c33', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_published_step_never_changes_c2aae', table='topics_guidestep', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='guideversion',
            trigger=pgtrigger.compiler.Trigger(name='published_version_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."published_at" IS NOT NULL)', func="\n        IF TG_OP = 'UPDATE' AND OLD.replaced_at IS NULL\n            AND to_jsonb(OLD) - 'replaced_at' = to_jsonb(NEW) - 'replaced_at'\n        THEN\n            RETURN NEW;\n        END IF;\n        RAISE EXCEPTION 'a published guide never changes' USING ERRCODE = 'check_violation';\n    ", hash='6f2f52ed87d34a3645e1a9eab610c8806a7dba73', operation='UPDATE OR DELETE', pgid='pgtrigger_published_version_never_changes_e1aa4', table='topics_guideversion', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='prejudice',
            trigger=pgtrigger.compiler.Trigger(name='used_prejudice_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT 1 FROM topics_statement s JOIN topics_topic t ON t.id = s.topic_id\n                WHERE t.id = OLD.topic_id AND (s.locked_at IS NOT NULL OR EXISTS (\n    SELECT 1 FROM campaigns_campaign c WHERE c.statement_id = s.id AND c.starts_on <= (now() AT TIME ZONE 'Europe/Amsterdam')::date))\n            ) THEN\n                IF TG_OP = 'DELETE'\n                    OR to_jsonb(OLD) - '{text_nl,text_en,position,retired_at}'::text[]\n                        <> to_jsonb(NEW) - '{text_nl,text_en,position,retired_at}'::text[]\n                    OR ((OLD.text_nl, OLD.text_en) <> (NEW.text_nl, NEW.text_en) AND NOT EXISTS (\n        SELECT 1 FROM topics_correction k\n        WHERE k.subject = 'prejudice' AND k.subject_id = OLD.id\n            AND k.before_nl = OLD.text_nl AND k.before_en = OLD.text_en\n            AND k.after_nl = NEW.text_nl AND k.after_en = NEW.text_en))\n                THEN\n                    RAISE EXCEPTION 'a word of a topic in use never changes' USING ERRCODE = 'check_violation';\n                END IF;\n            END IF;\n            IF TG_OP = 'DELETE' THEN\n                RETURN OLD;\n            END IF;\n            RETURN NEW;\n        ", hash='25501c1aa0f8f0bb139f55b166bddd0a1dc360f6', operation='UPDATE OR DELETE', pgid='pgtrigger_used_prejudice_never_changes_4039c', table='topics_prejudice', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sharedvalue',
            trigger=pgtrigger.compiler.Trigger(name='used_value_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT 1 FROM topics_statement s JOIN topics_topic t ON t.id = s.topic_id\n                WHERE t.organisation_id = OLD.organisation_id AND (s.locked_at IS NOT NULL OR EXISTS (\n    SELECT 1 FROM campaigns_campaign c WHERE c.statement_id = s.id AND c.starts_on <= (now() AT TIME ZONE 'Europe/Amsterdam')::date))\n            ) THEN\n                IF TG_OP = 'DELETE'\n                    OR to_jsonb(OLD) - '{text_nl,text_en,position,retired_at}'::text[]\n                        <> to_jsonb(NEW) - '{text_nl,text_en,position,retired_at}'::text[]\n                    OR ((OLD.text_nl, OLD.text_en) <> (NEW.text_nl, NEW.text_en) AND NOT EXISTS (\n        SELECT 1 FROM topics_correction k\n        WHERE k.subject = 'value' AND k.subject_id = OLD.id\n            AND k.before_nl = OLD.text_nl AND k.before_en = OLD.text_en\n            AND k.after_nl = NEW.text_nl AND k.after_en = NEW.text_en))\n                THEN\n                    RAISE EXCEPTION 'a word of a topic in use never changes' USING ERRCODE = 'check_violation';\n                END IF;\n            END IF;\n            IF TG_OP = 'DELETE' THEN\n                RETURN OLD;\n            END IF;\n            RETURN NEW;\n        ", hash='c732d6a50635e93f98937674aa27baf56daac5cb', operation='UPDATE OR DELETE', pgid='pgtrigger_used_value_never_changes_c1471', table='topics_sharedvalue', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='used_statement_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF EXISTS (SELECT 1 FROM topics_statement s WHERE s.id = OLD.id AND (s.locked_at IS NOT NULL OR EXISTS (\n    SELECT 1 FROM campaigns_campaign c WHERE c.statement_id = s.id AND c.starts_on <= (now() AT TIME ZONE 'Europe/Amsterdam')::date))) THEN\n            IF TG_OP = 'DELETE'\n                OR to_jsonb(OLD) - '{text_nl,text_en,locked_at}'::text[]\n                    <> to_jsonb(NEW) - '{text_nl,text_en,locked_at}'::text[]\n                OR (OLD.locked_at IS NOT NULL AND NEW.locked_at IS DISTINCT FROM OLD.locked_at)\n                OR ((OLD.text_nl, OLD.text_en) <> (NEW.text_nl, NEW.text_en) AND NOT EXISTS (\n        SELECT 1 FROM topics_correction k\n        WHERE k.subject = 'statement' AND k.subject_id = OLD.id\n            AND k.before_nl = OLD.text_nl AND k.before_en = OLD.text_en\n            AND k.after_nl = NEW.text_nl AND k.after_en = NEW.text_en))\n            THEN\n                RAISE EXCEPTION 'a statement that a started campaign uses never changes' USING ERRCODE = 'check_violation';\n            END IF;\n        END IF;\n        IF TG_OP = 'DELETE' THEN\n            RETURN OLD;\n        END IF;\n        RETURN NEW;\n    ", hash='96b3d52a0b23e8e3a30b3a998615432efcfd8570', operation='UPDATE OR DELETE', pgid='pgtrigger_used_statement_never_changes_5f0ad', table='topics_statement', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='guidestep',
            constraint=models.UniqueConstraint(deferrable=models.Deferrable.DEFERRED, fields=('version', 'position'), name='guide_step_position_once'),
        ),
        migrations.AddConstraint(
            model_name='guidestep',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['introduction', 'opening', 'experience', 'own_story', 'perspective', 'value', 'tension', 'stance', 'closing', 'thanks'])), name='guide_step_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='guidestep',
            constraint=models.CheckConstraint(condition=models.Q(('text_en__length__lte', 90), ('text_nl__length__lte', 90)), name='guide_step_fits_the_phone'),
        ),
        migrations.AddConstraint(
            model_name='guidestep',
            constraint=models.CheckConstraint(condition=models.Q(('logged', False), models.Q(('text_en__length__lte', 40), ('text_nl__length__lte', 40)), _connector='OR'), name='guide_step_fits_its_button'),
        ),
        migrations.AddConstraint(
            model_name='guideversion',
            constraint=models.UniqueConstraint(condition=models.Q(('published_at', None)), fields=('guide',), name='one_draft_of_a_guide'),
        ),
        migrations.AddConstraint(
            model_name='guideversion',
            constraint=models.UniqueConstraint(condition=models.Q(('published_at__isnull', False), ('replaced_at', None)), fields=('guide',), name='one_published_version_of_a_guide'),
        ),
        migrations.AddConstraint(
            model_name='guideversion',
            constraint=models.CheckConstraint(condition=models.Q(('replaced_at', None), ('published_at__isnull', False), _connector='OR'), name='guide_draft_is_not_replaced'),
        ),
        migrations.AddConstraint(
            model_name='guideversion',
            constraint=models.CheckConstraint(condition=models.Q(('version__gte', 1)), name='guide_versions_from_one'),
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.CheckConstraint(condition=models.Q(('version__gte', 1)), name='statement_versions_from_one'),
        ),
    ]
