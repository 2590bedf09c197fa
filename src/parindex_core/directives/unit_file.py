"""The units that a paper may name, and the file that lists them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

DEMO_UNITS = Path(__file__).parent / "units" / "department-demo.yaml"


@dataclass(frozen=True)
class Unit:
    """A division of the agency: key, name, and how papers may call it otherwise.

    ``functions`` are the owner functions of framework components; ``function_words`` phrases by
    which a paper may name the unit (“bộ phận phụ trách văn thư”).
    """

    key: str
    name: str
    name_en: str | None = None
    aliases: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    function_words: tuple[str, ...] = ()


class UnitsInvalid(ValueError):
    """A units file that cannot be used; the message says where and how to mend it."""


@cache
def demo_units() -> tuple[Unit, ...]:
    """The five units of the demonstration department, read once a process."""
    return load_units(DEMO_UNITS)


def load_units(path: Path | str) -> tuple[Unit, ...]:
    """Units of a YAML or JSON file: a list, ``{units: …}``, or a mapping of key to name or unit.

    Raises UnitsInvalid (place and mend in Vietnamese) and OSError.
    """
    name = Path(path).name
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnitsInvalid(
            f"{name}: không phải tệp văn bản UTF-8; hãy lưu lại bằng UTF-8"
        ) from error
    try:
        data = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", dòng {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or "sai cú pháp"
        raise UnitsInvalid(
            f"{name}{line}: không đọc được YAML ({problem}); kiểm tra thụt đầu dòng và dấu hai chấm"
        ) from error
    except RecursionError as error:
        raise UnitsInvalid(
            f"{name}: lồng nhau quá sâu; hãy viết danh sách đơn vị đơn giản"
        ) from error
    return _parse_units(data, name)


def _parse_units(data: Any, name: str) -> tuple[Unit, ...]:
    if isinstance(data, Mapping) and "units" in data:
        data = data["units"]
    entries: list[tuple[str | None, Any]]
    if isinstance(data, Mapping):
        entries = [(str(key), value) for key, value in data.items()]
    elif isinstance(data, list):
        entries = [(None, value) for value in data]
    else:
        raise UnitsInvalid(
            f"{name}: cần một danh sách đơn vị, ví dụ “- key: office” rồi “  name: Văn phòng Sở”"
        )
    units = tuple(
        _parse_unit(key, entry, f"{name}, đơn vị thứ {at}")
        for at, (key, entry) in enumerate(entries, start=1)
    )
    seen: set[str] = set()
    for unit in units:
        if unit.key in seen:
            raise UnitsInvalid(f"{name}: khóa “{unit.key}” dùng hai lần; mỗi đơn vị một khóa riêng")
        seen.add(unit.key)
    return units


def _parse_unit(key: str | None, entry: Any, place: str) -> Unit:
    if isinstance(entry, str):
        return Unit(key=key or entry, name=_filled(entry, place))
    if isinstance(entry, list) and key is not None:
        names = _texts({"names": entry}, "names", place)
        if not names:
            raise UnitsInvalid(f"{place}: thiếu tên; thêm ít nhất một tên của đơn vị “{key}”")
        return Unit(key=key, name=names[0], aliases=names[1:])
    if not isinstance(entry, Mapping):
        raise UnitsInvalid(f"{place}: cần tên hoặc các trường key, name, aliases")
    name = _first(entry, "name", "name_vi", "title", "label")
    if isinstance(name, Mapping):
        name = name.get("vi")
    if not isinstance(name, str):
        raise UnitsInvalid(f"{place}: thiếu “name”; thêm dòng “name: Tên đơn vị”")
    name_en = entry.get("name_en")
    own_key = _first(entry, "key", "id", "code", "unit")
    return Unit(
        key=str(own_key) if own_key is not None else key or name,
        name=_filled(name, place),
        name_en=str(name_en) if name_en is not None else None,
        aliases=_texts(entry, "aliases", place) + _texts(entry, "alias", place),
        functions=_texts(entry, "functions", place),
        function_words=_texts(entry, "function_words", place),
    )


def _first(entry: Mapping[str, Any], *keys: str) -> Any:
    return next((entry[key] for key in keys if entry.get(key) is not None), None)


def _filled(name: str, place: str) -> str:
    if not name.strip():
        raise UnitsInvalid(f"{place}: tên trống; ghi tên đơn vị như trong văn bản")
    return name.strip()


def _texts(entry: Mapping[str, Any], key: str, place: str) -> tuple[str, ...]:
    value = entry.get(key)
    if value is None:
        return ()
    if isinstance(value, str):
        return (value,)
    if not isinstance(value, list) or not all(isinstance(text, str | int) for text in value):
        raise UnitsInvalid(f"{place}: “{key}” phải là danh sách cụm từ, ví dụ “{key}: [VP Sở]”")
    return tuple(str(text) for text in value)
