package dev.ordinal.cel;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1",
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "::, ::",
        "::1, ::1",
        "1::, 1::",
        "2001:DB8::ABCD, 2001:db8::abcd",
        "2001:db8::0:0:0:abcd, 2001:db8::abcd",
        "2001:db8:0:1:0:0:0:1, 2001:db8:0:1::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "1:0:2:3:4:5:6:7, 1:0:2:3:4:5:6:7",
        "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
        "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
        "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
        "1:2:3:4:5:6:1.2.3.4, 1:2:3:4:5:6:102:304",
        "::1.2.3.4, ::102:304",
        "0001:0002::000a, 1:2::a",
    })
    void readsAndPrintsCanonically(String text, String canonical) {
        assertThat(IpAddress.parse(text)).map(IpAddress::toString).hasValue(canonical);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|unable to parse IP",
                "localhost|unable to parse IP",
                "1234|unable to parse IP",
                "10.0.0|IPv4 address too short",
                "10.0.0.0.1|IPv4 address too long",
                "127.0.0.256|IPv4 field has value >255",
                "127.0.0.01|IPv4 field has octet with leading zero",
                "127..0.1|IPv4 field must have at least one digit",
                "127.0.0.|IPv4 field must have at least one digit",
                ".1.2.3|IPv4 field must have at least one digit",
                "1.2.3.x|unexpected character",
                "1.2.3.4:80|unexpected character",
                "'1.2.3.4 '|unexpected character",
                "www.example.com|unexpected character",
                "1.2.3.-4|unexpected character",
                "%eth0|missing IPv6 address",
                ":::1|each colon-separated field must have at least one digit",
                ":1|each colon-separated field must have at least one digit",
                "1:2:3|address string too short",
                "1:2:3:4:5:6:7|address string too short",
                "1:|colon must be followed by more characters",
                "1::2::3|multiple :: in address",
                "1:2:3:4:5:6:7:8:9|trailing garbage after address",
                "1:2:3:4::5:6:7:8|the :: must expand to at least one field of zeros",
                "12345::|each group must have 4 or less digits",
                "1::g|each colon-separated field must have at least one digit",
                "1:2g::|unexpected character, want colon",
                "[::1]|each colon-separated field must have at least one digit",
                "1:1.2.3.4|embedded IPv4 address must replace the final 2 fields",
                "::1:2:3:4:5:6:7:1.2.3.4|too many hex fields to fit an embedded IPv4",
                "::1.2.3|IPv4 address too short",
                "::1.2.3.4.5|IPv4 address too long",
                "::ffff:1.2.3.4|IPv4-mapped IPv6 address",
                "::ffff:102:304|IPv4-mapped IPv6 address",
                "fe80::1%eth0|with zone value is not allowed",
                "::1.2.3.4%eth0|with zone value is not allowed",
                "fe80::1%|zone must be a non-empty string",
                "fe80::x%eth0|each colon-separated field must have at least one digit",
                "１.２.３.４|unexpected character",
                "::１|each colon-separated field must have at least one digit",
            })
    void refusesWithTheReason(String text, String reason) {
        assertThat(IpAddress.parse(text)).isEmpty();
        assertThat(IpParser.address(text))
                .isInstanceOfSatisfying(
                        Parsed.Malformed.class,
                        malformed -> assertThat(malformed.reason()).contains(reason));
    }

    @Test
    void aLongTextIsCutInTheReason() {
        assertThat(IpParser.address("x".repeat(10_000)).toString()).hasSizeLessThan(200);
    }

    @ParameterizedTest
    @CsvSource({
        // address, unspecified, loopback, multicast, link-local multicast, link-local unicast, global unicast, private
        "0.0.0.0, true, false, false, false, false, false, false",
        "::, true, false, false, false, false, false, false",
        "127.0.0.1, false, true, false, false, false, false, false",
        "127.255.255.255, false, true, false, false, false, false, false",
        "::1, false, true, false, false, false, false, false",
        "::2, false, false, false, false, false, true, false",
        "224.0.0.1, false, false, true, true, false, false, false",
        "224.0.1.1, false, false, true, false, false, false, false",
        "239.255.255.255, false, false, true, false, false, false, false",
        "240.0.0.1, false, false, false, false, false, true, false",
        "ff02::1, false, false, true, true, false, false, false",
        "ff12::1, false, false, true, true, false, false, false",
        "ff05::1, false, false, true, false, false, false, false",
        "ff00::1, false, false, true, false, false, false, false",
        "169.254.169.254, false, false, false, false, true, false, false",
        "fe80::1, false, false, false, false, true, false, false",
        "febf::1, false, false, false, false, true, false, false",
        "fec0::1, false, false, false, false, false, true, false",
        "255.255.255.255, false, false, false, false, false, false, false",
        "8.8.8.8, false, false, false, false, false, true, false",
        "2001:db8::abcd, false, false, false, false, false, true, false",
        "10.1.2.3, false, false, false, false, false, true, true",
        "172.16.0.1, false, false, false, false, false, true, true",
        "172.31.255.255, false, false, false, false, false, true, true",
        "172.32.0.1, false, false, false, false, false, true, false",
        "192.168.0.1, false, false, false, false, false, true, true",
        "fd00::1, false, false, false, false, false, true, true",
        "fc00::1, false, false, false, false, false, true, true",
        "fe00::1, false, false, false, false, false, true, false",
    })
    void knowsItsScope(
            String text,
            boolean unspecified,
            boolean loopback,
            boolean multicast,
            boolean linkLocalMulticast,
            boolean linkLocalUnicast,
            boolean globalUnicast,
            boolean isPrivate) {
        IpAddress address = IpAddress.parse(text).orElseThrow();
        assertThat(address.isUnspecified()).isEqualTo(unspecified);
        assertThat(address.isLoopback()).isEqualTo(loopback);
        assertThat(address.isMulticast()).isEqualTo(multicast);
        assertThat(address.isLinkLocalMulticast()).isEqualTo(linkLocalMulticast);
        assertThat(address.isLinkLocalUnicast()).isEqualTo(linkLocalUnicast);
        assertThat(address.isGlobalUnicast()).isEqualTo(globalUnicast);
        assertThat(address.isPrivate()).isEqualTo(isPrivate);
    }

    @Test
    void familiesDiffer() {
        assertThat(IpAddress.parse("0.0.0.0")).isNotEqualTo(IpAddress.parse("::"));
        assertThat(IpAddress.parse("1.2.3.4").orElseThrow().family()).isEqualTo(4);
        assertThat(IpAddress.parse("::1").orElseThrow().family()).isEqualTo(6);
    }

    @Property
    void printedAddressesReadBack(@ForAll long high, @ForAll long low, @ForAll boolean sparse) {
        long mask = sparse ? 0xffff_0000_0000_ffffL : -1L;
        for (IpAddress address : new IpAddress[] {IpAddress.ipv4(low), IpAddress.ipv6(high & mask, low & mask)}) {
            if (!address.isIpv4Mapped()) {
                assertThat(IpAddress.parse(address.toString())).hasValue(address);
            }
        }
    }

    @Property
    void aNetworkContainsWhatSharesItsPrefix(@ForAll long bits, @ForAll @IntRange(max = 32) int length) {
        IpAddress address = IpAddress.ipv4(bits);
        Cidr network = Cidr.parse(address + "/" + length).orElseThrow();
        assertThat(network.contains(address)).isTrue();
        assertThat(network.masked().contains(network)).isTrue();
        assertThat(network.masked().masked()).isEqualTo(network.masked());
        if (length > 0) {
            assertThat(network.contains(IpAddress.ipv4(bits ^ (1L << (32 - length)))))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "192.168.0.0/24, 192.168.0.1, true",
        "192.168.0.0/24, 192.168.1.1, false",
        "192.168.0.1/24, 192.168.0.255, true",
        "0.0.0.0/0, 8.8.8.8, true",
        "0.0.0.0/0, ::1, false",
        "::/0, 1.2.3.4, false",
        "2001:db8::/64, 2001:db8::1, true",
        "2001:db8::/64, 2001:db8:0:1::1, false",
        "2001:db8::/65, 2001:db8::8000:0:0:0, false",
        "2001:db8::/65, 2001:db8::7fff:0:0:0, true",
        "::1/128, ::1, true",
        "::1/128, ::2, false",
        "10.0.0.1/32, 10.0.0.1, true",
    })
    void networkContainsAddress(String network, String address, boolean contained) {
        assertThat(Cidr.parse(network)
                        .orElseThrow()
                        .contains(IpAddress.parse(address).orElseThrow()))
                .isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "192.168.0.0",
                "192.168.0.0/",
                "192.168.0.0/33",
                "192.168.0.0/08",
                "192.168.0.0/+8",
                "192.168.0.0/-1",
                "192.168.0.0/8 ",
                "192.168.0.0/4294967304",
                "::1/129",
                "fe80::1%eth0/64",
                "::ffff:1.2.3.4/24",
                "/24",
                "10.0.0.0/8/8"
            })
    void refusesWhatIsNoNetwork(String text) {
        assertThat(Cidr.parse(text)).isEmpty();
    }

    @Test
    void networksCompareByAddressAndLength() {
        Cidr unmasked = Cidr.parse("192.168.0.1/24").orElseThrow();
        assertThat(unmasked.masked()).isEqualTo(Cidr.parse("192.168.0.0/24").orElseThrow());
        assertThat(unmasked.masked())
                .hasSameHashCodeAs(Cidr.parse("192.168.0.0/24").orElseThrow());
        assertThat(unmasked).isNotEqualTo(unmasked.masked()).hasToString("192.168.0.1/24");
        assertThat(unmasked.address()).hasToString("192.168.0.1");
        assertThat(unmasked.prefixLength()).isEqualTo(24);
        assertThat(unmasked.contains(Cidr.parse("192.168.0.0/23").orElseThrow()))
                .isFalse();
    }
}
