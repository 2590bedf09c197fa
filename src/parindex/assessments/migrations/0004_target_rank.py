from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0003_entry_ends"),
    ]

    operations = [
        migrations.AddField(
            model_name="assessment",
            name="target_rank",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(("target_rank__isnull", True), ("target_rank__gte", 1), _connector="OR"),
                name="assessment_target_rank_from_one",
            ),
        ),
    ]
