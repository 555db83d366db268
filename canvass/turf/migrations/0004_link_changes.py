from __future__ import annotations

import django.contrib.gis.db.models.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial"), ("places", "0001_initial"), ("turf", "0003_edits_by_hand")]

    operations = [
        migrations.CreateModel(
            name='LinkChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('added', 'way added'), ('blocked', 'way closed')], max_length=7)),
                ('line', django.contrib.gis.db.models.fields.LineStringField(blank=True, null=True, srid=4326)),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='what is there')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('lifted_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-created_at'],
            },
        ),
        migrations.AddField(
            model_name='linkchange',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='link_changes', to='people.organisation'),
        ),
        migrations.AddField(
            model_name='linkchange',
            name='segment',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='places.streetsegment'),
        ),
        migrations.AddConstraint(
            model_name='linkchange',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'added'), ('line__isnull', False), ('segment__isnull', True)), models.Q(('kind', 'blocked'), ('line__isnull', True), ('segment__isnull', False)), _connector='OR'), name='link_change_has_its_place'),
        ),
        migrations.AddConstraint(
            model_name='linkchange',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'blocked'), ('lifted_at', None)), fields=('organisation', 'segment'), name='segment_closed_once'),
        ),
    ]
