// SPDX-License-Identifier: Apache-2.0
import java.io.PrintStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ngnpro.*;
import org.apache.axis.client.Stub;
import org.apache.axis.message.SOAPHeaderElement;

/** The SIP story of tests/clients/README.md told by Axis 1.4, RPC/encoded: AxisSip URL LOGIN PASSWORD TAG */
public final class AxisSip {
    static SipPort_PortType sip;
    static String domain;

    static SipId address(String username) {
        SipId id = new SipId();
        id.setUsername(username);
        id.setDomain(domain);
        return id;
    }

    static Property property(String name, String value) {
        Property property = new Property();
        property.setName(name);
        property.setValue(value);
        return property;
    }

    static Map<String, Object> page(String username) throws Exception {
        SipQuery query = new SipQuery();
        query.setFilter(new SipFilter());
        query.getFilter().setUsername(username);
        query.getFilter().setDomain(domain);
        query.setRange(new Range());
        query.getRange().setStart(0);
        query.getRange().setCount(5);
        SipAccountPage found = sip.getAccounts(query);
        List<String> names = new ArrayList<>();
        for (SipAccount each : found.getAccounts()) names.add(each.getId().getUsername());
        return Map.of("names", names, "total", found.getTotal());
    }

    static Integer refused(String username) throws Exception {
        try {
            sip.getAccount(address(username));
        } catch (NGNException exception) {
            return exception.getErrorcode();
        }
        return null;
    }

    public static void main(String[] arguments) throws Exception {
        domain = arguments[3] + ".example";
        sip = new NGNProLocator().getSipPort(new URL(arguments[0] + "/ngnpro/sip/"));
        SOAPHeaderElement auth = new SOAPHeaderElement("urn:AGProjects:NGNPro", "auth");
        auth.addChildElement("username").addTextNode(arguments[1]);
        auth.addChildElement("password").addTextNode(arguments[2]);
        auth.addChildElement("admin").addTextNode("true");
        ((Stub) sip).setHeader(auth);
        Map<String, Object> told = new LinkedHashMap<>();

        SipDomain made = new SipDomain();
        made.setDomain(domain);
        sip.addDomain(made);
        AclEntry entry = new AclEntry();
        entry.setIp("10.0.0.0");
        entry.setMask(8);
        SipAccount account = new SipAccount();
        account.setId(address("Alice"));
        account.setFirstName("Älice & <Co>");
        account.setPassword("geheim & sicher");
        account.setGroups(new String[] {"free-pstn", "sms"});
        account.setQuota(5);
        account.setPrepaid(true);
        account.setAcl(new AclEntry[] {entry});
        account.setProperties(new Property[] {property("language", "nl"), property("empty", "")});
        account = sip.addAccount(account);
        told.put("id", Json.members(account.getId()));
        told.put("firstName", account.getFirstName());
        told.put("password", account.getPassword());
        told.put("groups", account.getGroups());
        told.put("quota", account.getQuota());
        told.put("prepaid", account.getPrepaid());
        List<Object> acl = new ArrayList<>(), properties = new ArrayList<>();
        for (AclEntry each : account.getAcl()) acl.add(List.of(each.getIp(), each.getMask()));
        for (Property each : account.getProperties()) properties.add(List.of(each.getName(), each.getValue()));
        told.put("acl", acl);
        told.put("properties", properties);
        told.put("timeout", account.getTimeout());

        account.setQuota(7);
        account.setAcl(new AclEntry[0]);
        told.put("done", sip.updateAccount(account));
        SipAccount read = sip.getAccount(address("alice"));
        told.put("read", List.of(read.getQuota(), read.getAcl(), read.getGroups(), read.getPassword()));
        told.put("pages", List.of(page("nobody"), page("ALICE")));
        SOAPHeaderElement once = new SOAPHeaderElement("urn:ngnprov", "request");
        once.addChildElement("id").addTextNode(arguments[3]);
        ((Stub) sip).setHeader(once);
        sip.addBalance(address("alice"), 10.25, "first");
        BalanceChange balance = sip.addBalance(address("alice"), 10.25, "first");
        ((Stub) sip).clearHeaders();
        ((Stub) sip).setHeader(auth);
        told.put("balance", Map.of("old_balance", balance.getOld_balance(), "new_balance", balance.getNew_balance()));
        List<Double> balances = new ArrayList<>();
        for (PrepaidStatus each : sip.getPrepaidStatus(new SipId[] {address("bob"), address("alice")})) {
            balances.add(each.getBalance());
        }
        told.put("balances", balances);
        sip.setBarringPrefixes(address("alice"), new String[] {"+44"});
        told.put("barred", List.of(sip.getBarringPrefixes(address("alice")), sip.getRejectMembers(address("alice"))));
        told.put("diversions", Json.members(sip.getCallDiversions(address("alice"))));
        told.put("trace", sip.getMediaSessions());
        told.put("code", refused("nobody"));
        told.put("deleted", List.of(sip.deleteAccount(address("alice")), sip.deleteDomain(domain)));

        new PrintStream(System.out, true, "UTF-8").print(Json.text(told));
    }
}
