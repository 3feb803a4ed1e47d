// SPDX-License-Identifier: Apache-2.0
// The SIP story of tests/clients/README.md told by gSOAP.
#include "port.h"

using Account = ngnpro__SipAccount;
using Texts = ARRAY(String);
using Acl = ARRAY(AclEntry);
using Properties = ARRAY(Property);

static std::string shown(const ngnpro__AclEntry &each) { return list({json(each.ip), json(each.mask)}); }
static std::string shown(const ngnpro__Property &each) { return list({json(each.name), json(each.value)}); }
static std::string shown(const Account &each) { return json(each.id->username); }
static std::string shown(const ngnpro__PrepaidStatus &each) { return json(each.balance); }

static ngnpro__SipId *address(const std::string &username, const std::string &domain) {
    auto *id = keep(ngnpro__SipId());
    id->username = text(username), id->domain = text(domain);
    return id;
}

static std::string page(const std::string &username, const std::string &domain) {
    ngnpro__SipFilter filter;
    filter.username = text(username), filter.domain = text(domain);
    ngnpro__Range range;
    range.start = keep(0), range.count = keep(5);
    ngnpro__SipQuery query;
    query.filter = &filter, query.range = &range;
    const auto *found = CALL(getAccounts, &query).result;
    return object({{"names", list(found->accounts)}, {"total", json(found->total)}});
}

static Members story(const std::string &tag) {
    const std::string domain = tag + ".example";
    auto *alice = address("alice", domain), *bob = address("bob", domain);
    ngnpro__SipDomain made;
    made.domain = text(domain);
    CALL(addDomain, &made);

    ngnpro__AclEntry entry;
    entry.ip = text("10.0.0.0"), entry.mask = keep(8);
    ngnpro__Property language, empty;
    language.name = text("language"), language.value = text("nl"), empty.name = text("empty"), empty.value = text("");
    Account given;
    given.id = address("Alice", domain), given.firstName = text("Älice & <Co>");
    given.password = text("geheim & sicher"), given.groups = listed<Texts>({"free-pstn", "sms"});
    given.quota = keep(5), given.prepaid = keep(true);
    given.acl = listed<Acl>({&entry}), given.properties = listed<Properties>({&language, &empty});
    Account *account = CALL(addAccount, &given).result;
    Members told = {
        {"id", object({{"username", json(account->id->username)}, {"domain", json(account->id->domain)}})},
        {"firstName", json(account->firstName)}, {"password", json(account->password)},
        {"groups", list(account->groups)}, {"quota", json(account->quota)}, {"prepaid", json(account->prepaid)},
        {"acl", list(account->acl)}, {"properties", list(account->properties)},
        {"timeout", json(account->timeout)},
    };
    account->quota = keep(7), account->acl = listed<Acl>({});
    told.emplace_back("done", json(CALL(updateAccount, account).result));
    const Account *read = CALL(getAccount, alice).result;
    told.emplace_back("read",
        list({json(read->quota), list(read->acl), list(read->groups), json(read->password)}));
    told.emplace_back("pages", list({page("nobody", domain), page("ALICE", domain)}));
    request = keep(ngnprov__RequestOptions());
    request->id = text(tag);
    CALL(addBalance, alice, 10.25, OPTIONAL(text("first")));   // sent twice, made once
    const auto *balance = CALL(addBalance, alice, 10.25, OPTIONAL(text("first"))).result;
    request = nullptr;
    told.emplace_back("balance", object({
        {"old_balance", json(balance->old_USCOREbalance)}, {"new_balance", json(balance->new_USCOREbalance)},
    }));
    told.emplace_back("balances", list(CALL(getPrepaidStatus, listed<ARRAY(SipId)>({bob, alice})).result));
    CALL(setBarringPrefixes, alice, listed<Texts>({"+44"}));
    told.emplace_back("barred", list({
        list(CALL(getBarringPrefixes, alice).result), list(CALL(getRejectMembers, alice).result),
    }));
    const auto *diversions = CALL(getCallDiversions, alice).result;
    told.emplace_back("diversions", object({
        {"FUNC", json(diversions->FUNC)}, {"FNOL", json(diversions->FNOL)}, {"FBUS", json(diversions->FBUS)},
        {"FNOA", json(diversions->FNOA)}, {"FUNV", json(diversions->FUNV)},
    }));
    told.emplace_back("trace", json(CALL(getMediaSessions).result));
    told.emplace_back("code", refused([&] { CALL(getAccount, address("nobody", domain)); })
        ? json(detail(port->soap).errorcode) : "null");
    told.emplace_back("deleted",
        list({json(CALL(deleteAccount, alice).result), json(CALL(deleteDomain, domain).result)}));
    return told;
}
