"""Stands where TensorFlow would be, so that Rasa 3.6 can be imported without it.

Rasa imports TensorFlow in every machine-learning component, also when none of them is configured, and touches only
names and base classes while it does. Every name asked for here is an empty class; to *use* one is an error that says
what to do. See docs/decisions/0002-no-tensorflow.md.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import sys
from types import ModuleType
from typing import Any

__version__ = "2.12.0"

HELP = (
    "This installation has no TensorFlow. DIETClassifier, TEDPolicy, ResponseSelector and the other TensorFlow "
    "components are unavailable: use LogisticRegressionClassifier and RulePolicy or MemoizationPolicy in config.yml "
    "(docs/decisions/0002-no-tensorflow.md)."
)


class TensorFlowIsAbsent(Exception):
    """A component that needs TensorFlow was configured or used. No RuntimeError, since Rasa's runner hides those."""


def _refusal() -> TensorFlowIsAbsent:
    """The error to raise: one of Rasa's own too, of which its commands print only the sentence."""
    from rasa.shared.exceptions import RasaException  # not above: Rasa imports us first

    return type("TensorFlowIsAbsent", (TensorFlowIsAbsent, RasaException), {})(HELP)


class _Absent(type):
    """The class of all stand-ins: any attribute of one is another one."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _absent(f"{cls.__name__}.{name}")

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        if len(args) == 1 and not kwargs and callable(args[0]):  # a decorator at import
            return args[0]
        if cls.__dict__.get("__absent__"):
            return super().__call__()
        raise _refusal()

    def __or__(cls, other: Any) -> Any:
        return Any

    __ror__ = __or__

    def __getitem__(cls, item: Any) -> Any:
        return cls


def _absent(name: str) -> Any:
    return _Absent(name, (), {"__absent__": True, "__call__": lambda self, thing=None, *a, **k: thing})


class _Module(ModuleType):
    __path__: list[str] = []

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        value = _absent(name)
        setattr(self, name, value)
        return value


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds every module below these names."""

    ROOTS = ("tensorflow", "tensorflow_addons", "tensorflow_hub", "tensorflow_text", "keras")

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        root = name.partition(".")[0]
        if root in self.ROOTS and name != "tensorflow":
            return importlib.machinery.ModuleSpec(name, self, is_package=True)
        return None

    def create_module(self, spec: Any) -> ModuleType:
        return _Module(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        pass


sys.meta_path.append(_Finder())


def __getattr__(name: str) -> Any:
    if name.startswith("__"):
        raise AttributeError(name)
    return _absent(name)


def is_tensor(thing: object) -> bool:
    """Nothing is a tensor here. Libraries that draw or convert ask this of every value where a TensorFlow is loaded."""
    return False
