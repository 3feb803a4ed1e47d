// SPDX-License-Identifier: Apache-2.0
// The story of tests/clients/README.md told by gSOAP: story ENDPOINT LOGIN PASSWORD TAG
// Compiled once per dialect with the stubs of that WSDL; DIALECT names encoded.h or literal.h.
#include DIALECT
#include "json.h"
#include <cstdlib>
#include <deque>
#include <iostream>

using Account = ngnpro__CustomerAccount;
using Property = ngnpro__CustomerProperty;

static std::string shown(const Property &p) {
    return object({
        {"name", json(p.name)}, {"category", json(p.category)}, {"value", json(p.value)},
        {"permission", json(p.permission)},
    });
}

static std::string shown(const Account &a) {
    return object({
        {"id", json(a.id)}, {"reseller", json(a.reseller)}, {"impersonate", json(a.impersonate)},
        {"username", json(a.username)}, {"password", json(a.password)}, {"firstName", json(a.firstName)},
        {"lastName", json(a.lastName)}, {"organization", json(a.organization)}, {"vatNumber", json(a.vatNumber)},
        {"email", json(a.email)}, {"web", json(a.web)}, {"tel", json(a.tel)}, {"fax", json(a.fax)},
        {"mobile", json(a.mobile)}, {"sip", json(a.sip)}, {"enum", json(a.enum_)}, {"address", json(a.address)},
        {"postcode", json(a.postcode)}, {"city", json(a.city)}, {"state", json(a.state)}, {"country", json(a.country)},
        {"timezone", json(a.timezone)}, {"language", json(a.language)}, {"bankAccount", json(a.bankAccount)},
        {"billingAddress", json(a.billingAddress)}, {"billingEmail", json(a.billingEmail)},
        {"balance", json(a.balance)}, {"credit", json(a.credit)}, {"companyCode", json(a.companyCode)},
        {"resellerActive", json(a.resellerActive)},
        {"changeDate", json(a.changeDate)}, {"properties", list<Property>(Customer::items(a.properties), shown)},
    });
}

static std::string shown(const ngnpro__CustomerQueryResult &found) {
    return object({{"accounts", list<Account>(Customer::items(found.accounts), shown)}, {"total", json(found.total)}});
}

// Optional members are pointers: the value they point to lives until the end of the program.
template <class Value> static Value *keep(Value value) {
    static std::deque<Value> kept;
    return &kept.emplace_back(std::move(value));
}
static std::string *text(const char *value) { return keep(std::string(value)); }

static Property *property(const char *name, const char *category, const char *value, const char *permission) {
    auto *p = keep(Property());
    p->name = text(name), p->category = text(category), p->value = text(value), p->permission = text(permission);
    return p;
}

static ngnpro__CustomerQuery *query(
    const ngnpro__CustomerFilter &filter, const char *attribute, const char *direction, int start, int count) {
    auto *q = keep(ngnpro__CustomerQuery());
    q->filter = keep(filter);
    q->orderBy = keep(ngnpro__OrderBy());
    q->orderBy->attribute = text(attribute), q->orderBy->direction = text(direction);
    q->range = keep(ngnpro__Range());
    q->range->start = keep(start), q->range->count = keep(count);
    return q;
}

static Customer *client;
static ngnpro__SoapAuth *auth;

static void identify(const std::string &username, const std::string &password, bool admin) {
    auth = keep(ngnpro__SoapAuth());
    auth->username = keep(username), auth->password = keep(password), auth->admin = keep(admin);
}

// The service, ready for one call: gSOAP forgets the header after each.
static Customer &customer() {
    client->soap_header(auth);
    return *client;
}

// For a call that must succeed: otherwise the fault goes to stderr and the program ends.
static void must(int failed) {
    if (!failed) return;
    client->soap_stream_fault(std::cerr);
    std::exit(1);
}

static std::string refusal(int failed) {
    if (!failed || !client->soap->fault) return "null";
    const ngnpro__NGNException exception = client->exception();
    return object({
        {"faultcode", json(std::string(client->soap_fault()->faultcode))},
        {"faultstring", json(std::string(client->soap_fault_string()))}, {"name", json(exception.name)},
        {"errorcode", json(exception.errorcode)}, {"errorstring", json(exception.errorstring)},
    });
}

