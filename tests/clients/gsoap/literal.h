// SPDX-License-Identifier: Apache-2.0
// What differs in gSOAP's stubs of a document/literal WSDL: every operation takes and gives one wrapper, optional
// parameters are pointers, arrays are a vector called item, faults are typed.
#pragma once
#include "stubs.h"
#include <vector>

#define CALL(operation, ...) answered<_ns1__##operation##Response>([&](auto &client, auto &answer) { \
    return client.operation(soap_new_set__ns1__##operation(client.soap __VA_OPT__(,) __VA_ARGS__), answer); })
#define OPTIONAL(value) value
#define ARRAY(item) ngnpro__##item##Array

template <class Array> using Items = decltype(Array::item);

template <class Array> Items<Array> items(const Array *array) { return array->item; }

template <class Array> Array *listed(const Items<Array> &items) {
    auto *array = new Array();
    array->item = items;
    return array;
}

inline ngnpro__NGNException detail(const ::soap *soap) { return *soap->fault->detail->ngnpro__exception; }
