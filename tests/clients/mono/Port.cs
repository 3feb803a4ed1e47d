// SPDX-License-Identifier: Apache-2.0
// What the programs share: PROGRAM URL LOGIN PASSWORD TAG, a port and its login, refusals, JSON. Each is compiled once per
// dialect with the proxy that Mono's wsdl makes of that WSDL; LITERAL is defined for document/literal.
using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Text;
using System.Web.Services.Protocols;
using System.Xml;

static class Port
{
    // The port at another server than the one that published its WSDL, called as the administrator.
    public static T At<T>(string url, string login, string password) where T : SoapHttpClientProtocol, new()
    {
        T port = At<T>(url);
        Identify(port, login, password, true);
        return port;
    }

    // The same without a login.
    public static T At<T>(string url) where T : SoapHttpClientProtocol, new()
    {
        var port = new T();
        port.Url = url + new Uri(port.Url).AbsolutePath;
        return port;
    }

    // The login of all following calls.
    public static void Identify(SoapHttpClientProtocol port, string username, string password, bool admin)
    {
        Put(port, "auth", Given(new SoapAuth { username = username, password = password, admin = admin }));
    }

    // The following calls are made once only, however often they are sent; null ends that.
    public static void Once(SoapHttpClientProtocol port, string id)
    {
        Put(port, "request", id == null ? null : new RequestOptions { id = id });
    }

    // A header is a property, which has its name in document/literal and that of its type in RPC/encoded.
    static void Put<T>(SoapHttpClientProtocol port, string name, T header) where T : SoapHeader
    {
#if !LITERAL
        name = typeof(T).Name + "Value";
#endif
        port.GetType().GetProperty(name).SetValue(port, header, null);
    }

    // In document/literal a number or truth value that may be left out goes out only when its twin nameSpecified is true;
    // in RPC/encoded it is a Nullable and has no twin. Here those that are not 0 or false are given, and the ones named.
    public static T Given<T>(T record, params string[] names)
    {
        foreach (var twin in typeof(T).GetProperties().Where(each => each.Name.EndsWith("Specified")))
        {
            string name = twin.Name.Substring(0, twin.Name.Length - "Specified".Length);
            PropertyInfo member = typeof(T).GetProperty(name);
            object nothing = Activator.CreateInstance(member.PropertyType);
            if (names.Contains(name) || !member.GetValue(record, null).Equals(nothing)) twin.SetValue(record, true, null);
        }
        return record;
    }

    // The fault's code and string and the members of its detail, whose types the proxy does not know.
    public static Dictionary<string, object> Refusal(Action call)
    {
        try
        {
            call();
        }
        catch (SoapException fault)
        {
            var found = new Dictionary<string, object> { { "faultcode", fault.Code.Name }, { "faultstring", fault.Message } };
            foreach (XmlNode member in fault.Detail.SelectNodes("*[local-name() = 'exception']/*"))
            {
                found[member.LocalName] = member.InnerText;
            }
            return found;
        }
        return null;
    }

    public static int Code(Action refused)
    {
        return int.Parse((string)Refusal(refused)["errorcode"]);
    }

    public static void Tell(Dictionary<string, object> told)
    {
        byte[] text = new UTF8Encoding(false).GetBytes(Json(told));
        using (var output = Console.OpenStandardOutput()) output.Write(text, 0, text.Length);
    }

    // By the type that the proxy gave each value: a double has a fraction, a text is a text.
    static string Json(object value)
    {
        if (value == null) return "null";
        if (value is bool) return (bool)value ? "true" : "false";
        if (value is int) return ((int)value).ToString(CultureInfo.InvariantCulture);
        if (value is double) return ((double)value).ToString("0.0###", CultureInfo.InvariantCulture);
        if (value is string) return Quoted((string)value);
        if (value is IDictionary<string, object>)
        {
            var members = ((IDictionary<string, object>)value).Select(each => Quoted(each.Key) + ":" + Json(each.Value));
            return "{" + string.Join(",", members) + "}";
        }
        if (value is IEnumerable) return "[" + string.Join(",", ((IEnumerable)value).Cast<object>().Select(Json)) + "]";
        return Json(value.GetType().GetProperties()
            .Where(each => !each.Name.EndsWith("Specified"))
            .ToDictionary(each => each.Name, each => each.GetValue(value, null)));
    }

    static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (char each in text)
        {
            if (each == '"' || each == '\\') quoted.Append('\\').Append(each);
            else if (each < ' ') quoted.AppendFormat("\\u{0:x4}", (int)each);
            else quoted.Append(each);
        }
        return quoted.Append('"').ToString();
    }
}
