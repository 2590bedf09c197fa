"""Taking framework files into the product."""

import hashlib
from pathlib import Path

from django.db import transaction

from parindex.audit.services import record_event
from parindex.editions.models import Edition
from parindex_core.framework import load_framework_text


def load_edition(path: Path) -> Edition:
    """Take a framework file in; a file already taken in is returned as it stands.

    :raises FrameworkInvalid: with every problem of the file; nothing is written.
    """
    return take_edition(path.read_text(encoding="utf-8"), path.name)


@transaction.atomic
def take_edition(source: str, name: str) -> Edition:
    """Take the text of a framework file in, as ``load_edition``; ``name`` for its problems.

    :raises FrameworkInvalid: with every problem of the text; nothing is written.
    """
    sha256 = hashlib.sha256(source.encode()).hexdigest()
    known = Edition.objects.filter(sha256=sha256).first()
    if known:
        return known
    framework = load_framework_text(source, name)
    edition = Edition.objects.create(
        key=framework.key,
        sha256=sha256,
        source=source,
        title=framework.title.vi,
        title_en=framework.title.en,
    )
    record_event(
        None, "load_edition", ("edition", edition.pk), after={"key": edition.key, "sha256": sha256}
    )
    return edition
