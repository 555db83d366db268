from __future__ import annotations

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [('people', '0001_initial'), ('topics', '0001_initial')]

    operations = [
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(choices=[('statement', 'Statement'), ('step', 'Step'), ('value', 'Value'), ('concern', 'Concern'), ('prejudice', 'Prejudice')], max_length=9)),
                ('subject_id', models.BigIntegerField()),
                ('before_nl', models.CharField(max_length=200)),
                ('before_en', models.CharField(blank=True, max_length=200)),
                ('after_nl', models.CharField(max_length=200)),
                ('after_en', models.CharField(blank=True, max_length=200)),
                ('alike_percent', models.PositiveSmallIntegerField()),
                ('at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='GuideOffer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('open', 'offered'), ('accepted', 'shown to everybody below'), ('declined', 'declined')], default='open', max_length=8)),
                ('offered_at', models.DateTimeField(auto_now_add=True)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-offered_at'],
            },
        ),
        migrations.AlterModelOptions(
            name='guideversion',
            options={'ordering': ['-version']},
        ),
        migrations.AlterModelOptions(
            name='statement',
            options={'ordering': ['-version']},
        ),
        migrations.AddField(
            model_name='concern',
            name='retired_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='guide',
            name='archived_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='guide',
            name='based_on',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='forks', to='topics.guideversion'),
        ),
        migrations.AddField(
            model_name='guidestep',
            name='kind',
            field=models.CharField(choices=[('introduction', 'Introduction and permission'), ('opening', 'Opening number'), ('experience', "The resident's experience"), ('own_story', 'Your own story'), ('perspective', 'Another perspective'), ('value', 'Shared value'), ('tension', 'Number beside the value'), ('stance', 'Where we stand'), ('closing', 'Closing number'), ('thanks', 'Thanks and card')], default='experience', max_length=12),
        ),
        migrations.AddField(
            model_name='guideversion',
            name='note',
            field=models.CharField(blank=True, max_length=120, verbose_name='what changed'),
        ),
        migrations.AddField(
            model_name='guideversion',
            name='replaced_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='prejudice',
            name='retired_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='sharedvalue',
            name='retired_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='statement',
            name='locked_at',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='topic',
            name='archived_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name='statement',
            name='hoped_direction',
            field=models.SmallIntegerField(choices=[(1, 'towards 10'), (-1, 'towards 0')], default=1),
        ),
        migrations.AddIndex(
            model_name='correction',
            index=models.Index(fields=['subject', 'subject_id'], name='correction_by_subject'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(('subject__in', ['statement', 'step', 'value', 'concern', 'prejudice'])), name='correction_subject_known'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(('alike_percent__range', (80, 100))), name='correction_is_alike'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(('before_en', models.F('after_en')), ('before_nl', models.F('after_nl')), _negated=True), name='correction_changes_something'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='correction',
            trigger=pgtrigger.compiler.Trigger(name='correction_is_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d74f2a260d5bdb336d3321e27efc9e546f292e6c', operation='UPDATE OR DELETE', pgid='pgtrigger_correction_is_kept_26aca', table='topics_correction', when='BEFORE')),
        ),
        migrations.AddField(
            model_name='guideoffer',
            name='guide',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='offers', to='topics.guide'),
        ),
        migrations.AddField(
            model_name='guideoffer',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='guide_offers', to='people.organisation'),
        ),
        migrations.AddConstraint(
            model_name='guideoffer',
            constraint=models.UniqueConstraint(fields=('guide', 'organisation'), name='guide_offered_once'),
        ),
        migrations.AddConstraint(
            model_name='guideoffer',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['open', 'accepted', 'declined'])), name='guide_offer_state_known'),
        ),
        migrations.AddConstraint(
            model_name='guideoffer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('answered_at__isnull', False)), _connector='OR'), name='guide_offer_answered_has_time'),
        ),
    ]
