// SPDX-License-Identifier: Apache-2.0
import java.io.PrintStream;
import java.math.BigInteger;
import java.net.URL;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import ngnpro.*;
import ngnpro.holders.CustomerAccountHolder;
import org.apache.axis.client.Stub;
import org.apache.axis.message.SOAPHeaderElement;

/** The story of tests/clients/README.md told by Axis 1.4, RPC/encoded: AxisStory URL LOGIN PASSWORD TAG */
public final class AxisStory {
    /** The operations without a result are void methods of the stub: there is nothing to show. */
    static final Map<String, Object> VOID = new LinkedHashMap<>();
    static {
        VOID.put("updateAccount", null);
        VOID.put("setProperties", null);
        VOID.put("deleteAccount", null);
    }

    static CustomerPort_PortType customer;

    static void identify(String username, String password, boolean admin) throws Exception {
        SOAPHeaderElement auth = new SOAPHeaderElement("urn:AGProjects:NGNPro", "auth");
        auth.addChildElement("username").addTextNode(username);
        auth.addChildElement("password").addTextNode(password);
        auth.addChildElement("admin").addTextNode(String.valueOf(admin));
        ((Stub) customer).clearHeaders();
        ((Stub) customer).setHeader(auth);
    }

    static CustomerAccount add(CustomerAccount account) throws Exception {
        CustomerAccountHolder holder = new CustomerAccountHolder(account);
        customer.addAccount(holder);
        return holder.value;
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

    static Map<String, Object> refusal(Callable<?> call) throws Exception {
        try {
            call.call();
        } catch (NGNException exception) {
            Map<String, Object> found = new LinkedHashMap<>();
            found.put("faultcode", exception.getFaultCode().getLocalPart());
            found.put("faultstring", exception.getFaultString());
            found.putAll(Json.members(exception));
            return found;
        }
        return null;
    }

    public static void main(String[] arguments) throws Exception {
        String login = arguments[1], password = arguments[2], tag = arguments[3];
        customer = new NGNProLocator().getCustomerPort(new URL(arguments[0] + "/ngnpro/customer/"));
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
        told.put("reseller", reseller);

        account = new CustomerAccount();
        account.setReseller(reseller.getId());
        account.setUsername(tag + "-none");
        account.setPassword("aaaaaa");
        account.setFirstName("Zoë");
        account.setLastName("Čapek");
        account.setProperties(new CustomerProperty[0]);
        CustomerAccount none = add(account);
        told.put("none", none);

        account = new CustomerAccount();
        account.setReseller(reseller.getId());
        account.setUsername(tag + "-one");
        account.setPassword("bbbbbb");
        account.setOrganization("To be emptied");
        account.setAddress("Line 1\nLine 2");
        account.setProperties(new CustomerProperty[] {property("sip_credit", "credit", "5", "admin")});
        CustomerAccount one = add(account);
        told.put("one", one);

        account = new CustomerAccount();
        account.setReseller(reseller.getId());
        account.setUsername(tag + "-two");
        account.setPassword("cccccc");
        account.setWeb("https://example.net/?a=1&b=<2>");
        account.setCredit(0.25);
        account.setProperties(new CustomerProperty[] {
            property("pstn_access", "sip", "1", "admin"), property("support_company", "sip", "A & B <C>", "customer"),
        });
        CustomerAccount two = add(account);
        told.put("two", two);

        told.put("read", customer.getAccount(one.getId()));
        CustomerAccount read = customer.getAccount(one.getId());
        read.setOrganization("");
        read.setCity("Köln");
        read.setAddress("Line 1\nLine 2\nLine 3");
        read.setBalance(2.5);
        read.getProperties()[0].setValue("7");
        customer.updateAccount(read);
        told.put("updated", customer.getAccount(one.getId()));

        CustomerProperty changed = property("support_company", "sip", "D & E", "customer");
        customer.setProperties(two.getId(), new CustomerProperty[] {changed});
        customer.setProperties(none.getId(), new CustomerProperty[0]);
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("none", customer.getProperties(none.getId()));
        properties.put("one", customer.getProperties(one.getId()));
        properties.put("two", customer.getProperties(two.getId()));
        told.put("properties", properties);

        CustomerFilter ofReseller = new CustomerFilter();
        ofReseller.setReseller(reseller.getId());
        Map<String, Object> found = new LinkedHashMap<>();
        found.put("none", customer.getCustomers(query(named(tag + "-nobody"), "customer", "ASC", 0, 20)));
        found.put("one", customer.getCustomers(query(named(tag + "-one"), "customer", "ASC", 0, 1)));
        found.put("page", customer.getCustomers(query(ofReseller, "username", "DESC", 1, 2)));
        found.put("resellers", customer.getResellers(query(named(tag + "-%"), "customer", "ASC", 0, 20)));
        told.put("found", found);
        BigInteger gone = two.getId();
        customer.deleteAccount(gone);

        CustomerAccount again = new CustomerAccount();
        again.setReseller(reseller.getId());
        again.setUsername(tag + "-one");
        again.setPassword("dddddd");
        Map<String, Object> faults = new LinkedHashMap<>();
        faults.put("taken", refusal(() -> add(again)));
        faults.put("unknown", refusal(() -> customer.getAccount(gone)));
        identify(tag + "-reseller", "geheim & sicher", false);
        told.put("own", customer.getAccount(reseller.getId()));
        identify(tag + "-reseller", "wrong", false);
        faults.put("wrong_password", refusal(() -> customer.getAccount(reseller.getId())));
        told.put("faults", faults);
        told.put("void", VOID);

        new PrintStream(System.out, true, "UTF-8").print(Json.text(told));
    }
}
