# SPDX-License-Identifier: Apache-2.0
"""Product types on the wire."""

from functools import partial

from ngnprov.calls.call import Call
from ngnprov.errors import InvalidValue, MissingInput
from ngnprov.ports.tenant.errors import ProductTypeExists, ProductTypeInUse, ProductTypeUnknown
from ngnprov.ports.tenant.permissions import READ_TYPES, WRITE_TYPES
from ngnprov.ports.tenant.producttypes import service
from ngnprov.ports.tenant.producttypes.types import ProductType
from ngnprov.ports.tenant.producttypes.wire import ProductTypeAnswer, ProductTypeFields
from ngnprov.soap.port_service import PortService, operation, reading
from ngnprov.soap.types import ListOf, Text

_changing = partial(
    operation,
    ProductType,
    returns=ProductType,
    answers="productType",
    may=WRITE_TYPES,
    versioned="tenant_product_types",
)
_FAULTS = (MissingInput, InvalidValue, ProductTypeUnknown)


class TenantProductTypes(PortService):
    """Product types: what kinds of tenants are sold, and what each may use."""

    @_changing(faults=(*_FAULTS, ProductTypeExists))
    def addProductType(call: Call, productType: ProductTypeFields) -> ProductTypeAnswer:
        """Sell another kind of tenants."""
        return service.add_product_type(call, productType)

    @_changing(faults=_FAULTS)
    def updateProductType(call: Call, productType: ProductTypeFields) -> ProductTypeAnswer:
        """Change the members given; lists replace the former ones."""
        return service.update_product_type(call, productType)

    @_changing(faults=(MissingInput, ProductTypeUnknown, ProductTypeInUse))
    def deleteProductType(call: Call, productType: ProductTypeFields) -> ProductTypeAnswer:
        """Remove the product type of this code, which no tenant has; answers it as it was."""
        return service.delete_product_type(call, productType)

    @reading(
        *(Text(2), Text(32)),
        returns=ListOf(ProductType),
        answers="productTypes",
        may=READ_TYPES,
        faults=(InvalidValue,),
        optional=("country", "connectionType"),
    )
    def getProductTypes(call: Call, country: str | None, connectionType: str | None) -> list[ProductTypeAnswer]:
        """The product types that are offered in a country and by a kind of connection; without either all there are."""
        return service.get_product_types(call, country or "", connectionType or "")
