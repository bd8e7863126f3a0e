"""Property values from the wire format of Pulumi to plain data, with the paths of unknowns and secrets."""

from __future__ import annotations

from typing import Any

from google.protobuf import struct_pb2
from pulumi.runtime import rpc

from infra.preview.paths import join
from infra.preview.plan import SECRET


class Decoder:
    """Decodes the inputs of one resource and notes what is unknown and what is secret on the way."""

    def __init__(self) -> None:
        self.unknown: list[str] = []
        self.secret: list[str] = []

    def struct(self, struct: struct_pb2.Struct, path: str = "") -> dict[str, Any]:
        """A sorted dict; numbers that are whole become `int`, as the program wrote them."""
        fields = struct.fields
        return {key: self._value(fields[key], join(path, key)) for key in sorted(fields)}

    def _value(self, value: struct_pb2.Value, path: str) -> Any:  # noqa: PLR0911
        kind = value.WhichOneof("kind")
        if kind == "string_value":
            if value.string_value == rpc.UNKNOWN:
                self.unknown.append(path)
                return None
            return value.string_value
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

    def _object(self, struct: struct_pb2.Struct, path: str) -> Any:
        fields = struct.fields
        signature = fields[rpc._special_sig_key].string_value if rpc._special_sig_key in fields else ""
        if signature == rpc._special_secret_sig:
            inner = Decoder()
            inner._value(fields["value"], path)
            self.unknown += inner.unknown
            self.secret.append(path)
            return None if path in inner.unknown else SECRET
        if signature == rpc._special_resource_sig:
            return fields["urn"].string_value
        return self.struct(struct, path)