int main(int, char **argv) {
    const char *endpoint = argv[1], *login = argv[2], *password = argv[3];
    const std::string tag = argv[4];
    Customer proxy(endpoint, SOAP_C_UTFSTRING);   // std::string holds UTF-8
    proxy.soap->connect_timeout = proxy.soap->recv_timeout = 10;
    client = &proxy;
    identify(login, password, true);
    Members told;

    Account account;
    account.username = keep(tag + "-reseller"), account.password = text("geheim & sicher");
    account.organization = text("Müller & Söhne <GmbH>"), account.timezone = text("Europe/Berlin");
    account.balance = keep(12.5), account.resellerActive = keep(true);
    Account *reseller, *none, *one, *two, *read, *updated, *own;
    must(customer().add(&account, reseller));
    told.emplace_back("reseller", shown(*reseller));

    account = Account();
    account.reseller = reseller->id, account.username = keep(tag + "-none"), account.password = text("aaaaaa");
    account.firstName = text("Zoë"), account.lastName = text("Čapek"), account.properties = client->listed({});
    must(customer().add(&account, none));
    told.emplace_back("none", shown(*none));

    account = Account();
    account.reseller = reseller->id, account.username = keep(tag + "-one"), account.password = text("bbbbbb");
    account.organization = text("To be emptied"), account.address = text("Line 1\nLine 2");
    account.properties = client->listed({property("sip_credit", "credit", "5", "admin")});
    must(customer().add(&account, one));
    told.emplace_back("one", shown(*one));

    account = Account();
    account.reseller = reseller->id, account.username = keep(tag + "-two"), account.password = text("cccccc");
    account.web = text("https://example.net/?a=1&b=<2>"), account.credit = keep(0.25);
    account.properties = client->listed({property("pstn_access", "sip", "1", "admin"),
        property("support_company", "sip", "A & B <C>", "customer")});
    must(customer().add(&account, two));
    told.emplace_back("two", shown(*two));

    must(customer().get(*one->id, read));
    told.emplace_back("read", shown(*read));
    read->organization = text(""), read->city = text("Köln"), read->address = text("Line 1\nLine 2\nLine 3");
    *read->balance = 2.5;
    Customer::items(read->properties)[0]->value = text("7");
    must(customer().update(read));
    must(customer().get(*one->id, updated));
    told.emplace_back("updated", shown(*updated));

    must(customer().set(*two->id, {property("support_company", "sip", "D & E", "customer")}));
    must(customer().set(*none->id, {}));
    Members properties;
    for (const auto &[name, stored] : {std::pair("none", none), std::pair("one", one), std::pair("two", two)}) {
        Properties found;
        must(customer().get(*stored->id, found));
        properties.emplace_back(name, list<Property>(found, shown));
    }
    told.emplace_back("properties", object(properties));

    Members found;
    ngnpro__CustomerQueryResult *page;
    ngnpro__CustomerFilter nobody, exactly, of_reseller, beginning;
    nobody.username = keep(tag + "-nobody"), exactly.username = keep(tag + "-one");
    of_reseller.reseller = reseller->id, beginning.username = keep(tag + "-%");
    must(customer().customers(query(nobody, "customer", "ASC", 0, 20), page));
    found.emplace_back("none", shown(*page));
    must(customer().customers(query(exactly, "customer", "ASC", 0, 1), page));
    found.emplace_back("one", shown(*page));
    must(customer().customers(query(of_reseller, "username", "DESC", 1, 2), page));
    found.emplace_back("page", shown(*page));
    must(customer().resellers(query(beginning, "customer", "ASC", 0, 20), page));
    found.emplace_back("resellers", shown(*page));
    told.emplace_back("found", object(found));
    must(customer().remove(*two->id));

    Members faults;
    account = Account();
    account.reseller = reseller->id, account.username = keep(tag + "-one"), account.password = text("dddddd");
    Account *refused;
    faults.emplace_back("taken", refusal(customer().add(&account, refused)));
    faults.emplace_back("unknown", refusal(customer().get(*two->id, refused)));
    identify(tag + "-reseller", "geheim & sicher", false);
    must(customer().get(*reseller->id, own));
    told.emplace_back("own", shown(*own));
    identify(tag + "-reseller", "wrong", false);
    faults.emplace_back("wrong_password", refusal(customer().get(*reseller->id, refused)));
    told.emplace_back("faults", object(faults));
    // The operations without a result have none to show: their stubs give an empty struct.
    told.emplace_back("void",
        object({{"updateAccount", "null"}, {"setProperties", "null"}, {"deleteAccount", "null"}}));
    std::cout << object(told);
}
