// SPDX-License-Identifier: Apache-2.0
// What differs in gSOAP's stubs of the RPC/encoded WSDL: parameters are arguments, arrays are pointer and size,
// the detail of a fault stays XML.
#pragma once
#include "CustomerPortBinding.nsmap"
#include "soapCustomerPortBindingProxy.h"
#include <algorithm>
#include <sstream>

using Properties = std::vector<ngnpro__CustomerProperty *>;

struct Customer : CustomerPortBindingProxy {
    using CustomerPortBindingProxy::CustomerPortBindingProxy;

    template <class Array> static auto items(Array *array) {
        return std::vector(array->__ptr, array->__ptr + array->__size);
    }

    CustomerPropertyArray *listed(const Properties &properties) {
        auto *array = soap_new_CustomerPropertyArray(soap);
        array->__size = static_cast<int>(properties.size());
        const size_t bytes = sizeof(void *) * (properties.size() + 1);
        array->__ptr = static_cast<ngnpro__CustomerProperty **>(soap_malloc(soap, bytes));
        std::copy(properties.begin(), properties.end(), array->__ptr);
        return array;
    }

    int add(ngnpro__CustomerAccount *account, ngnpro__CustomerAccount *&stored) {
        customer__addAccountResponse answer;
        const int failed = addAccount(account, answer);
        return stored = answer.account, failed;
    }

    int update(ngnpro__CustomerAccount *account) {
        customer__updateAccountResponse answer;
        return updateAccount(account, answer);
    }

    int get(LONG64 id, ngnpro__CustomerAccount *&stored) {
        customer__getAccountResponse answer;
        const int failed = getAccount(id, answer);
        return stored = answer.account, failed;
    }

    int remove(LONG64 id) {
        customer__deleteAccountResponse answer;
        return deleteAccount(id, answer);
    }

    int set(LONG64 id, const Properties &properties) {
        customer__setPropertiesResponse answer;
        return setProperties(id, listed(properties), answer);
    }

    int get(LONG64 id, Properties &properties) {
        customer__getPropertiesResponse answer;
        const int failed = getProperties(id, answer);
        if (!failed) properties = items(answer.properties);
        return failed;
    }

    int customers(ngnpro__CustomerQuery *query, ngnpro__CustomerQueryResult *&found) {
        customer__getCustomersResponse answer;
        const int failed = getCustomers(query, answer);
        return found = answer.result, failed;
    }

    int resellers(ngnpro__CustomerQuery *query, ngnpro__CustomerQueryResult *&found) {
        customer__getResellersResponse answer;
        const int failed = getResellers(query, answer);
        return found = answer.result, failed;
    }

    // Reads the detail, which gSOAP leaves as text because the WSDL's fault is encoded.
    ngnpro__NGNException exception() {
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
};
