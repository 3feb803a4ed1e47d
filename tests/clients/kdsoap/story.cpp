// SPDX-License-Identifier: Apache-2.0
// The story of tests/clients/README.md told by KDSoap.
#include "port.h"

using Account = NGNPRO__CustomerAccount;
using Properties = NGNPRO__CustomerPropertyArray;

static Properties listed(const QList<NGNPRO__CustomerProperty> &items) {
    Properties list;
    list.setItem(items);
    return list;
}

static NGNPRO__CustomerProperty property(
    const QString &name, const QString &category, const QString &value, const QString &permission) {
    NGNPRO__CustomerProperty property;
    property.setName(name);
    property.setCategory(category);
    property.setValue(value);
    property.setPermission(permission);
    return property;
}

static Account account(const QString &username, const QString &password) {
    Account account;
    account.setUsername(username);
    account.setPassword(password);
    return account;
}

static Account add(const Account &given) {
    return call<AddAccountJob>([&](auto &parameters) { parameters.setAccount(given); }).account();
}

static Account get(qint64 id) {
    return call<GetAccountJob>([&](auto &parameters) { parameters.setId(id); }).account();
}

static QJsonValue properties(qint64 id) {
    return shown(call<GetPropertiesJob>([&](auto &parameters) { parameters.setCustomer(id); }).properties());
}

static void set(qint64 id, const Properties &list) {
    call<SetPropertiesJob>([&](auto &parameters) {
        parameters.setCustomer(id);
        parameters.setProperties(list);
    });
}

template <class Job> static QJsonValue page(
    const NGNPRO__CustomerFilter &filter, const QString &attribute, const QString &direction, int start, int count) {
    NGNPRO__OrderBy order;
    order.setAttribute(attribute);
    order.setDirection(direction);
    NGNPRO__Range range;
    range.setStart(start);
    range.setCount(count);
    NGNPRO__CustomerQuery query;
    query.setFilter(filter);
    query.setOrderBy(order);
    query.setRange(range);
    return shown(call<Job>([&](auto &parameters) { parameters.setQuery(query); }).result());
}

static NGNPRO__CustomerFilter named(const QString &pattern) {
    NGNPRO__CustomerFilter filter;
    filter.setUsername(pattern);
    return filter;
}

static QJsonObject story(const QString &tag) {
    QJsonObject told;
    Account given = account(tag + "-reseller", "geheim & sicher");
    given.setOrganization("Müller & Söhne <GmbH>");
    given.setTimezone("Europe/Berlin");
    given.setBalance(12.5);
    given.setResellerActive(true);
    const Account reseller = add(given);
    told["reseller"] = shown(reseller);

    given = account(tag + "-none", "aaaaaa");
    given.setReseller(reseller.id());
    given.setFirstName("Zoë");
    given.setLastName("Čapek");
    given.setProperties(listed({}));
    const Account none = add(given);
    told["none"] = shown(none);

    given = account(tag + "-one", "bbbbbb");
    given.setReseller(reseller.id());
    given.setOrganization("To be emptied");
    given.setAddress("Line 1\nLine 2");
    given.setProperties(listed({property("sip_credit", "credit", "5", "admin")}));
    const Account one = add(given);
    told["one"] = shown(one);

    given = account(tag + "-two", "cccccc");
    given.setReseller(reseller.id());
    given.setWeb("https://example.net/?a=1&b=<2>");
    given.setCredit(0.25);
    given.setProperties(listed({
        property("pstn_access", "sip", "1", "admin"), property("support_company", "sip", "A & B <C>", "customer"),
    }));
    const Account two = add(given);
    told["two"] = shown(two);

    Account read = get(one.id());
    told["read"] = shown(read);
    read.setOrganization("");
    read.setCity("Köln");
    read.setAddress("Line 1\nLine 2\nLine 3");
    read.setBalance(2.5);
    QList<NGNPRO__CustomerProperty> items = read.properties().item();
    items[0].setValue("7");
    read.setProperties(listed(items));
    call<UpdateAccountJob>([&](auto &parameters) { parameters.setAccount(read); });
    told["updated"] = shown(get(one.id()));

    set(two.id(), listed({property("support_company", "sip", "D & E", "customer")}));
    set(none.id(), listed({}));
    told["properties"] = QJsonObject{
        {"none", properties(none.id())}, {"one", properties(one.id())}, {"two", properties(two.id())},
    };
    NGNPRO__CustomerFilter ofReseller;
    ofReseller.setReseller(reseller.id());
    told["found"] = QJsonObject{
        {"none", page<GetCustomersJob>(named(tag + "-nobody"), "customer", "ASC", 0, 20)},
        {"one", page<GetCustomersJob>(named(tag + "-one"), "customer", "ASC", 0, 1)},
        {"page", page<GetCustomersJob>(ofReseller, "username", "DESC", 1, 2)},
        {"resellers", page<GetResellersJob>(named(tag + "-%"), "customer", "ASC", 0, 20)},
    };
    call<DeleteAccountJob>([&](auto &parameters) { parameters.setId(two.id()); });

    Account again = account(tag + "-one", "dddddd");
    again.setReseller(reseller.id());
    QJsonObject faults;
    faults["taken"] = refusal([&] { add(again); });
    faults["unknown"] = refusal([&] { get(two.id()); });
    identify(tag + "-reseller", "geheim & sicher", false);
    told["own"] = shown(get(reseller.id()));
    identify(tag + "-reseller", "wrong", false);
    faults["wrong_password"] = refusal([&] { get(reseller.id()); });
    told["faults"] = faults;
    // The operations without a result have none to show: their stubs give an empty record.
    told["void"] = QJsonObject{{"updateAccount", {}}, {"setProperties", {}}, {"deleteAccount", {}}};
    return told;
}
