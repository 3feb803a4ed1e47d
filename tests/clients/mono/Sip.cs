// SPDX-License-Identifier: Apache-2.0
// The SIP story of tests/clients/README.md told by the proxy that Mono's wsdl makes: Sip.exe URL LOGIN PASSWORD TAG
using System.Collections.Generic;
using System.Linq;

static class Sip
{
    static NGNPro sip;
    static string domain;

    static SipId Address(string username)
    {
        return new SipId { username = username, domain = domain };
    }

    static Dictionary<string, object> Page(string username)
    {
        SipAccountPage found = sip.getAccounts(new SipQuery
        {
            filter = new SipFilter { username = username, domain = domain },
            range = Port.Given(new Range { start = 0, count = 5 }, "start", "count"),
        });
        return new Dictionary<string, object>
        {
            { "names", found.accounts.Select(each => each.id.username) }, { "total", found.total },
        };
    }

    static void Main(string[] arguments)
    {
        domain = arguments[3] + ".example";
        sip = Port.At<NGNPro>(arguments[0], arguments[1], arguments[2]);
        sip.addDomain(new SipDomain { domain = domain });
        SipAccount account = sip.addAccount(Port.Given(new SipAccount
        {
            id = Address("Alice"), firstName = "Älice & <Co>", password = "geheim & sicher",
            groups = new[] { "free-pstn", "sms" }, quota = 5, prepaid = true,
            acl = new[] { Port.Given(new AclEntry { ip = "10.0.0.0", mask = 8 }) },
            properties = new[]
            {
                new Property { name = "language", value = "nl" }, new Property { name = "empty", value = "" },
            },
        }));
        var told = new Dictionary<string, object>
        {
            { "id", account.id }, { "firstName", account.firstName }, { "password", account.password },
            { "groups", account.groups }, { "quota", account.quota }, { "prepaid", account.prepaid },
            { "acl", account.acl.Select(each => new object[] { each.ip, each.mask }).ToList() },
            { "properties", account.properties.Select(each => new[] { each.name, each.value }).ToList() },
            { "timeout", account.timeout },
        };

        account.quota = 7;
        account.acl = new AclEntry[0];
        told["done"] = sip.updateAccount(account);
        SipAccount read = sip.getAccount(Address("alice"));
        told["read"] = new object[] { read.quota, read.acl, read.groups, read.password };
        told["pages"] = new[] { Page("nobody"), Page("ALICE") };
        Port.Once(sip, arguments[3]);
        sip.addBalance(Address("alice"), 10.25, "first");
        BalanceChange balance = sip.addBalance(Address("alice"), 10.25, "first");
        Port.Once(sip, null);
        told["balance"] = balance;
        told["balances"] = sip.getPrepaidStatus(new[] { Address("bob"), Address("alice") }).Select(each => each.balance);
        sip.setBarringPrefixes(Address("alice"), new[] { "+44" });
        told["barred"] = new[] { sip.getBarringPrefixes(Address("alice")), sip.getRejectMembers(Address("alice")) };
        told["diversions"] = sip.getCallDiversions(Address("alice"));
        told["trace"] = sip.getMediaSessions();
        told["code"] = Port.Code(() => sip.getAccount(Address("nobody")));
        told["deleted"] = new[] { sip.deleteAccount(Address("alice")), sip.deleteDomain(domain) };
        Port.Tell(told);
    }
}
