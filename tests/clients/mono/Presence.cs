// SPDX-License-Identifier: Apache-2.0
// The presence story of tests/clients/README.md told by the proxies that Mono's wsdl makes of the joint document, where the second
// type of a name has a 1 behind it: Presence.exe URL LOGIN PASSWORD TAG
using System.Collections.Generic;

static class Presence
{
    const string Secret = "geheim & <sicher>";
    static PresencePortBinding presence;
    static SipId1 alice;

    static object Policy()
    {
        PresencePolicy found = presence.getPolicy(alice, Secret);
        return new[] { found.allow, found.deny, found.confirm };
    }

    static object Information()
    {
        PresenceInformation found = presence.getPresenceInformation(alice, Secret);
        return new[] { found.activity, found.note };
    }

    static void Main(string[] arguments)
    {
        string domain = arguments[3] + ".example";
        var sip = Port.At<SipPortBinding>(arguments[0], arguments[1], arguments[2]);
        presence = Port.At<PresencePortBinding>(arguments[0]);
        alice = new SipId1 { username = "alice", domain = domain };
        sip.addDomain(new SipDomain { domain = domain });
        sip.addAccount(new SipAccount { id = new SipId { username = "alice", domain = domain }, password = Secret });

        var told = new Dictionary<string, object> { { "before", new[] { Information(), Policy() } } };
        var said = new PresenceInformation { activity = "busy", note = "Füße & <hoch>" };
        var seen = new PresencePolicy { allow = new[] { "bob@example.com", "example.org" }, deny = new string[0] };
        told["done"] = new[]
        {
            presence.setPresenceInformation(alice, Secret, said), presence.setPolicy(alice, Secret, seen),
        };
        told["after"] = new[] { Information(), Policy() };
        told["watchers"] = presence.getWatchers(alice, Secret);
        told["deleted"] = new object[] { presence.deletePresenceInformation(alice, Secret), Information() };
        told["code"] = Port.Code(() => presence.getPolicy(alice, "wrong"));
        Port.Tell(told);
    }
}
