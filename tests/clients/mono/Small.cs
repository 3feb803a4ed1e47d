// SPDX-License-Identifier: Apache-2.0
// The story of the small ports of tests/clients/README.md told by the proxies that Mono's wsdl makes of the joint document:
// Small.exe URL LOGIN PASSWORD TAG
using System.Collections.Generic;

static class Small
{
    static VoicemailPortBinding voicemail;
    static RatingPortBinding rating;
    static SipPortBinding sip;
    static string domain;

    static SipId Address(string username)
    {
        return new SipId { username = username, domain = domain };
    }

    static VoicemailAccount Account(string password)
    {
        return new VoicemailAccount { sipId = Address("Alice"), password = password };
    }

    // The mailbox of alice without its number.
    static object Mailbox()
    {
        VoicemailAccount stored = voicemail.getAccount(Address("Alice"));
        return new object[]
        {
            stored.sipId, stored.password, stored.name, stored.email, stored.info, stored.options.delete,
        };
    }

    // Sets the first profile of an entity, and with it the others, which are not given.
    static bool Set(string entity, string profile)
    {
        return rating.setEntityProfiles(new RatingEntityProfiles { entity = entity, profileWeekday = profile });
    }

    // The groups of alice, and where her calls are diverted.
    static object Following()
    {
        CallDiversions found = sip.getCallDiversions(Address("Alice"));
        var targets = new[] { found.FUNC, found.FNOL, found.FBUS, found.FNOA, found.FUNV };
        return new object[] { sip.getAccount(Address("Alice")).groups, targets };
    }

    static void Main(string[] arguments)
    {
        string url = arguments[0], login = arguments[1], password = arguments[2], tag = arguments[3];
        voicemail = Port.At<VoicemailPortBinding>(url, login, password);
        rating = Port.At<RatingPortBinding>(url, login, password);
        sip = Port.At<SipPortBinding>(url, login, password);
        var network = Port.At<NetworkPortBinding>(url, login, password);
        domain = tag + ".example";
        string elsewhere = "elsewhere-" + domain, subscriber = "subscriber://Alice@" + domain, whole = "domain://" + domain;

        var reseller = Port.Given(new CustomerAccount { username = tag, password = "geheim & sicher", resellerActive = true });
        Port.At<CustomerPortBinding>(url, login, password).addAccount(ref reseller);
        sip.addDomain(new SipDomain { domain = domain, customer = reseller.id });
        sip.addDomain(new SipDomain { domain = elsewhere });
        sip.addAccount(new SipAccount
        {
            id = Address("Alice"), password = "secret", firstName = "Zoë", lastName = "& <Co>", email = "zoe@example.net",
        });

        var told = new Dictionary<string, object>();
        told["none"] = new[]
        {
            Port.Code(() => voicemail.getAccount(Address("Alice"))),
            Port.Code(() => voicemail.getAccount(Address("nobody"))),
            Port.Code(() => voicemail.addAccount(Account("no digits"))),
        };
        string number = voicemail.addAccount(Account("24-68")).mailbox;
        told["number"] = number;
        told["made"] = Mailbox();
        string uri = "sip:" + number + "@voicemail.example";
        var diversions = new CallDiversions { FBUS = uri, FNOA = "<voice-mailbox>", FNOL = uri };
        sip.setCallDiversions(Address("Alice"), diversions);
        told["following"] = Following();
        VoicemailAccount read = voicemail.getAccount(Address("Alice"));
        read.name = "Zoë's & <box>";
        read.email = read.password = "";
        read.options.delete = false;
        told["changed"] = new object[] { voicemail.updateAccount(read), Mailbox() };
        told["announced"] = voicemail.setAnnouncement(Address("Alice"), "Grüß Gott & <hallo>");
        told["again"] = Port.Code(() => voicemail.addAccount(Account(null)));
        told["deleted"] = new object[]
        {
            voicemail.deleteAccount(Address("Alice")),
            Port.Code(() => voicemail.deleteAccount(Address("Alice"))),
            Following(),
        };
        told["next"] = voicemail.addAccount(Account(null)).mailbox;

        told["unrated"] = new[]
        {
            Port.Code(() => rating.getEntityProfiles(subscriber)), Port.Code(() => rating.deleteEntityProfiles(subscriber)),
            Port.Code(() => rating.getEntityProfiles("mailto:alice@example.net")), Port.Code(() => Set(null, "100")),
        };
        bool rated = rating.setEntityProfiles(Port.Given(new RatingEntityProfiles
        {
            entity = subscriber, profileWeekday = "100", profileWeekdayAlt = "1 & <2>", profileWeekend = "200",
            profileWeekendAlt = "201", timezone = "Europe/Amsterdam", increment = 6,
        }));
        told["rated"] = new object[] { rated, rating.getEntityProfiles(subscriber) };
        told["replaced"] = new object[] { Set(subscriber, "300"), rating.getEntityProfiles(subscriber) };
        told["unset"] = new object[]
        {
            rating.deleteEntityProfiles(subscriber), Port.Code(() => rating.getEntityProfiles(subscriber)),
        };
        Set(subscriber, "400");
        Set(whole, "500");

        told["status"] = network.getStatus();
        string ofAll = network.getStatistics();
        Port.Identify(voicemail, tag, "geheim & sicher", false);
        Port.Identify(rating, tag, "geheim & sicher", false);
        Port.Identify(network, tag, "geheim & sicher", false);
        told["statistics"] = new[] { ofAll, network.getStatistics() };
        told["own"] = new[]
        {
            voicemail.getAccount(Address("Alice")).mailbox, rating.getEntityProfiles(whole).profileWeekday,
        };
        told["foreign"] = Port.Code(() => rating.getEntityProfiles("domain://" + elsewhere));
        sip.deleteAccount(Address("Alice"));
        told["gone"] = new[]
        {
            Port.Code(() => voicemail.getAccount(Address("Alice"))), Port.Code(() => rating.getEntityProfiles(subscriber)),
        };
        Port.Tell(told);
    }
}
