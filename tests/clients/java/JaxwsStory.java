// SPDX-License-Identifier: Apache-2.0
import java.io.PrintStream;
import java.math.BigInteger;
import java.net.URL;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.xml.ws.Holder;
import ngnpro.*;

/** The story of tests/clients/README.md told by JAX-WS, document/literal: JaxwsStory URL LOGIN PASSWORD TAG */
public final class JaxwsStory {
    /** The operations without a result are void methods of the stub: there is nothing to show. */
    static final Map<String, Object> VOID = new LinkedHashMap<>();
    static {
        VOID.put("updateAccount", null);
        VOID.put("setProperties", null);
        VOID.put("deleteAccount", null);
    }

    static CustomerPort customer;
    static SoapAuth auth;

    static void identify(String username, String password, boolean admin) {
        auth = new SoapAuth();
        auth.setUsername(username);
        auth.setPassword(password);
        auth.setAdmin(admin);
    }

    static CustomerAccount add(CustomerAccount account) throws Exception {
        Holder<CustomerAccount> holder = new Holder<>(account);
        customer.addAccount(holder, auth, null);
        return holder.value;
    }

    static CustomerPropertyArray listed(CustomerProperty... properties) {
        CustomerPropertyArray array = new CustomerPropertyArray();
        array.getItem().addAll(List.of(properties));
        return array;
    }

    static CustomerProperty property(String name, String category, String value, String permission) {
        CustomerProperty property = new CustomerProperty();
        property.setName(name);
        property.setCategory(category);
        property.setValue(value);
        property.setPermission(permission);
        return property;
    }

    static CustomerQuery query(CustomerFilter filter, String attribute, String direction, int start, int count) {
        CustomerQuery query = new CustomerQuery();
        query.setFilter(filter);
        query.setOrderBy(new OrderBy());
        query.getOrderBy().setAttribute(attribute);
        query.getOrderBy().setDirection(direction);
        query.setRange(new Range());
        query.getRange().setStart(start);
        query.getRange().setCount(count);
        return query;
    }

    static CustomerFilter named(String pattern) {
        CustomerFilter filter = new CustomerFilter();
        filter.setUsername(pattern);
        return filter;
    }

    static Map<String, Object> plain(CustomerAccount account) throws Exception {
        Map<String, Object> members = Json.members(account);
        members.put("properties", account.getProperties().getItem());
        return members;
    }

    static Map<String, Object> page(CustomerQueryResult found) throws Exception {
        List<Object> accounts = new ArrayList<>();
        for (CustomerAccount account : found.getAccounts().getItem()) accounts.add(plain(account));
        return new LinkedHashMap<>(Map.of("accounts", accounts, "total", found.getTotal()));
    }

    static Map<String, Object> refusal(Callable<?> call) throws Exception {
        try {
            call.call();
        } catch (NGNException_Exception exception) {
            Map<String, Object> found = new LinkedHashMap<>();
            found.put("faultstring", exception.getMessage());
            found.putAll(Json.members(exception.getFaultInfo()));
            return found;
        }
        return null;
    }

    public static void main(String[] arguments) throws Exception {
        String login = arguments[1], password = arguments[2], tag = arguments[3];
        customer = new NGNPro(new URL(arguments[0] + "/soap/customer/?wsdl")).getCustomerPort();
        identify(login, password, true);
        Map<String, Object> told = new LinkedHashMap<>();

        CustomerAccount account = new CustomerAccount();
        account.setUsername(tag + "-reseller");
        account.setPassword("geheim & sicher");
        account.setOrganization("Müller & Söhne <GmbH>");
        account.setTimezone("Europe/Berlin");
        account.setBalance(12.5);
        account.setResellerActive(true);
        CustomerAccount reseller = add(account);
        told.put("reseller", plain(reseller));

        account = new CustomerAccount();
        account.setReseller(reseller.getId());
        account.setUsername(tag + "-none");
        account.setPassword("aaaaaa");
        account.setFirstName("Zoë");
        account.setLastName("Čapek");
        account.setProperties(listed());
        CustomerAccount none = add(account);
        told.put("none", plain(none));

        account = new CustomerAccount();
        account.setReseller(reseller.getId());
        account.setUsername(tag + "-one");
        account.setPassword("bbbbbb");
        account.setOrganization("To be emptied");
        account.setAddress("Line 1\nLine 2");
        account.setProperties(listed(property("sip_credit", "credit", "5", "admin")));
        CustomerAccount one = add(account);
        told.put("one", plain(one));

        account = new CustomerAccount();
        account.setReseller(reseller.getId());
        account.setUsername(tag + "-two");
        account.setPassword("cccccc");
        account.setWeb("https://example.net/?a=1&b=<2>");
        account.setCredit(0.25);
        account.setProperties(listed(
            property("pstn_access", "sip", "1", "admin"), property("support_company", "sip", "A & B <C>", "customer")));
        CustomerAccount two = add(account);
        told.put("two", plain(two));

        CustomerAccount read = customer.getAccount(one.getId(), auth, null);
        told.put("read", plain(customer.getAccount(one.getId(), auth, null)));
        read.setOrganization("");
        read.setCity("Köln");
        read.setAddress("Line 1\nLine 2\nLine 3");
        read.setBalance(2.5);
        read.getProperties().getItem().get(0).setValue("7");
        customer.updateAccount(read, auth, null);
        told.put("updated", plain(customer.getAccount(one.getId(), auth, null)));

        customer.setProperties(two.getId(), listed(property("support_company", "sip", "D & E", "customer")), auth, null);
        customer.setProperties(none.getId(), listed(), auth, null);
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("none", customer.getProperties(none.getId(), auth, null).getItem());
        properties.put("one", customer.getProperties(one.getId(), auth, null).getItem());
        properties.put("two", customer.getProperties(two.getId(), auth, null).getItem());
        told.put("properties", properties);

        CustomerFilter ofReseller = new CustomerFilter();
        ofReseller.setReseller(reseller.getId());
        Map<String, Object> found = new LinkedHashMap<>();
        found.put("none", page(customer.getCustomers(query(named(tag + "-nobody"), "customer", "ASC", 0, 20), auth, null)));
        found.put("one", page(customer.getCustomers(query(named(tag + "-one"), "customer", "ASC", 0, 1), auth, null)));
        found.put("page", page(customer.getCustomers(query(ofReseller, "username", "DESC", 1, 2), auth, null)));
        found.put("resellers", page(customer.getResellers(query(named(tag + "-%"), "customer", "ASC", 0, 20), auth, null)));
        told.put("found", found);
        BigInteger gone = two.getId();
        customer.deleteAccount(gone, auth, null);

        CustomerAccount again = new CustomerAccount();
        again.setReseller(reseller.getId());
        again.setUsername(tag + "-one");
        again.setPassword("dddddd");
        Map<String, Object> faults = new LinkedHashMap<>();
        faults.put("taken", refusal(() -> add(again)));
        faults.put("unknown", refusal(() -> customer.getAccount(gone, auth, null)));
        identify(tag + "-reseller", "geheim & sicher", false);
        told.put("own", plain(customer.getAccount(reseller.getId(), auth, null)));
        identify(tag + "-reseller", "wrong", false);
        faults.put("wrong_password", refusal(() -> customer.getAccount(reseller.getId(), auth, null)));
        told.put("faults", faults);
        told.put("void", VOID);

        new PrintStream(System.out, true, "UTF-8").print(Json.text(told));
    }
}
