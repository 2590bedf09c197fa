"""Links the events there are, oldest first, and sets the guards."""

from django.db import migrations

from parindex.audit.guards import install_guards
from parindex.audit.links import BEGINNING, link_of

BATCH = 500


def link_existing(apps, schema_editor):
    event_model = apps.get_model("audit", "AuditEvent")
    position, link = 0, BEGINNING
    while events := list(event_model.objects.filter(link="").order_by("id")[:BATCH]):
        for event in events:
            position += 1
            link = link_of(link, event, position)
            event.position, event.link = position, link
        event_model.objects.bulk_update(events, ["position", "link"], batch_size=100)
    apps.get_model("audit", "ChainHead").objects.create(pk=1, position=position, link=link)


def guard(apps, schema_editor):
    install_guards(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ("audit", "0002_chain"),
    ]

    operations = [
        migrations.RunPython(link_existing, migrations.RunPython.noop),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
