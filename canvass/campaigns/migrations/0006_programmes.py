import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('campaigns', '0005_own_planning_numbers'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Programme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, verbose_name='name')),
                ('first_year', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(2000), django.core.validators.MaxValueValidator(2100)], verbose_name='first year')),
                ('last_year', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(2000), django.core.validators.MaxValueValidator(2100)], verbose_name='last year')),
            ],
            options={
                'ordering': ['-first_year', 'name'],
            },
        ),
        migrations.CreateModel(
            name='ProgrammeGoal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='goal')),
                ('measure', models.CharField(choices=[('conversations', 'conversations'), ('doors', 'doors'), ('shifts', 'shifts'), ('volunteers', 'volunteers'), ('neighbourhoods', 'neighbourhoods')], max_length=14, verbose_name='counted in')),
                ('target', models.PositiveIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(10000000)], verbose_name='how many')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.AddField(
            model_name='programme',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='programmes', to='people.organisation'),
        ),
        migrations.AddField(
            model_name='campaign',
            name='programme',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='campaigns', to='campaigns.programme'),
        ),
        migrations.AddField(
            model_name='programmegoal',
            name='programme',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='goals', to='campaigns.programme'),
        ),
        migrations.AddConstraint(
            model_name='programme',
            constraint=models.UniqueConstraint(fields=('organisation', 'name'), name='programme_name_once'),
        ),
        migrations.AddConstraint(
            model_name='programme',
            constraint=models.CheckConstraint(condition=models.Q(('last_year__gte', models.F('first_year'))), name='programme_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='programme',
            constraint=models.CheckConstraint(condition=models.Q(('first_year__gte', 2000), ('last_year__lte', 2100)), name='programme_years_sane'),
        ),
        migrations.AddConstraint(
            model_name='programmegoal',
            constraint=models.UniqueConstraint(fields=('programme', 'name'), name='programme_goal_name_once'),
        ),
        migrations.AddConstraint(
            model_name='programmegoal',
            constraint=models.CheckConstraint(condition=models.Q(('measure__in', ['conversations', 'doors', 'shifts', 'volunteers', 'neighbourhoods'])), name='programme_goal_measure_known'),
        ),
        migrations.AddConstraint(
            model_name='programmegoal',
            constraint=models.CheckConstraint(condition=models.Q(('target__gte', 1)), name='programme_goal_has_a_target'),
        ),
    ]
