"""Editions of the criteria as data: load, check, find, compare."""

from parindex_core.framework.editions import edition_paths, find_edition
from parindex_core.framework.loader import load_framework, load_framework_text
from parindex_core.framework.model import (
    Adjustment,
    Component,
    Framework,
    Grade,
    Label,
    Node,
    Variable,
)
from parindex_core.framework.problems import EditionNotFound, FrameworkInvalid, Problem

__all__ = [
    "Adjustment",
    "Component",
    "EditionNotFound",
    "Framework",
    "FrameworkInvalid",
    "Grade",
    "Label",
    "Node",
    "Problem",
    "Variable",
    "edition_paths",
    "find_edition",
    "load_framework",
    "load_framework_text",
]
