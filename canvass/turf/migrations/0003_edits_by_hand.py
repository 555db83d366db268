from __future__ import annotations

import django.contrib.gis.db.models.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("turf", "0002_plan_options")]

    operations = [
        migrations.CreateModel(
            name='PlanEdit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('kind', models.CharField(choices=[('bisect', 'split in two'), ('merge', 'joined'), ('move', 'street side moved'), ('lock', 'locked'), ('unlock', 'unlocked'), ('recut', 'rest divided again'), ('rename', 'renamed')], max_length=6)),
                ('before', models.JSONField()),
                ('after', models.JSONField()),
                ('made_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.AddField(
            model_name='turf',
            name='locked',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='turfplan',
            name='edits_done',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='planedit',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='edits', to='turf.turfplan'),
        ),
        migrations.AddConstraint(
            model_name='planedit',
            constraint=models.UniqueConstraint(fields=('plan', 'position'), name='plan_edit_position_once'),
        ),
        migrations.AddConstraint(
            model_name='planedit',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['bisect', 'merge', 'move', 'lock', 'unlock', 'recut', 'rename'])), name='plan_edit_kind_known'),
        ),
    ]
