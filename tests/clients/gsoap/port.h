// SPDX-License-Identifier: Apache-2.0
// What the programs share: PROGRAM URL LOGIN PASSWORD TAG, a port, its answers and refusals. Each is compiled once per
// dialect with the stubs of that WSDL: DIALECT names encoded.h or literal.h, stubs.h comes from compiled.py.
#pragma once
#include DIALECT
#include "json.h"
#include <iostream>
#include <type_traits>

// Optional members are pointers: the value they point to lives until the end of the program.
template <class Value> static Value *keep(Value value) { return new Value(std::move(value)); }
static std::string *text(const std::string &value) { return keep(value); }

static Port *port;
static ngnpro__SoapAuth *auth;
static ngnprov__RequestOptions *request;

static void identify(const std::string &username, const std::string &password, bool admin) {
    auth = keep(ngnpro__SoapAuth());
    auth->username = keep(username), auth->password = keep(password), auth->admin = keep(admin);
}

// The port, as administrator.
static void connect(char **arguments) {
    port = new Port(text(std::string(arguments[1]) + PATH)->c_str(), SOAP_C_UTFSTRING);   // std::string holds UTF-8
    port->soap->connect_timeout = port->soap->recv_timeout = 10;
    identify(arguments[2], arguments[3], true);
}

struct Refused {};

// The answer that a call fills; used by CALL. gSOAP forgets the header after each call.
template <class Answer, class Operation> static Answer answered(const Operation &operation) {
    Answer answer;
    port->soap_header(auth, request);
    if (operation(*port, answer)) throw Refused();
    return answer;
}

// Does the server refuse? If so, the port holds the fault.
template <class Operation> static bool refused(const Operation &operation) {
    try {
        operation();
    } catch (const Refused &) {
        if (!port->soap->fault) throw;
        return true;
    }
    return false;
}

// JSON of an array; a program says with ``shown`` how its records look.
static std::string shown(const std::string &each) { return json(each); }
template <class Array> static std::string list(const Array *array) {
    std::vector<std::string> values;
    for (const auto &each : items(array)) {
        if constexpr (std::is_pointer_v<std::decay_t<decltype(each)>>) values.push_back(shown(*each));
        else values.push_back(shown(each));
    }
    return list(values);
}

static Members story(const std::string &tag);

int main(int, char **arguments) {
    connect(arguments);
    try {
        std::cout << object(story(arguments[4]));
    } catch (const Refused &) {
        port->soap_stream_fault(std::cerr);
        return 1;
    }
}
