// SPDX-License-Identifier: Apache-2.0
// The story of tests/clients/README.md told by gSOAP.
#include "port.h"

using Account = ngnpro__CustomerAccount;
using Property = ngnpro__CustomerProperty;
using Properties = ARRAY(CustomerProperty);

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
        {"changeDate", json(a.changeDate)}, {"properties", list(a.properties)},
    });
}

static std::string shown(const ngnpro__CustomerQueryResult &found) {
    return object({{"accounts", list(found.accounts)}, {"total", json(found.total)}});
}

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

template <class Operation> static std::string refusal(const Operation &operation) {
    if (!refused(operation)) return "null";
    const ngnpro__NGNException exception = detail(port->soap);
    return object({
        {"faultcode", json(std::string(port->soap_fault()->faultcode))},
        {"faultstring", json(std::string(port->soap_fault_string()))}, {"name", json(exception.name)},
        {"errorcode", json(exception.errorcode)}, {"errorstring", json(exception.errorstring)},
    });
}

static Members story(const std::string &tag) {
    Members told;
    Account account;
    account.username = keep(tag + "-reseller"), account.password = text("geheim & sicher");
    account.organization = text("Müller & Söhne <GmbH>"), account.timezone = text("Europe/Berlin");
    account.balance = keep(12.5), account.resellerActive = keep(true);
    Account *reseller = CALL(addAccount, &account).account;
    told.emplace_back("reseller", shown(*reseller));

    account = Account();
    account.reseller = reseller->id, account.username = keep(tag + "-none"), account.password = text("aaaaaa");
    account.firstName = text("Zoë"), account.lastName = text("Čapek"), account.properties = listed<Properties>({});
    Account *none = CALL(addAccount, &account).account;
    told.emplace_back("none", shown(*none));

    account = Account();
    account.reseller = reseller->id, account.username = keep(tag + "-one"), account.password = text("bbbbbb");
    account.organization = text("To be emptied"), account.address = text("Line 1\nLine 2");
    account.properties = listed<Properties>({property("sip_credit", "credit", "5", "admin")});
    Account *one = CALL(addAccount, &account).account;
    told.emplace_back("one", shown(*one));

    account = Account();
    account.reseller = reseller->id, account.username = keep(tag + "-two"), account.password = text("cccccc");
    account.web = text("https://example.net/?a=1&b=<2>"), account.credit = keep(0.25);
    account.properties = listed<Properties>({property("pstn_access", "sip", "1", "admin"),
        property("support_company", "sip", "A & B <C>", "customer")});
    Account *two = CALL(addAccount, &account).account;
    told.emplace_back("two", shown(*two));

    Account *read = CALL(getAccount, *one->id).account;
    told.emplace_back("read", shown(*read));
    read->organization = text(""), read->city = text("Köln"), read->address = text("Line 1\nLine 2\nLine 3");
    *read->balance = 2.5;
    items(read->properties)[0]->value = text("7");
    CALL(updateAccount, read);
    Account *updated = CALL(getAccount, *one->id).account;
    told.emplace_back("updated", shown(*updated));

    CALL(setProperties, *two->id, listed<Properties>({property("support_company", "sip", "D & E", "customer")}));
    CALL(setProperties, *none->id, listed<Properties>({}));
    Members properties;
    for (const auto &[name, stored] : {std::pair("none", none), std::pair("one", one), std::pair("two", two)}) {
        properties.emplace_back(name, list(CALL(getProperties, *stored->id).properties));
    }
    told.emplace_back("properties", object(properties));

    Members found;
    ngnpro__CustomerFilter nobody, exactly, of_reseller, beginning;
    nobody.username = keep(tag + "-nobody"), exactly.username = keep(tag + "-one");
    of_reseller.reseller = reseller->id, beginning.username = keep(tag + "-%");
    found.emplace_back("none", shown(*CALL(getCustomers, query(nobody, "customer", "ASC", 0, 20)).result));
    found.emplace_back("one", shown(*CALL(getCustomers, query(exactly, "customer", "ASC", 0, 1)).result));
    found.emplace_back("page", shown(*CALL(getCustomers, query(of_reseller, "username", "DESC", 1, 2)).result));
    found.emplace_back("resellers", shown(*CALL(getResellers, query(beginning, "customer", "ASC", 0, 20)).result));
    told.emplace_back("found", object(found));
    CALL(deleteAccount, *two->id);

    Members faults;
    account = Account();
    account.reseller = reseller->id, account.username = keep(tag + "-one"), account.password = text("dddddd");
    faults.emplace_back("taken", refusal([&] { CALL(addAccount, &account); }));
    faults.emplace_back("unknown", refusal([&] { CALL(getAccount, *two->id); }));
    identify(tag + "-reseller", "geheim & sicher", false);
    Account *own = CALL(getAccount, *reseller->id).account;
    told.emplace_back("own", shown(*own));
    identify(tag + "-reseller", "wrong", false);
    faults.emplace_back("wrong_password", refusal([&] { CALL(getAccount, *reseller->id); }));
    told.emplace_back("faults", object(faults));
    // The operations without a result have none to show: their stubs give an empty struct.
    told.emplace_back("void",
        object({{"updateAccount", "null"}, {"setProperties", "null"}, {"deleteAccount", "null"}}));
    return told;
}
