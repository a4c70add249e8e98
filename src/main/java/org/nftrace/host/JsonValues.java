package org.nftrace.host;

import java.util.Optional;
import java.util.OptionalLong;
import org.nftrace.net.Address;
import org.nftrace.net.Prefix;

/// Asks JSON for network values, and complains of what is none at its place.
record JsonValues(Complaints complaints) {

    Optional<Address> address(Json object, String key) {
        return object.get(key).filter(v -> !v.word().isEmpty()).flatMap(v -> {
            var address = Address.parse(v.word());
            if (address.isEmpty()) {
                expected(v, "an address", key);
            }
            return address;
        });
    }

    Optional<Prefix> prefix(Json object, String key) {
        return object.get(key).filter(v -> !v.word().isEmpty()).flatMap(v -> {
            var prefix = Prefix.parse(v.word());
            if (prefix.isEmpty()) {
                expected(v, "an address or network", key);
            }
            return prefix;
        });
    }

    OptionalLong number(Json object, String key) {
        var value = object.get(key);
        OptionalLong number = value.map(v -> Numbers.parse(v.word())).orElse(OptionalLong.empty());
        if (value.isPresent() && number.isEmpty()) {
            expected(value.get(), "a number", key);
        }
        return number;
    }

    /// {@return the prefix of an address in one member and its length in another}
    Optional<Prefix> prefix(Json object, String addressKey, String lengthKey) {
        var address = address(object, addressKey);
        if (address.isEmpty()) {
            return Optional.empty();
        }
        long length = number(object, lengthKey).orElse(address.get().width());
        if (length > address.get().width()) {
            expected(object.get(lengthKey).orElse(object), "a prefix length", lengthKey);
            return Optional.empty();
        }
        return Optional.of(new Prefix(address.get(), (int) length));
    }

    private void expected(Json value, String what, String key) {
        complaints.error(
                value.span(), "found '" + shown(value.word()) + "' as \"" + key + "\" where " + what + " was expected");
    }

    private static String shown(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }
}
