// SPDX-License-Identifier: Apache-2.0
// The story of tests/clients/README.md told by the proxy that Mono's wsdl makes: Story.exe URL LOGIN PASSWORD TAG
using System.Collections.Generic;

static class Story
{
    static CustomerProperty Property(string name, string category, string value, string permission)
    {
        return new CustomerProperty { name = name, category = category, value = value, permission = permission };
    }

    static CustomerQuery Query(CustomerFilter filter, string attribute, string direction, int start, int count)
    {
        return new CustomerQuery
        {
            filter = filter,
            orderBy = new OrderBy { attribute = attribute, direction = direction },
            range = Port.Given(new Range { start = start, count = count }, "start", "count"),
        };
    }

    // The proxy takes and gives back the record in one parameter: both have the name account.
    static CustomerAccount Add(NGNPro customer, CustomerAccount account)
    {
        customer.addAccount(ref account);
        return account;
    }

    static void Main(string[] arguments)
    {
        string tag = arguments[3];
        NGNPro customer = Port.At<NGNPro>(arguments[0], arguments[1], arguments[2]);
        var told = new Dictionary<string, object>();

        CustomerAccount reseller = Add(customer, Port.Given(new CustomerAccount
        {
            username = tag + "-reseller", password = "geheim & sicher", organization = "Müller & Söhne <GmbH>",
            timezone = "Europe/Berlin", balance = 12.5, resellerActive = true,
        }));
        CustomerAccount none = Add(customer, new CustomerAccount
        {
            reseller = reseller.id, username = tag + "-none", password = "aaaaaa", firstName = "Zoë", lastName = "Čapek",
            properties = new CustomerProperty[0],
        });
        CustomerAccount one = Add(customer, new CustomerAccount
        {
            reseller = reseller.id, username = tag + "-one", password = "bbbbbb", organization = "To be emptied",
            address = "Line 1\nLine 2", properties = new[] { Property("sip_credit", "credit", "5", "admin") },
        });
        CustomerAccount two = Add(customer, Port.Given(new CustomerAccount
        {
            reseller = reseller.id, username = tag + "-two", password = "cccccc", web = "https://example.net/?a=1&b=<2>",
            credit = 0.25,
            properties = new[]
            {
                Property("pstn_access", "sip", "1", "admin"), Property("support_company", "sip", "A & B <C>", "customer"),
            },
        }));
        told["reseller"] = reseller;
        told["none"] = none;
        told["one"] = one;
        told["two"] = two;

        told["read"] = customer.getAccount(one.id);
        CustomerAccount read = customer.getAccount(one.id);
        read.organization = "";
        read.city = "Köln";
        read.address = "Line 1\nLine 2\nLine 3";
        read.balance = 2.5;
        read.properties[0].value = "7";
        customer.updateAccount(read);
        told["updated"] = customer.getAccount(one.id);

        customer.setProperties(two.id, new[] { Property("support_company", "sip", "D & E", "customer") });
        customer.setProperties(none.id, new CustomerProperty[0]);
        told["properties"] = new Dictionary<string, object>
        {
            { "none", customer.getProperties(none.id) },
            { "one", customer.getProperties(one.id) },
            { "two", customer.getProperties(two.id) },
        };

        var nobody = new CustomerFilter { username = tag + "-nobody" };
        var exactly = new CustomerFilter { username = tag + "-one" };
        var ofReseller = new CustomerFilter { reseller = reseller.id };
        var beginning = new CustomerFilter { username = tag + "-%" };
        told["found"] = new Dictionary<string, object>
        {
            { "none", customer.getCustomers(Query(nobody, "customer", "ASC", 0, 20)) },
            { "one", customer.getCustomers(Query(exactly, "customer", "ASC", 0, 1)) },
            { "page", customer.getCustomers(Query(ofReseller, "username", "DESC", 1, 2)) },
            { "resellers", customer.getResellers(Query(beginning, "customer", "ASC", 0, 20)) },
        };
        customer.deleteAccount(two.id);

        var again = new CustomerAccount { reseller = reseller.id, username = tag + "-one", password = "dddddd" };
        var faults = new Dictionary<string, object>();
        faults["taken"] = Port.Refusal(() => Add(customer, again));
        faults["unknown"] = Port.Refusal(() => customer.getAccount(two.id));
        Port.Identify(customer, tag + "-reseller", "geheim & sicher", false);
        told["own"] = customer.getAccount(reseller.id);
        Port.Identify(customer, tag + "-reseller", "wrong", false);
        faults["wrong_password"] = Port.Refusal(() => customer.getAccount(reseller.id));
        told["faults"] = faults;
        // The operations without a result are void methods of the proxy: there is nothing to show.
        told["void"] = new Dictionary<string, object>
        {
            { "updateAccount", null }, { "setProperties", null }, { "deleteAccount", null },
        };
        Port.Tell(told);
    }
}
