// SPDX-License-Identifier: Apache-2.0
// What differs in gSOAP's stubs of the document/literal WSDL: every operation takes and gives one wrapper, arrays
// are a vector called item, faults are typed.
#pragma once
#include "CustomerPortBinding.nsmap"
#include "soapCustomerPortBindingProxy.h"

using Properties = std::vector<ngnpro__CustomerProperty *>;

struct Customer : CustomerPortBindingProxy {
    using CustomerPortBindingProxy::CustomerPortBindingProxy;

    template <class Array> static auto items(Array *array) { return array->item; }

    ngnpro__CustomerPropertyArray *listed(const Properties &properties) {
        auto *array = soap_new_ngnpro__CustomerPropertyArray(soap);
        array->item = properties;
        return array;
    }

    int add(ngnpro__CustomerAccount *account, ngnpro__CustomerAccount *&stored) {
        _customer__addAccount request;
        _customer__addAccountResponse answer;
        request.account = account;
        const int failed = addAccount(&request, answer);
        return stored = answer.account, failed;
    }

    int update(ngnpro__CustomerAccount *account) {
        _customer__updateAccount request;
        _customer__updateAccountResponse answer;
        request.account = account;
        return updateAccount(&request, answer);
    }

    int get(LONG64 id, ngnpro__CustomerAccount *&stored) {
        _customer__getAccount request;
        _customer__getAccountResponse answer;
        request.id = id;
        const int failed = getAccount(&request, answer);
        return stored = answer.account, failed;
    }

    int remove(LONG64 id) {
        _customer__deleteAccount request;
        _customer__deleteAccountResponse answer;
        request.id = id;
        return deleteAccount(&request, answer);
    }

    int set(LONG64 id, const Properties &properties) {
        _customer__setProperties request;
        _customer__setPropertiesResponse answer;
        request.customer = id;
        request.properties = listed(properties);
        return setProperties(&request, answer);
    }

    int get(LONG64 id, Properties &properties) {
        _customer__getProperties request;
        _customer__getPropertiesResponse answer;
        request.customer = id;
        const int failed = getProperties(&request, answer);
        if (!failed) properties = items(answer.properties);
        return failed;
    }

    int customers(ngnpro__CustomerQuery *query, ngnpro__CustomerQueryResult *&found) {
        _customer__getCustomers request;
        _customer__getCustomersResponse answer;
        request.query = query;
        const int failed = getCustomers(&request, answer);
        return found = answer.result, failed;
    }

    int resellers(ngnpro__CustomerQuery *query, ngnpro__CustomerQueryResult *&found) {
        _customer__getResellers request;
        _customer__getResellersResponse answer;
        request.query = query;
        const int failed = getResellers(&request, answer);
        return found = answer.result, failed;
    }

    ngnpro__NGNException exception() { return *soap->fault->detail->ngnpro__exception; }
};
