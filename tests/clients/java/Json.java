// SPDX-License-Identifier: Apache-2.0
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/** JSON by Java type: what a stub made a String is a JSON string, a Boolean a boolean, a Double has a fraction. */
final class Json {
    private Json() {}

    /** The fields of a generated bean by their wire names, in their order. */
    static Map<String, Object> members(Object bean) throws IllegalAccessException {
        Map<String, Object> found = new LinkedHashMap<>();
        for (Field field : bean.getClass().getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) || field.getName().startsWith("__")) continue;
            field.setAccessible(true);
            found.put(field.getName().replaceFirst("^_", ""), field.get(bean));   // _enum: a Java keyword
        }
        return found;
    }

    static String text(Object value) throws IllegalAccessException {
        if (value == null || value instanceof Boolean || value instanceof Number) return String.valueOf(value);
        if (value instanceof String || value instanceof javax.xml.namespace.QName) return quoted(value.toString());
        StringJoiner all;
        if (value instanceof Map) {
            all = new StringJoiner(",", "{", "}");
            for (Map.Entry<?, ?> each : ((Map<?, ?>) value).entrySet()) {
                all.add(quoted((String) each.getKey()) + ":" + text(each.getValue()));
            }
        } else if (value instanceof Collection) {
            all = new StringJoiner(",", "[", "]");
            for (Object each : (Collection<?>) value) all.add(text(each));
        } else if (value.getClass().isArray()) {
            all = new StringJoiner(",", "[", "]");
            for (int i = 0; i < Array.getLength(value); i++) all.add(text(Array.get(value, i)));
        } else {
            return text(members(value));
        }
        return all.toString();
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') out.append('\\').append(c);
            else if (c < 0x20) out.append(String.format("\\u%04x", (int) c));
            else out.append(c);
        }
        return out.append('"').toString();
    }
}
