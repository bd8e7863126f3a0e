"""Property values between the wire format of Pulumi and plain data, with the paths of unknowns and secrets."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any

from google.protobuf import struct_pb2
from pulumi.runtime import rpc

from infra.preview.known_in_part import is_marked, what_is_known
from infra.preview.paths import join
from infra.preview.plan import SECRET


class Decoder:
    """Decodes the inputs of one resource and notes what is unknown and what is secret on the way."""

    def __init__(self, *, masked: bool = True, unknown: str | None = None) -> None:
        """`unknown` is put in the place of every value that is not known yet."""
        self.unknown: list[str] = []
        self.secret: list[str] = []
        self.in_part: dict[str, str] = {}
        """Path in `unknown` -> what is known of the JSON document there."""
        self._unknown = unknown
        self._masked = masked
        """Put `[secret]` in the place of every secret."""

    def struct(self, struct: struct_pb2.Struct, path: str = "") -> dict[str, Any]:
        """A sorted dict; numbers that are whole become `int`, as the program wrote them."""
        fields = struct.fields
        return {key: self._value(fields[key], join(path, key)) for key in sorted(fields)}

    def _value(self, value: struct_pb2.Value, path: str) -> Any:
        kind = value.WhichOneof("kind")
        if kind == "string_value":
            return self._text(value.string_value, path)
        if kind == "number_value":
            number = value.number_value
            return int(number) if number.is_integer() else number
        if kind == "bool_value":
            return value.bool_value
        if kind == "list_value":
            items = value.list_value.values
            return [self._value(item, f"{path}[{index}]") for index, item in enumerate(items)]
        if kind == "struct_value":
            return self._object(value.struct_value, path)
        return None

    def _text(self, text: str, path: str) -> str | None:
        if text != rpc.UNKNOWN and not is_marked(text):
            return text
        self.unknown.append(path)
        if (known := what_is_known(text)) is not None:
            self.in_part[path] = known
        return self._unknown

    def _object(self, struct: struct_pb2.Struct, path: str) -> Any:
        fields = struct.fields
        signature = fields[rpc._special_sig_key].string_value if rpc._special_sig_key in fields else ""
        if signature == rpc._special_secret_sig:
            inner = Decoder(masked=self._masked, unknown=self._unknown)
            value = inner._value(fields["value"], path)
            self.unknown += inner.unknown
            self.secret.append(path)
            return value if path in inner.unknown or not self._masked else SECRET
        if signature == rpc._special_resource_sig:
            return fields["urn"].string_value
        return self.struct(struct, path)


def encode(values: Mapping[str, Any], secret: Container[str] = ()) -> struct_pb2.Struct:
    """Plain data in the wire format; what stands at the paths in `secret` is marked as a secret."""
    return _struct(values, "", secret)


def _struct(values: Mapping[str, Any], path: str, secret: Container[str]) -> struct_pb2.Struct:
    return struct_pb2.Struct(
        fields={key: _encoded(value, join(path, key), secret) for key, value in values.items()}
    )


def _encoded(value: Any, path: str, secret: Container[str]) -> struct_pb2.Value:
    plain = _plain(value, path, secret)
    if path not in secret:
        return plain
    fields = {rpc._special_sig_key: struct_pb2.Value(string_value=rpc._special_secret_sig), "value": plain}
    return struct_pb2.Value(struct_value=struct_pb2.Struct(fields=fields))


def _plain(value: Any, path: str, secret: Container[str]) -> struct_pb2.Value:
    match value:
        case None:
            return struct_pb2.Value(null_value=struct_pb2.NULL_VALUE)
        case bool():
            return struct_pb2.Value(bool_value=value)
        case int() | float():
            return struct_pb2.Value(number_value=value)
        case str():
            return struct_pb2.Value(string_value=value)
        case Mapping():
            return struct_pb2.Value(struct_value=_struct(value, path, secret))
        case list() | tuple():
            items = [_encoded(item, f"{path}[{index}]", secret) for index, item in enumerate(value)]
            return struct_pb2.Value(list_value=struct_pb2.ListValue(values=items))
    raise TypeError(f"{path}: {type(value).__name__} is not plain JSON data")
