"""Import Rasa without what it imports and this server never uses: databases, brokers and chat services of other set-ups.

Rasa imports all of them at once, whatever is configured: a quarter of a start and 60 MB. Importing this module imports Rasa,
with empty stand-ins in their place; then those are gone, and whoever imports one of these libraries gets the library.
"""

from __future__ import annotations

import importlib
import importlib.abc
import importlib.machinery
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

UNUSED = frozenset(
    [
        *("pymongo", "bson", "redis", "boto3", "botocore", "portalocker", "aio_pika", "aiormq"),  # stores, locks and brokers
        *("aiogram", "fbmessenger", "mattermostwrapper", "rocketchat_API", "slack_sdk", "socketio", "engineio", "twilio"),
        *("webexteamssdk", "questionary", "prompt_toolkit"),  # chat services, and the terminal's
        *("sanic", "sanic_cors", "sanic_routing"),  # Rasa's own web server
        *("matplotlib", "networkx", "sklearn_crfsuite"),  # drawing, and a component that is not configured
        "dask",  # bot.conversation.graph runs the graph
    ]
)


class _Class(type):
    """The class of all stand-ins: any attribute of one is another one."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _class(name)

    def __call__(cls, *arguments: Any, **named: Any) -> Any:
        if "__standing_in__" in vars(cls):  # called at import, as a decorator or to make a constant
            return arguments[0] if len(arguments) == 1 and callable(arguments[0]) else cls
        return super().__call__(*arguments, **named)


def _class(name: str) -> Any:
    return _Class(name, (Exception,), {"__standing_in__": True})


class _Module(ModuleType):
    __path__: list[str] = []

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        value = _class(name)
        setattr(self, name, value)
        return value


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name: str, path: Any = None, target: Any = None) -> importlib.machinery.ModuleSpec | None:
        return importlib.machinery.ModuleSpec(name, self, is_package=True) if name.partition(".")[0] in UNUSED else None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        return _Module(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        pass


@contextmanager
def left_out() -> Iterator[None]:
    """Within, importing an unused library that is not imported yet gives an empty stand-in."""
    finder = _Finder()
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
        for name in [name for name, module in sys.modules.items() if isinstance(module, _Module)]:
            del sys.modules[name]


def import_rasa() -> None:
    """Import the parts of Rasa that the server runs, unless they are there."""
    with left_out(), _few_estimators():
        for name in ("rasa.core.channels", "rasa.core.processor", "rasa.graph_components.validators.default_recipe_validator"):
            importlib.import_module(name)
        importlib.import_module("rasa_sdk.executor")
        importlib.import_module("skops.io")


@contextmanager
def _few_estimators() -> Iterator[None]:
    """Within, scikit-learn tells of the estimators that a topic classifier may be made of, rather than of all.

    skops asks it once, at import, for the list of what a model file may hold without being named; to answer, scikit-learn
    imports all of itself, its tests and pytest. A model that holds something else is refused, as any unknown one is.
    """
    import sklearn.utils
    from sklearn import calibration, linear_model, multiclass, multioutput, naive_bayes, pipeline, preprocessing, svm
    from sklearn.base import BaseEstimator
    from sklearn.feature_extraction import text

    modules = [calibration, linear_model, multiclass, multioutput, naive_bayes, pipeline, preprocessing, svm, text]
    found = {
        item.__name__: item
        for module in modules
        for item in vars(module).values()
        if isinstance(item, type) and issubclass(item, BaseEstimator)
    }
    everything = sklearn.utils.all_estimators
    sklearn.utils.all_estimators = lambda *_, **__: sorted(found.items())
    try:
        yield
    finally:
        sklearn.utils.all_estimators = everything


# Said by libraries about libraries, at every start, to people who can do nothing about it.
warnings.filterwarnings("ignore", message="pkg_resources is deprecated")
warnings.filterwarnings("ignore", message="Slot auto-fill has been removed")

import_rasa()
