package dev.wharf.runner;

import java.io.InputStream;
import java.io.Reader;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Properties that nobody changes: every method that would throws an {@link UnsupportedOperationException}. */
final class FrozenProperties extends Properties {

    private static final long serialVersionUID = 1L;

    FrozenProperties(Properties original) {
        original.forEach(super::put);
    }

    @Override
    public Object setProperty(String key, String value) {
        throw frozen();
    }

    @Override
    public Object put(Object key, Object value) {
        throw frozen();
    }

    @Override
    public void putAll(Map<?, ?> all) {
        throw frozen();
    }

    @Override
    public Object putIfAbsent(Object key, Object value) {
        throw frozen();
    }

    @Override
    public Object remove(Object key) {
        throw frozen();
    }

    @Override
    public boolean remove(Object key, Object value) {
        throw frozen();
    }

    @Override
    public Object replace(Object key, Object value) {
        throw frozen();
    }

    @Override
    public boolean replace(Object key, Object from, Object to) {
        throw frozen();
    }

    @Override
    public void replaceAll(BiFunction<? super Object, ? super Object, ?> function) {
        throw frozen();
    }

    @Override
    public Object compute(Object key, BiFunction<? super Object, ? super Object, ?> function) {
        throw frozen();
    }

    @Override
    public Object computeIfAbsent(Object key, Function<? super Object, ?> function) {
        throw frozen();
    }

    @Override
    public Object computeIfPresent(Object key, BiFunction<? super Object, ? super Object, ?> function) {
        throw frozen();
    }

    @Override
    public Object merge(Object key, Object value, BiFunction<? super Object, ? super Object, ?> function) {
        throw frozen();
    }

    @Override
    public void clear() {
        throw frozen();
    }

    @Override
    public void load(Reader reader) {
        throw frozen();
    }

    @Override
    public void load(InputStream in) {
        throw frozen();
    }

    @Override
    public void loadFromXML(InputStream in) {
        throw frozen();
    }

    @Override
    public Set<Object> keySet() {
        return Collections.unmodifiableSet(super.keySet());
    }

    @Override
    public Collection<Object> values() {
        return Collections.unmodifiableCollection(super.values());
    }

    /** Of a copy, so that no entry writes through. */
    @Override
    public Set<Map.Entry<Object, Object>> entrySet() {
        Map<Object, Object> copy = new HashMap<>();
        super.forEach(copy::put);
        return Collections.unmodifiableMap(copy).entrySet();
    }

    private static UnsupportedOperationException frozen() {
        return new UnsupportedOperationException("the system's properties cannot be changed");
    }
}
