// SPDX-License-Identifier: Apache-2.0
import java.io.PrintStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ngnpro.*;

/** The SIP story of tests/clients/README.md told by JAX-WS, document/literal: JaxwsSip URL LOGIN PASSWORD TAG */
public final class JaxwsSip {
    static SipPort sip;
    static SoapAuth auth;
    static String domain;

    static SipId address(String username) {
        SipId id = new SipId();
        id.setUsername(username);
        id.setDomain(domain);
        return id;
    }

    static StringArray texts(String... texts) {
        StringArray array = new StringArray();
        array.getItem().addAll(List.of(texts));
        return array;
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
        SipAccountPage found = sip.getAccounts(query, auth, null);
        List<String> names = new ArrayList<>();
        for (SipAccount each : found.getAccounts().getItem()) names.add(each.getId().getUsername());
        return Map.of("names", names, "total", found.getTotal());
    }

    static Integer refused(String username) {
        try {
            sip.getAccount(address(username), auth, null);
        } catch (NGNException_Exception exception) {
            return exception.getFaultInfo().getErrorcode();
        }
        return null;
    }

    public static void main(String[] arguments) throws Exception {
        domain = arguments[3] + ".example";
        sip = new NGNPro(new URL(arguments[0] + "/soap/sip/?wsdl")).getSipPort();
        auth = new SoapAuth();
        auth.setUsername(arguments[1]);
        auth.setPassword(arguments[2]);
        auth.setAdmin(true);
        Map<String, Object> told = new LinkedHashMap<>();

        SipDomain made = new SipDomain();
        made.setDomain(domain);
        sip.addDomain(made, auth, null);
        AclEntry entry = new AclEntry();
        entry.setIp("10.0.0.0");
        entry.setMask(8);
        SipAccount account = new SipAccount();
        account.setId(address("Alice"));
        account.setFirstName("Älice & <Co>");
        account.setPassword("geheim & sicher");
        account.setGroups(texts("free-pstn", "sms"));
        account.setQuota(5);
        account.setPrepaid(true);
        account.setAcl(new AclEntryArray());
        account.getAcl().getItem().add(entry);
        account.setProperties(new PropertyArray());
        account.getProperties().getItem().addAll(List.of(property("language", "nl"), property("empty", "")));
        account = sip.addAccount(account, auth, null);
        told.put("id", Json.members(account.getId()));
        told.put("firstName", account.getFirstName());
        told.put("password", account.getPassword());
        told.put("groups", account.getGroups().getItem());
        told.put("quota", account.getQuota());
        told.put("prepaid", account.isPrepaid());
        List<Object> acl = new ArrayList<>(), properties = new ArrayList<>();
        for (AclEntry each : account.getAcl().getItem()) acl.add(List.of(each.getIp(), each.getMask()));
        for (Property each : account.getProperties().getItem()) {
            properties.add(List.of(each.getName(), each.getValue()));
        }
        told.put("acl", acl);
        told.put("properties", properties);
        told.put("timeout", account.getTimeout());

        account.setQuota(7);
        account.setAcl(new AclEntryArray());
        told.put("done", sip.updateAccount(account, auth, null));
        SipAccount read = sip.getAccount(address("alice"), auth, null);
        told.put("read", List.of(
            read.getQuota(), read.getAcl().getItem(), read.getGroups().getItem(), read.getPassword()));
        told.put("pages", List.of(page("nobody"), page("ALICE")));
        RequestOptions once = new RequestOptions();
        once.setId(arguments[3]);
        sip.addBalance(address("alice"), 10.25, "first", auth, once);
        BalanceChange balance = sip.addBalance(address("alice"), 10.25, "first", auth, once);
        told.put("balance", Map.of("old_balance", balance.getOldBalance(), "new_balance", balance.getNewBalance()));
        SipIdArray wanted = new SipIdArray();
        wanted.getItem().addAll(List.of(address("bob"), address("alice")));
        List<Double> balances = new ArrayList<>();
        for (PrepaidStatus each : sip.getPrepaidStatus(wanted, auth, null).getItem()) balances.add(each.getBalance());
        told.put("balances", balances);
        sip.setBarringPrefixes(address("alice"), texts("+44"), auth, null);
        told.put("barred", List.of(
            sip.getBarringPrefixes(address("alice"), auth, null).getItem(),
            sip.getRejectMembers(address("alice"), auth, null).getItem()));
        CallDiversions diversions = sip.getCallDiversions(address("alice"), auth, null);
        told.put("diversions", Map.of(
            "FUNC", diversions.getFUNC(), "FNOL", diversions.getFNOL(), "FBUS", diversions.getFBUS(),
            "FNOA", diversions.getFNOA(), "FUNV", diversions.getFUNV()));
        told.put("trace", sip.getMediaSessions(auth, null));
        told.put("code", refused("nobody"));
        told.put("deleted", List.of(
            sip.deleteAccount(address("alice"), auth, null), sip.deleteDomain(domain, auth, null)));

        new PrintStream(System.out, true, "UTF-8").print(Json.text(told));
    }
}
