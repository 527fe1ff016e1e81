"""An index on disk: arrays to be memory-mapped, so that opening it takes no time and workers share it.

It holds openings only. What is distinct among them (places, occupations, requirements) is kept as JSON.
"""

import json
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np

from matcher.arrays import Array, Distinct, Lists, Texts, Vectors
from matcher.columns import COLUMNS, Columns

_KINDS: dict[str, Any] = {kind.__name__: kind for kind in (Distinct, Lists, Texts, Vectors)}


def save_columns(columns: Columns, folder: Path) -> None:
    """Write the columns into a folder, which is made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    told: dict[str, Any] = {}
    for name in COLUMNS:
        column = getattr(columns, name)
        if isinstance(column, np.ndarray):
            np.save(folder / f"{name}.npy", column)
            continue
        parts = dict(_parts_of(column))
        for part, value in parts.items():
            if isinstance(value, np.ndarray):
                np.save(folder / f"{name}.{part}.npy", value)
        words = {part: _plain(value) for part, value in parts.items() if not isinstance(value, np.ndarray)}
        told[name] = {"kind": type(column).__name__, "parts": list(parts), "words": words}
    (folder / "columns.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")


def open_columns(folder: Path) -> Columns:
    """The columns that were written there, memory-mapped."""
    told = json.loads((folder / "columns.json").read_text(encoding="utf-8"))
    columns: dict[str, Any] = {}
    for name in COLUMNS:
        kept = told.get(name)
        if kept is None:
            columns[name] = _map(folder / f"{name}.npy")
            continue
        words = {part: _restored(value) for part, value in kept["words"].items()}
        arrays = {part: _map(folder / f"{name}.{part}.npy") for part in kept["parts"] if part not in words}
        columns[name] = _KINDS[kept["kind"]](**words, **arrays)
    return Columns(**columns)


def _parts_of(column: Any) -> Iterator[tuple[str, Any]]:
    return ((part.name, getattr(column, part.name)) for part in fields(column) if part.init)


def _map(path: Path) -> Array:
    array = np.load(path, mmap_mode="r" if path.stat().st_size > 4096 else None, allow_pickle=False)
    return np.asarray(array)


def _plain(value: Any) -> Any:
    """Tuples as lists; sets, whose order must not show, as {"set": sorted list}."""
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, frozenset):
        return {"set": sorted((_plain(each) for each in value), key=json.dumps)}
    return value


def _restored(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_restored(each) for each in value)
    if isinstance(value, dict):
        return frozenset(_restored(each) for each in value["set"])
    return value
