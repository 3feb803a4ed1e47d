// SPDX-License-Identifier: Apache-2.0
// The SIP story of tests/clients/README.md told by KDSoap.
#include "port.h"

static QString domain;

static NGNPRO__SipId address(const QString &username) {
    NGNPRO__SipId id;
    id.setUsername(username);
    id.setDomain(domain);
    return id;
}

// What an operation that takes nothing but an address answers.
template <class Job> static auto of(const QString &username) {
    return call<Job>([&](auto &parameters) { parameters.setSipId(address(username)); }).result();
}

static NGNPRO__Property property(const QString &name, const QString &value) {
    NGNPRO__Property property;
    property.setName(name);
    property.setValue(value);
    return property;
}

static NGNPRO__StringArray texts(const QStringList &items) {
    NGNPRO__StringArray list;
    list.setItem(items);
    return list;
}

static QJsonArray shown(const QStringList &items) { return QJsonArray::fromStringList(items); }

static NGNPRO__SipAccount given() {
    NGNPRO__AclEntry entry;
    entry.setIp("10.0.0.0");
    entry.setMask(8);
    NGNPRO__AclEntryArray acl;
    acl.setItem({entry});
    NGNPRO__PropertyArray properties;
    properties.setItem({property("language", "nl"), property("empty", "")});
    NGNPRO__SipAccount account;
    account.setId(address("Alice"));
    account.setFirstName("Älice & <Co>");
    account.setPassword("geheim & sicher");
    account.setGroups(texts({"free-pstn", "sms"}));
    account.setQuota(5);
    account.setPrepaid(true);
    account.setAcl(acl);
    account.setProperties(properties);
    return account;
}

static QJsonObject created(const NGNPRO__SipAccount &account) {
    QJsonArray acl, properties;
    for (const auto &each : account.acl().item()) acl.append(QJsonArray{each.ip(), each.mask()});
    for (const auto &each : account.properties().item()) properties.append(QJsonArray{each.name(), each.value()});
    return {
        {"id", shown(account.id())}, {"firstName", account.firstName()}, {"password", account.password()},
        {"groups", shown(account.groups().item())}, {"quota", account.quota()}, {"prepaid", account.prepaid()},
        {"acl", acl}, {"properties", properties}, {"timeout", account.timeout()},
    };
}

static QJsonObject page(const QString &username) {
    NGNPRO__SipFilter filter;
    filter.setUsername(username);
    filter.setDomain(domain);
    NGNPRO__Range range;
    range.setStart(0);
    range.setCount(5);
    NGNPRO__SipQuery query;
    query.setFilter(filter);
    query.setRange(range);
    const auto found = call<GetAccountsJob>([&](auto &parameters) { parameters.setQuery(query); }).result();
    QJsonArray names;
    for (const auto &each : found.accounts().item()) names.append(each.id().username());
    return {{"names", names}, {"total", found.total()}};
}

static QJsonObject story(const QString &tag) {
    domain = tag + ".example";
    NGNPRO__SipDomain made;
    made.setDomain(domain);
    call<AddDomainJob>([&](auto &parameters) { parameters.setDomain(made); });
    auto account = call<AddAccountJob>([&](auto &parameters) { parameters.setAccount(given()); }).result();
    QJsonObject told = created(account);

    account.setQuota(7);
    account.setAcl({});
    told["done"] = call<UpdateAccountJob>([&](auto &parameters) { parameters.setAccount(account); }).result();
    const auto read = of<GetAccountJob>("alice");
    QJsonArray acl;
    for (const auto &each : read.acl().item()) acl.append(shown(each));
    told["read"] = QJsonArray{read.quota(), acl, shown(read.groups().item()), read.password()};
    told["pages"] = QJsonArray{page("nobody"), page("ALICE")};
    once(tag);
    for (int i = 0; i < 2; ++i) told["balance"] = shown(call<AddBalanceJob>([&](auto &parameters) {
        parameters.setSipId(address("alice"));
        parameters.setValue(10.25);
        parameters.setDescription("first");
    }).result());
    notOnce();
    NGNPRO__SipIdArray wanted;
    wanted.setItem({address("bob"), address("alice")});
    QJsonArray balances;
    const auto statuses = call<GetPrepaidStatusJob>([&](auto &parameters) { parameters.setSipIds(wanted); }).result();
    for (const auto &each : statuses.item()) balances.append(each.balance());
    told["balances"] = balances;
    call<SetBarringPrefixesJob>([&](auto &parameters) {
        parameters.setSipId(address("alice"));
        parameters.setPrefixes(texts({"+44"}));
    });
    told["barred"] = QJsonArray{
        shown(of<GetBarringPrefixesJob>("alice").item()), shown(of<GetRejectMembersJob>("alice").item()),
    };
    told["diversions"] = shown(of<GetCallDiversionsJob>("alice"));
    told["trace"] = call<GetMediaSessionsJob>([](auto &) {}).result();
    told["code"] = refusal([] { of<GetAccountJob>("nobody"); })["errorcode"].toString().toInt();
    told["deleted"] = QJsonArray{
        of<DeleteAccountJob>("alice"),
        call<DeleteDomainJob>([](auto &parameters) { parameters.setDomain(domain); }).result(),
    };
    return told;
}
