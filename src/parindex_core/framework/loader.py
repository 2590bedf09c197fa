"""Loading an edition strictly: everything that is wrong with it is said at once."""

from pathlib import Path

from parindex_core.framework.document import MAX_BYTES, decode, read_document
from parindex_core.framework.model import Adjustment, Framework, Grade
from parindex_core.framework.node_loader import NodeLoader, check_sum
from parindex_core.framework.place import Place
from parindex_core.framework.problems import FrameworkInvalid, Problem
from parindex_core.framework.vocabulary import STATUSES

_REQUIRED = ("key", "title", "status", "legal_basis", "total", "areas")
_OPTIONAL = ("year", "notice", "supersedes", "directive", "bonus", "penalty", "grades")
YEARS = range(2000, 2101)


def load_framework(path: Path) -> Framework:
    """The edition in a file; raises FrameworkInvalid with every problem, OSError if unreadable."""
    problems: list[Problem] = []
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    text = decode(data, str(path), problems)
    if text is None:
        raise FrameworkInvalid(problems)
    return load_framework_text(text, str(path))


def load_framework_text(text: str, name: str) -> Framework:
    """The edition in a text; `name` stands for the file in problems."""
    problems: list[Problem] = []
    document = read_document(text, name, problems)
    framework = None
    if document is not None:
        framework = _read_framework(Place(document, "", 1, name, problems))
    if problems or framework is None:
        raise FrameworkInvalid(problems)
    return framework


def _read_framework(place: Place) -> Framework | None:
    keys = place.keys(_REQUIRED, _OPTIONAL)
    key = keys["key"].edition_key() if "key" in keys else None
    title = keys["title"].label() if "title" in keys else None
    basis = keys["legal_basis"].label() if "legal_basis" in keys else None
    status = keys["status"].one_of(STATUSES, "status") if "status" in keys else None
    notice = keys["notice"].label() if "notice" in keys else None
    supersedes = keys["supersedes"].edition_key() if "supersedes" in keys else None
    directive = keys["directive"].text() if "directive" in keys else None
    total = keys["total"].decimal() if "total" in keys else None
    if status == "template" and "notice" not in keys:
        keys["status"].report(
            "a template has no notice that it is not official", "Add notice: with vi: and en:"
        )
    nodes = NodeLoader()
    area_places = keys["areas"].items() if "areas" in keys else ()
    areas = [nodes.read(item, 1, None) for item in area_places]
    adjustments = _read_adjustments(nodes, keys)
    grades = _read_grades(keys["grades"]) if "grades" in keys else ()
    if total is not None and areas:
        check_sum(keys["areas"], total, areas, "the areas' maxima", "total")
    if not (key and title and basis and status) or total is None or place.problems:
        return None
    return Framework(
        key=key,
        title=title,
        status=status,
        legal_basis=basis,
        total=total,
        areas=tuple(area.node for area in areas if area.node is not None),
        year=_read_year(keys["year"]) if "year" in keys else None,
        notice=notice,
        supersedes=supersedes,
        directive=directive,
        adjustments=adjustments,
        grades=grades,
    )


def _read_year(place: Place) -> int | None:
    year = place.decimal(0)
    if year is not None and int(year) not in YEARS:
        place.report(f"{year} is no year of an edition", "Write the year such as 2026")
    return None if year is None else int(year)


def _read_adjustments(nodes: NodeLoader, keys: dict[str, Place]) -> tuple[Adjustment, ...]:
    read: list[Adjustment] = []
    for kind in ("bonus", "penalty"):
        for place in keys[kind].items() if kind in keys else ():
            entries = place.entries()
            if "ground" not in entries:
                place.report("the key ground is missing", "Add ground: with vi: and en:")
            ground = entries["ground"].label() if "ground" in entries else None
            component = nodes.read_adjustment(place)
            if ground is not None and component is not None:
                read.append(Adjustment(kind, ground, component))
    return tuple(read)


def _read_grades(place: Place) -> tuple[Grade, ...]:
    read: list[Grade] = []
    for item in place.items():
        keys = item.keys(("label", "at_least"))
        label = keys["label"].label() if "label" in keys else None
        at_least = keys["at_least"].decimal() if "at_least" in keys else None
        if label is None or at_least is None:
            continue
        if read and at_least >= read[-1].at_least:
            message = f"the grade from {at_least} is never reached after {read[-1].at_least}"
            item.report(message, "Order the grades from the highest to the lowest")
        read.append(Grade(label, at_least))
    if read and read[-1].at_least != 0:
        place.report(
            f"an index under {read[-1].at_least} has no grade", "Add a last grade with at_least: 0"
        )
    return tuple(read)
