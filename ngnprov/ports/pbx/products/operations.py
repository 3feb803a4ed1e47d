# SPDX-License-Identifier: Apache-2.0
"""Products on the wire (pbx.md 1)."""

from functools import partial

from ngnprov.calls.call import Call
from ngnprov.errors import InvalidValue, MissingInput, NotAuthorized
from ngnprov.ports.pbx.errors import ProductExists, ProductInUse, ProductUnknown
from ngnprov.ports.pbx.permissions import READ_CATALOG, WRITE_CATALOG
from ngnprov.ports.pbx.products import service
from ngnprov.ports.pbx.products.types import Product, ProductPage, ProductQuery
from ngnprov.ports.pbx.products.wire import ProductAnswer, ProductFields, ProductPageAnswer, ProductQueryFields
from ngnprov.soap.port_service import PortService, listing, operation

_changing = partial(operation, Product, returns=Product, may=WRITE_CATALOG, versioned="pbx_products")
_INPUT = (MissingInput, InvalidValue)


class PbxProducts(PortService):
    """Products: the catalogues of the provider and of resellers."""

    @_changing(faults=(*_INPUT, NotAuthorized, ProductExists, ProductUnknown))
    def addProduct(call: Call, product: ProductFields) -> ProductAnswer:
        """Put a product into the caller's catalogue; an administrator may name that of a reseller."""
        return service.add_product(call, product)

    @_changing(faults=(*_INPUT, ProductUnknown))
    def updateProduct(call: Call, product: ProductFields) -> ProductAnswer:
        """Change the members given of a product; its code, kind and catalogue stay."""
        return service.update_product(call, product)

    @_changing(faults=(MissingInput, ProductUnknown, ProductInUse))
    def deleteProduct(call: Call, product: ProductFields) -> ProductAnswer:
        """Remove the product of this code and catalogue, which nobody uses; answers it as it was."""
        return service.delete_product(call, product)

    @listing(ProductQuery, returns=ProductPage, may=READ_CATALOG)
    def getCatalog(call: Call, query: ProductQueryFields | None) -> ProductPageAnswer:
        """Products that match: a slice of them, and how many there are in all. A reseller sees its own catalogue."""
        return service.get_catalog(call, query or {})
