"""Every key of stacks/, typed and validated; the only reader of configuration."""

from infra.settings.load import load, stack_names
from infra.settings.problem import Problem, SettingsError
from infra.settings.settings import Settings

__all__ = ["Problem", "Settings", "SettingsError", "load", "stack_names"]
