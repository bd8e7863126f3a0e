"""Imports of a provider's SDK that load only what the program uses.

Importing two dozen services of pulumi_aws makes 10,000 classes, of which a shop uses a few hundred: half of the
time of a cold preview. With `install` a service package imports a resource's module when the resource is named,
and the classes of nested inputs and outputs are made when Pulumi asks for them. The SDK's files stay as they are,
and what does not lie where their generator puts it is imported in full.
"""

from __future__ import annotations

import builtins
import functools
import importlib
import importlib.abc
import importlib.machinery
import inspect
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, ForwardRef, get_args

import pulumi
from pulumi import _types

_SERVICE = re.compile(r"pulumi_(aws|alicloud)\.[a-z0-9]+\Z")
_NESTED = re.compile(r"pulumi_(aws|alicloud)\.[a-z0-9]+\.(_inputs|outputs)\Z")
_WORD = re.compile(r"\w+")


def install() -> None:
    """Import what comes from now on lazily; call before the first import of a provider's SDK."""
    sys.meta_path.insert(0, _Finder())
    original = _types._globals_for_cls

    @functools.wraps(original)
    def globals_for_cls(cls: type) -> dict[str, Any] | None:
        """Where Pulumi looks up names in the annotations of `cls`: now with the nested inputs among them."""
        found = original(cls)
        inputs = sys.modules.get(f"{cls.__module__.rpartition('.')[0]}._inputs")
        if found is None or not isinstance(inputs, _Nested):
            return found
        names = {name for hint in _hints(cls) for name in _named(hint)}
        return found | {name: getattr(inputs, name) for name in names if inputs.has(name)}

    _types._globals_for_cls = globals_for_cls


class _Finder(importlib.abc.MetaPathFinder):
    """Takes over the loading of service packages and of their nested types."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """The usual spec with a lazy loader; nothing for all other modules."""
        lazy: type[_Lazy]
        if _SERVICE.match(fullname):
            lazy = _LazyService
        elif _NESTED.match(fullname):
            lazy = _LazyNested
        else:
            return None
        spec = importlib.machinery.PathFinder.find_spec(fullname, path)
        if lazy is _LazyService and spec is not None and spec.submodule_search_locations is None:
            return None  # a module beside the services, such as the provider's own
        if spec is not None and isinstance(spec.loader, importlib.machinery.SourceFileLoader):
            spec.loader = lazy(spec.loader)
        return spec


class _Lazy(importlib.abc.Loader):
    """A loader that knows the usual one."""

    def __init__(self, usual: importlib.machinery.SourceFileLoader) -> None:
        self.usual = usual


class _LazyService(_Lazy):
    """Loads `pulumi_aws.ec2` and the like."""

    def exec_module(self, module: ModuleType) -> None:
        """Nothing to run: the package would only import its members."""
        vars(module)["_usual"] = self.usual
        # Not in create_module: pulumi_aws hands over a module of its own
        module.__class__ = _Service


class _Service(ModuleType):
    """A service package; `Vpc` is imported from `vpc.py` when it is named."""

    _usual: importlib.machinery.SourceFileLoader

    @functools.cached_property
    def _modules(self) -> dict[str, str]:
        names = [path.stem for path in Path(self.__path__[0]).glob("*.py") if path.stem != "__init__"]
        return {name.replace("_", ""): name for name in names}

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        wanted = name.replace("_", "").lower()
        for key in (wanted, "enums", "inputs"):
            if key in self._modules:
                module = importlib.import_module(f"{self.__name__}.{self._modules[key]}")
                if key == wanted and name == self._modules[key]:
                    return module
                if hasattr(module, name):
                    setattr(self, name, getattr(module, name))
                    return getattr(self, name)
        # Not where the generator puts it: load everything, as usual
        self.__class__ = ModuleType  # type: ignore[assignment]
        self._usual.exec_module(self)
        return getattr(self, name)


class _LazyNested(_Lazy):
    """Loads `pulumi_aws.ec2._inputs` and the like."""

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        """A module that can make its classes later."""
        return _Nested(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Run the module, but only note its classes instead of making them."""
        assert isinstance(module, _Nested)
        code = self.usual.get_code(module.__name__)
        assert code is not None
        decorators = pulumi.input_type, pulumi.output_type
        namespace = module.__dict__
        namespace["__builtins__"] = vars(builtins) | {"__build_class__": module.note}
        try:
            pulumi.input_type = pulumi.output_type = _as_it_is  # type: ignore[assignment]
            exec(code, namespace)
        finally:
            pulumi.input_type, pulumi.output_type = decorators
        for name in module.noted:
            del namespace[name]
        namespace["__all__"] = []  # `import *` would ask for every class


class _Nested(ModuleType):
    """The types of nested inputs or outputs of a service."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.noted: dict[str, tuple[Callable[[], object], tuple[Any, ...], dict[str, Any]]] = {}

    def note(self, body: Callable[[], object], name: str, *bases: Any, **options: Any) -> str:
        """Stands in for the making of a class."""
        self.noted[name] = (body, bases, options)
        return name

    def has(self, name: str) -> bool:
        """Whether there is such a class."""
        return name in self.noted

    def __getattr__(self, name: str) -> Any:
        if name not in self.noted:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        body, bases, options = self.noted[name]
        made = builtins.__build_class__(body, name, *bases, **options)
        if not name.endswith("Dict"):
            made = pulumi.output_type(made) if dict in bases else pulumi.input_type(made)
        setattr(self, name, made)
        return made


def _as_it_is(noted: Any) -> Any:
    return noted


def _hints(cls: type) -> Iterator[Any]:
    for _, _, prop in _types._py_properties(cls):
        yield from getattr(prop.fget, "__annotations__", {}).values()
    yield from inspect.get_annotations(cls).values()


def _named(hint: Any) -> Iterator[str]:
    if isinstance(hint, str):
        yield from _WORD.findall(hint)
    elif isinstance(hint, ForwardRef):
        yield from _WORD.findall(hint.__forward_arg__)
    else:
        for part in get_args(hint):
            yield from _named(part)
