"""The words of directives as the database finds them."""

from django.db import migrations

from parindex.assignments.full_text import install_index


def install(apps, schema_editor):
    install_index(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ("assignments", "0006_papers_and_reviews"),
    ]

    operations = [
        migrations.RunPython(install, migrations.RunPython.noop),
    ]
