"""Replaces moto's classes with subclasses.

Each addition is an ordinary subclass of moto's backend, response or model class, so it reads as the patch that could be
sent upstream. `replaces` makes moto use it wherever it used the original.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any, TypeVar

import moto.backend_index
from moto.core.base_backend import BackendDict, BaseBackend

Subclass = TypeVar("Subclass", bound=type)


def replaces(original: type) -> Callable[[Subclass], Subclass]:
    """Class decorator: moto uses the decorated class instead of `original`, everywhere."""

    def replace(subclass: Subclass) -> Subclass:
        if not issubclass(subclass, original):
            raise TypeError(f"{subclass.__name__} does not extend {original.__name__}")
        # Moto finds the URLs of a backend by its module name, and the attributes of a model by its class name.
        subclass.__module__, subclass.__name__ = original.__module__, original.__name__
        import_module(".".join([*original.__module__.split(".")[:2], "urls"]))
        for name, module in list(sys.modules.items()):
            if name.startswith("moto."):
                _replace_in(vars(module), original, subclass)
        return subclass

    return replace


def _replace_in(namespace: dict[str, Any], original: type, subclass: type) -> None:
    for name, value in list(namespace.items()):
        if isinstance(value, BackendDict) and value.backend is original:
            value.backend = subclass
        elif value is original and not issubclass(
            original, BaseBackend
        ):  # some backends refer to their own bases by name
            namespace[name] = subclass
    paths = namespace.get("url_paths")
    if isinstance(paths, dict):
        for path, handler in paths.items():
            if getattr(handler, "__self__", None) is original:
                paths[path] = getattr(subclass, handler.__name__)


def adds_service(name: str, package: str) -> None:
    """Registers a service that moto lacks.

    The package contains `models`, `responses` and `urls` like moto's packages, and exports `<name>_backends`.
    """
    for part in ("", ".models", ".responses", ".urls"):
        sys.modules[f"moto.{name}{part}"] = import_module(package + part)
    urls: Any = sys.modules[f"moto.{name}.urls"]
    moto.backend_index.backend_url_patterns.append((name, re.compile(urls.url_bases[0])))
