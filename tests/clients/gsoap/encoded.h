// SPDX-License-Identifier: Apache-2.0
// What differs in gSOAP's stubs of an RPC/encoded WSDL: parameters are arguments, arrays are pointer and size and
// have no prefix, the detail of a fault stays XML.
#pragma once
#include "stubs.h"
#include <sstream>
#include <type_traits>
#include <vector>

#define CALL(operation, ...) answered<ns1__##operation##Response>( \
    [&](auto &client, auto &answer) { return client.operation(__VA_ARGS__ __VA_OPT__(,) answer); })
#define OPTIONAL(value) *value
#define ARRAY(item) item##Array

template <class Array> using Items = std::vector<std::remove_pointer_t<decltype(Array::__ptr)>>;

template <class Array> Items<Array> items(const Array *array) { return {array->__ptr, array->__ptr + array->__size}; }

template <class Array> Array *listed(const Items<Array> &items) {
    auto *kept = new Items<Array>(items);
    kept->reserve(1);   // an array whose pointer is null is left out
    auto *array = new Array();
    array->__size = static_cast<int>(kept->size());
    array->__ptr = kept->data();
    return array;
}

// Reads the detail, which gSOAP leaves as text because the WSDL's fault is encoded.
inline ngnpro__NGNException detail(const ::soap *soap) {
    ngnpro__NGNException read;
    std::istringstream text(soap->fault->detail->__any);
    ::soap reader;
    soap_init2(&reader, SOAP_C_UTFSTRING, SOAP_C_UTFSTRING);
    soap_set_namespaces(&reader, namespaces);
    reader.is = &text;
    auto *found = soap_in_ngnpro__NGNException(&reader, nullptr, &read, nullptr);
    ngnpro__NGNException copy = found ? *found : ngnpro__NGNException();
    soap_done(&reader);
    return copy;
}
