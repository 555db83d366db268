from __future__ import annotations

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.lookups
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('people', '0001_initial'),
        ('topics', '0005_prompts_are_searched'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Item',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('briefing', 'Topic briefing'), ('checklist', 'Checklist for a first shift'), ('lesson', 'Short lesson'), ('practice', 'Practice cards')], max_length=9, verbose_name='kind')),
                ('place', models.PositiveSmallIntegerField(default=100, verbose_name='place in the order')),
                ('origin', models.CharField(blank=True, editable=False, max_length=200)),
                ('licence', models.CharField(blank=True, editable=False, max_length=20)),
                ('archived_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.AddField(
            model_name='guide',
            name='origin',
            field=models.CharField(blank=True, editable=False, max_length=200),
        ),
        migrations.AddField(
            model_name='guide',
            name='licence',
            field=models.CharField(blank=True, editable=False, max_length=20),
        ),
        migrations.CreateModel(
            name='ItemOffer',
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
        migrations.CreateModel(
            name='ItemVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField()),
                ('title_nl', models.CharField(blank=True, max_length=80, verbose_name='title (Dutch)')),
                ('title_en', models.CharField(blank=True, max_length=80, verbose_name='title (English)')),
                ('parts', models.JSONField(default=list)),
                ('note', models.CharField(blank=True, max_length=120, verbose_name='what changed')),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('replaced_at', models.DateTimeField(blank=True, null=True)),
                ('search', models.GeneratedField(db_persist=True, expression=django.db.models.expressions.RawSQL("setweight(to_tsvector('dutch', title_nl), 'A') || setweight(to_tsvector('dutch', jsonb_path_query_array(parts, 'strict $.**.nl')), 'B') || setweight(to_tsvector('english', title_en), 'A') || setweight(to_tsvector('english', jsonb_path_query_array(parts, 'strict $.**.en')), 'B')", []), output_field=django.contrib.postgres.search.SearchVectorField())),
            ],
            options={
                'ordering': ['-version'],
            },
        ),
        migrations.CreateModel(
            name='LessonDone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name='Mark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('evidence', models.CharField(choices=[('experience', 'own experience'), ('debrief', 'told in debriefs'), ('randomised', 'randomised comparison')], max_length=10, verbose_name='what this rests on')),
                ('note', models.CharField(max_length=300, verbose_name='what worked, and where')),
                ('on', models.DateField(auto_now=True)),
            ],
            options={
                'ordering': ['-on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Tick',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40)),
                ('on', models.DateField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name='WaitingFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('document', models.JSONField()),
                ('sent_at', models.DateTimeField(auto_now=True)),
            ],
        ),
        migrations.AddField(
            model_name='item',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='people.organisation'),
        ),
        migrations.AddField(
            model_name='item',
            name='topic',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='items', to='topics.topic'),
        ),
        migrations.AddField(
            model_name='itemoffer',
            name='item',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='offers', to='topics.item'),
        ),
        migrations.AddField(
            model_name='itemoffer',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='item_offers', to='people.organisation'),
        ),
        migrations.AddField(
            model_name='itemversion',
            name='item',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='topics.item'),
        ),
        migrations.AddField(
            model_name='item',
            name='based_on',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='forks', to='topics.itemversion'),
        ),
        migrations.AddField(
            model_name='lessondone',
            name='item',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='done_by', to='topics.item'),
        ),
        migrations.AddField(
            model_name='lessondone',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lessons_done', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='mark',
            name='guide',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='marks', to='topics.guide'),
        ),
        migrations.AddField(
            model_name='mark',
            name='item',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='marks', to='topics.item'),
        ),
        migrations.AddField(
            model_name='mark',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='marks', to='people.organisation'),
        ),
        migrations.AddField(
            model_name='tick',
            name='item',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ticks', to='topics.item'),
        ),
        migrations.AddField(
            model_name='tick',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ticks', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='waitingfile',
            name='user',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='waiting_file', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='itemoffer',
            constraint=models.UniqueConstraint(fields=('item', 'organisation'), name='item_offered_once'),
        ),
        migrations.AddConstraint(
            model_name='itemoffer',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['open', 'accepted', 'declined'])), name='item_offer_state_known'),
        ),
        migrations.AddConstraint(
            model_name='itemoffer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('answered_at__isnull', False)), _connector='OR'), name='item_offer_answered_has_time'),
        ),
        migrations.AddIndex(
            model_name='itemversion',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search'], name='item_words'),
        ),
        migrations.AddIndex(
            model_name='itemversion',
            index=models.Index(condition=models.Q(('published_at__isnull', False), ('replaced_at', None)), fields=['item'], name='item_now'),
        ),
        migrations.AddConstraint(
            model_name='itemversion',
            constraint=models.UniqueConstraint(fields=('item', 'version'), name='item_version_once'),
        ),
        migrations.AddConstraint(
            model_name='itemversion',
            constraint=models.UniqueConstraint(condition=models.Q(('published_at', None)), fields=('item',), name='one_draft_of_an_item'),
        ),
        migrations.AddConstraint(
            model_name='itemversion',
            constraint=models.UniqueConstraint(condition=models.Q(('published_at__isnull', False), ('replaced_at', None)), fields=('item',), name='one_published_version_of_an_item'),
        ),
        migrations.AddConstraint(
            model_name='itemversion',
            constraint=models.CheckConstraint(condition=models.Q(('replaced_at', None), ('published_at__isnull', False), _connector='OR'), name='item_draft_is_not_replaced'),
        ),
        migrations.AddConstraint(
            model_name='itemversion',
            constraint=models.CheckConstraint(condition=models.Q(('version__gte', 1)), name='item_versions_from_one'),
        ),
        migrations.AddConstraint(
            model_name='itemversion',
            constraint=models.CheckConstraint(condition=models.Q(('title_en', ''), ('title_nl', ''), _negated=True), name='item_has_a_title'),
        ),
        migrations.AddConstraint(
            model_name='itemversion',
            constraint=models.CheckConstraint(condition=django.db.models.lookups.LessThanOrEqual(models.Func(django.db.models.functions.comparison.Cast('parts', models.TextField()), function='octet_length', output_field=models.IntegerField()), 200000), name='item_fits'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='itemversion',
            trigger=pgtrigger.compiler.Trigger(name='published_item_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."published_at" IS NOT NULL)', func="\n        IF TG_OP = 'UPDATE' AND OLD.replaced_at IS NULL\n            AND to_jsonb(OLD) - '{replaced_at,search}'::text[] = to_jsonb(NEW) - '{replaced_at,search}'::text[]\n        THEN\n            RETURN NEW;\n        END IF;\n        RAISE EXCEPTION 'a published item never changes' USING ERRCODE = 'check_violation';\n    ", hash='ee31bd3fa7958ee8e493e9d628eddecdae5ec859', operation='UPDATE OR DELETE', pgid='pgtrigger_published_item_never_changes_f121e', table='topics_itemversion', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='item',
            index=models.Index(fields=['organisation', 'kind', 'place'], name='item_by_organisation'),
        ),
        migrations.AddConstraint(
            model_name='item',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['briefing', 'checklist', 'lesson', 'practice'])), name='item_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='lessondone',
            constraint=models.UniqueConstraint(fields=('user', 'item'), name='lesson_done_once'),
        ),
        migrations.AddConstraint(
            model_name='mark',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('guide__isnull', False), ('item__isnull', True)), models.Q(('guide__isnull', True), ('item__isnull', False)), _connector='OR'), name='mark_is_about_one_thing'),
        ),
        migrations.AddConstraint(
            model_name='mark',
            constraint=models.UniqueConstraint(condition=models.Q(('item__isnull', False)), fields=('organisation', 'item'), name='one_mark_of_an_item'),
        ),
        migrations.AddConstraint(
            model_name='mark',
            constraint=models.UniqueConstraint(condition=models.Q(('guide__isnull', False)), fields=('organisation', 'guide'), name='one_mark_of_a_guide'),
        ),
        migrations.AddConstraint(
            model_name='mark',
            constraint=models.CheckConstraint(condition=models.Q(('evidence__in', ['experience', 'debrief', 'randomised'])), name='mark_evidence_known'),
        ),
        migrations.AddConstraint(
            model_name='mark',
            constraint=models.CheckConstraint(condition=models.Q(('note', ''), _negated=True), name='mark_has_a_note'),
        ),
        migrations.AddConstraint(
            model_name='tick',
            constraint=models.UniqueConstraint(fields=('user', 'item', 'code'), name='ticked_once'),
        ),
    ]
