"""The OpenAPI document of the interface, with what the generator does not write: problems, scopes, the token."""

from __future__ import annotations

from typing import Any, Final

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from evenhand_portal.api.problems import MEDIA_TYPE

SECURITY: Final = "token"


class Interface(NinjaAPI):
    """The interface; its document is written once its operations are known."""

    def get_openapi_schema(self, **given: Any) -> OpenAPISchema:
        """Return the OpenAPI 3.1 document."""
        schema = super().get_openapi_schema(**given)
        schema["components"]["securitySchemes"] = {
            SECURITY: {
                "type": "http",
                "scheme": "bearer",
                "description": "A token that a person made on the page of their organisation.",
            }
        }
        for operation, needs in zip(_written(schema), self.needs(), strict=True):
            operation["security"] = [{SECURITY: [needs.scope]}]
            operation["x-scope"] = needs.scope
            operation["x-roles"] = sorted(needs.roles)
            for status, answer in operation["responses"].items():
                if int(status) >= 400:
                    answer["content"] = {MEDIA_TYPE: answer["content"].pop("application/json")}
        return schema

    def operations(self) -> list[Any]:
        """Return every operation, in the order of the document."""
        return [
            operation
            for router in self._get_bound_routers()
            for view in router.path_operations.values()
            for operation in view.operations
        ]

    def needs(self) -> list[Any]:
        """Return what each operation asks for, in the order of the document."""
        return [operation.view_func.needs for operation in self.operations()]


def _written(schema: OpenAPISchema) -> list[dict[str, Any]]:
    return [operation for path in schema["paths"].values() for operation in path.values()]
