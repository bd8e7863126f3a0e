"""What all settings models share: no unknown keys, nothing changes after reading, names have one form."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from infra.settings import form


class Model(BaseModel):
    """A section of a stack file."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True, strict=True)


Name = Annotated[str, StringConstraints(pattern=form.NAME, max_length=14)]
"""Lower-case words joined by `-`, at most 14 characters: names of load-balancer parts allow 24 in all."""

HostLabel = Annotated[str, StringConstraints(pattern=form.HOST_LABEL)]
"""One label of a host name, put in front of the stack's domain."""

UrlPath = Annotated[str, StringConstraints(pattern=form.URL_PATH, max_length=128)]
"""Absolute URL path; `*` matches any characters."""

Email = Annotated[str, StringConstraints(pattern=form.EMAIL, max_length=254)]
