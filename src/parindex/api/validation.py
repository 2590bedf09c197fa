"""What a field may be, in the caller's language: the checks of shapes speak English alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# By the check's name; the limits that a sentence names are those of the check.
_SENTENCES: dict[str, Promise] = {
    "missing": _("This is missing."),
    "extra_forbidden": _("There is no field of this name here."),
    "string_type": _("Send a text."),
    "string_too_long": _("At most %(max_length)s characters."),
    "string_too_short": _("At least %(min_length)s characters."),
    "string_pattern_mismatch": _("A character in it does not belong there."),
    "string_unicode": _("A character in it does not belong there."),
    "int_type": _("Send a whole number."),
    "int_parsing": _("Send a whole number."),
    "int_parsing_size": _("This number is too large."),
    "int_from_float": _("Send a whole number."),
    "bool_type": _("Send true or false."),
    "bool_parsing": _("Send true or false."),
    "greater_than_equal": _("At least %(ge)s."),
    "less_than_equal": _("At most %(le)s."),
    "literal_error": _("One of these: %(expected)s."),
    "list_type": _("Send a list."),
    "too_long": _("At most %(max_length)s entries."),
    "dict_type": _("Send an object of names and values."),
    "model_type": _("Send an object of names and values."),
    "model_attributes_type": _("Send an object of names and values."),
    "day": _("Write a day as 2021-05-27."),
    "moment": _("Write a moment as 2021-05-27T17:00:00+07:00, in the years 2000 to 2100."),
    "points": _("Write points as a string such as “2.25”."),
}
_OTHERWISE = _("This is not what the schema asks for here.")


def sentence_of(error: Mapping[str, Any]) -> str:
    """What is wrong with a field and how to mend it; ``error`` as pydantic tells it."""
    known = _SENTENCES.get(error["type"])
    if known is None:
        return str(_OTHERWISE)
    limits = dict(error.get("ctx") or {})
    if error["type"] == "literal_error":
        limits["expected"] = str(limits["expected"]).replace("'", "").replace(" or ", ", ")
    return str(known) % limits
